import type { Kysely, Migration } from 'kysely';

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('sessions')
      .addColumn('policy_hashes', 'text', (column) => column.notNull().defaultTo('[]'))
      .execute();
  },
};
