import type { Kysely, Migration } from 'kysely';

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('sessions')
      .addColumn('start_url', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema
      .alterTable('accounts')
      .addColumn('mask_data', 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
    await db.schema
      .alterTable('accounts')
      .addColumn('keep_query', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute();
  },
};
