import type { Kysely, Migration } from 'kysely';

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('accounts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('sdk_key', 'text', (column) => column.notNull().unique())
      .addColumn('sdk_secrets', 'text', (column) => column.notNull())
      .addColumn('api_key', 'text', (column) => column.notNull())
      .addColumn('api_secret', 'text', (column) => column.notNull())
      .addColumn('disabled', 'integer', (column) => column.notNull())
      .addColumn('allowed_sites', 'text', (column) => column.notNull())
      .addColumn('allowed_agent_sites', 'text', (column) => column.notNull())
      .addColumn('trial_minutes', 'integer')
      .addColumn('trial_used', 'integer', (column) => column.notNull())
      .addColumn('mask_css_selectors', 'text', (column) => column.notNull())
      .addColumn('mask_attributes', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('pins')
      .addColumn('sdk_key', 'text', (column) => column.notNull())
      .addColumn('pin', 'text', (column) => column.notNull())
      .addColumn('session_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('pins_one_holder', ['sdk_key', 'pin'])
      .execute();
    await db.schema.createIndex('pins_by_session').on('pins').column('session_id').execute();
    await db.schema
      .createTable('sessions')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('account_id', 'text', (column) => column.notNull())
      .addColumn('sdk_key', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .addColumn('state', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('sessions_by_end').on('sessions').column('ended_at').execute();
  },
};
