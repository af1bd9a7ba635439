import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import { hasTable } from './dialect.js';
import { migration as m001 } from './migrations/001-accounts-sessions-pins.js';
import { migration as m002 } from './migrations/002-joins-trial-charges.js';
import { migration as m003 } from './migrations/003-policy-hashes.js';
import { migration as m004 } from './migrations/004-start-url-mask-data-keep-query.js';
import { migration as m005 } from './migrations/005-developer-mode.js';
import { migration as m006 } from './migrations/006-probe-weight.js';
import { migration as m007 } from './migrations/007-remote-assist-annotation-confirm-submits.js';
import { migration as m008 } from './migrations/008-account-administration.js';
import { migration as m009 } from './migrations/009-webhooks.js';
import { migration as m010 } from './migrations/010-rest-indexes.js';
import { migration as m011 } from './migrations/011-deliveries-by-time.js';

/** Every change of the tables, by name, in order. One that has been released is never edited. */
export const MIGRATIONS: Record<string, Migration> = {
  '001_accounts_sessions_pins': m001,
  '002_joins_trial_charges': m002,
  '003_policy_hashes': m003,
  '004_start_url_mask_data_keep_query': m004,
  '005_developer_mode': m005,
  '006_probe_weight': m006,
  '007_remote_assist_annotation_confirm_submits': m007,
  '008_account_administration': m008,
  '009_webhooks': m009,
  '010_rest_indexes': m010,
  '011_deliveries_by_time': m011,
};

/** In the order in which they are made. */
export const MIGRATION_NAMES = Object.keys(MIGRATIONS);

/** How far the tables of a database are. */
export interface MigrationState {
  done: string[];
  pending: string[];
  /** Made by a newer version. */
  unknown: string[];
}

const TABLE = 'kysely_migration';

export async function migrationState<T>(db: Kysely<T>): Promise<MigrationState> {
  const found = (await hasTable(db, TABLE))
    ? (await sql<{ name: string }>`select name from ${sql.table(TABLE)} order by name`.execute(db)).rows
    : [];
  const all = found.map(({ name }) => name);
  return {
    done: all.filter((name) => name in MIGRATIONS),
    pending: MIGRATION_NAMES.filter((name) => !all.includes(name)),
    unknown: all.filter((name) => !(name in MIGRATIONS)),
  };
}

/** Why a database with such changes is not used. */
export const newerWords = (unknown: readonly string[]): string =>
  `a newer version has changed the database (this one does not know ${unknown.join(', ')}): start that version, or restore a backup from before it`;

/**
 * Brings the tables up to date; throws where a step fails, leaving what was there, and where a newer version has made steps this one
 * does not know. Of two at once one makes the steps and the other waits for it.
 */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const { unknown, pending } = await migrationState(db);
  if (unknown.length > 0) throw new Error(newerWords(unknown));
  if (pending.length === 0) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
