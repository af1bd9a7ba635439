import type { Kysely, Migration } from 'kysely';

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const name of ['remote_assist', 'annotation', 'confirm_submits'])
      await db.schema
        .alterTable('accounts')
        .addColumn(name, 'integer', (column) => column.notNull().defaultTo(1))
        .execute();
  },
};
