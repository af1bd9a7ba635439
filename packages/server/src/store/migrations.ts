import { type Kysely, type Migration, Migrator, sql } from 'kysely';

/** Every change of the tables, by name, in order. One that has been released is never edited. */
const MIGRATIONS: Record<string, Migration> = {
  '001_accounts_sessions_pins': {
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
  },
  '002_joins_trial_charges': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('sessions')
        .addColumn('pin', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
      await db.schema
        .alterTable('sessions')
        .addColumn('charged', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
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
  },
  '003_policy_hashes': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('sessions')
        .addColumn('policy_hashes', 'text', (column) => column.notNull().defaultTo('[]'))
        .execute();
    },
  },
  '004_start_url_mask_data_keep_query': {
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
  },
  '005_developer_mode': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .alterTable('accounts')
        .addColumn('developer_mode', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
    },
  },
  '006_probe_weight': {
    async up(db: Kysely<unknown>) {
      await db.schema.alterTable('probe').addColumn('weight', 'blob').execute();
    },
  },
  '007_remote_assist_annotation_confirm_submits': {
    async up(db: Kysely<unknown>) {
      for (const name of ['remote_assist', 'annotation', 'confirm_submits'])
        await db.schema
          .alterTable('accounts')
          .addColumn(name, 'integer', (column) => column.notNull().defaultTo(1))
          .execute();
    },
  },
};

/** Brings the tables up to date; throws where a step fails, leaving what was there. */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
