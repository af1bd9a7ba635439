import { type Kysely, type Migration, sql } from 'kysely';
import { dialectOf } from '../dialect.js';

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('sessions')
      .addColumn('pin', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('sessions')
      .addColumn('charged', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
    // No file of Postgres is as old as that.
    if (dialectOf(db) === 'sqlite')
      await sql`update sessions set pin = coalesce(json_extract(state, '$.pin.code'), json_extract(state, '$.pinCode'), '')`.execute(db);
    await db.schema
      .createTable('joins')
      .addColumn('connection_id', 'text', (column) => column.primaryKey())
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addColumn('user_id', 'text', (column) => column.notNull())
      .addColumn('user_name', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .addColumn('joined_at', 'bigint', (column) => column.notNull())
      .addColumn('left_at', 'bigint')
      .execute();
    await db.schema.createIndex('joins_by_session').on('joins').columns(['session_id', 'joined_at']).execute();
    await db.schema
      .createTable('probe')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .execute();
  },
};
