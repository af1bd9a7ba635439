import type { Kysely, Migration } from 'kysely';

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('accounts')
      .addColumn('developer_mode', 'integer', (column) => column.notNull().defaultTo(0))
      .execute();
  },
};
