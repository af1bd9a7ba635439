import type { Kysely, Migration } from 'kysely';
import { dialectOf } from '../dialect.js';

export const migration: Migration = {
  async up(db: Kysely<never>) {
    await db.schema
      .createTable('webhook_endpoints')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('events', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('proved_at', 'bigint')
      .execute();
    await db.schema.createIndex('webhook_endpoints_by_account').on('webhook_endpoints').columns(['account_id', 'created_at']).execute();
    await db.schema
      .createTable('webhook_secrets')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('endpoint_id', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('webhook_secrets_by_endpoint').on('webhook_secrets').column('endpoint_id').execute();
    // A number is never given twice, also where the newest row has been deleted.
    const postgres = dialectOf(db) === 'postgres';
    await db.schema
      .createTable('deliveries')
      .addColumn('seq', postgres ? 'bigint' : 'integer', (column) =>
        postgres ? column.generatedByDefaultAsIdentity().primaryKey() : column.primaryKey().autoIncrement(),
      )
      .addColumn('endpoint_id', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addColumn('event_id', 'text', (column) => column.notNull())
      .addColumn('event', 'text', (column) => column.notNull())
      .addColumn('event_ts', 'bigint', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('next_at', 'bigint', (column) => column.notNull())
      .addColumn('give_up_at', 'bigint', (column) => column.notNull())
      .addColumn('claimed_until', 'bigint', (column) => column.notNull())
      .addColumn('last_status', 'integer')
      .addColumn('last_error', 'text')
      .addColumn('done_at', 'bigint')
      .addUniqueConstraint('deliveries_once', ['endpoint_id', 'event_id'])
      .execute();
    // What is due, and what is before what: of the rows that wait only, so that what is done costs nothing.
    await db.schema
      .createIndex('deliveries_due')
      .on('deliveries')
      .columns(['endpoint_id', 'next_at', 'seq'])
      .where('state' as never, '=', 'pending' as never)
      .execute();
    await db.schema
      .createIndex('deliveries_order')
      .on('deliveries')
      .columns(['endpoint_id', 'session_id', 'seq'])
      .where('state' as never, '=', 'pending' as never)
      .execute();
    await db.schema.createIndex('deliveries_by_endpoint').on('deliveries').columns(['endpoint_id', 'seq']).execute();
    await db.schema.createIndex('deliveries_by_session').on('deliveries').columns(['session_id', 'seq']).execute();
    await db.schema.createIndex('deliveries_by_account').on('deliveries').columns(['account_id', 'done_at']).execute();
  },
};
