import type { Kysely, Migration } from 'kysely';

const NUMBERS = {
  version: 1,
  created_at: 0,
  updated_at: 0,
  multi_tab: 1,
  load_assets_directly: 0,
  shorten_addresses: 0,
  session_days: 184,
  delivery_days: 30,
};

/** The columns `sdk_secrets` and `api_secret` stay, for what a version before has written there (store/sql/secrets.ts moves it). */
export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const [name, text] of Object.entries({ name: '', defaults: '{}' }))
      await db.schema
        .alterTable('accounts')
        .addColumn(name, 'text', (column) => column.notNull().defaultTo(text))
        .execute();
    for (const [name, number] of Object.entries(NUMBERS))
      await db.schema
        .alterTable('accounts')
        .addColumn(name, name.endsWith('_at') ? 'bigint' : 'integer', (column) => column.notNull().defaultTo(number))
        .execute();
    await db.schema.createIndex('accounts_by_api_key').on('accounts').column('api_key').unique().execute();
    await db.schema
      .createTable('secrets')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('last_used_at', 'bigint')
      .addColumn('retired_at', 'bigint')
      .execute();
    await db.schema.createIndex('secrets_by_account').on('secrets').columns(['account_id', 'retired_at']).execute();
  },
};
