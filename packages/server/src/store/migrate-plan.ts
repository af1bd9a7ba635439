import { existsSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import type { Sealing } from '../secrets/sealing.js';
import { MIGRATION_NAMES, type MigrationState, migrationState, newerWords } from './migrations.js';
import { databaseFile, databasePlace } from './open-store.js';
import { migratePostgres, withPostgres } from './postgres-plain.js';
import { isPostgresUrl, readPostgresUrl } from './postgres-url.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { sqliteStore } from './sqlite.js';

/** What bringing a database up to date would change, or has changed. */
export interface MigratePlan extends MigrationState {
  /** The same in words. */
  text: string;
}

/** What is pending in the database of a `DATABASE_URL`; changes nothing, also beside a service. */
export async function migratePlan(databaseUrl: string): Promise<MigratePlan> {
  const state = await stateOf(databaseUrl);
  return { ...state, text: wordsOf(databaseUrl, state, 'pending') };
}

/**
 * Brings the database of a `DATABASE_URL` up to date; the plan that is given back is what was done. A Postgres may be in use by the
 * version before meanwhile, a file may not. Throws where it cannot, and then nothing has changed.
 */
export async function migrateDatabase(databaseUrl: string, sealing?: Sealing): Promise<MigratePlan> {
  const before = await stateOf(databaseUrl);
  if (before.unknown.length > 0) throw new Error(newerWords(before.unknown));
  if (isPostgresUrl(databaseUrl)) {
    if (!sealing) throw new Error('SECRETS_KEY is missing: Postgres keeps nothing without one');
    await migratePostgres(readPostgresUrl(databaseUrl).config(), sealing);
  } else await (await sqliteStore(fileOf(databaseUrl), sealing)).stop();
  return { ...before, text: wordsOf(databaseUrl, before, 'done') };
}

async function stateOf(databaseUrl: string): Promise<MigrationState> {
  if (isPostgresUrl(databaseUrl)) return withPostgres(readPostgresUrl(databaseUrl).config(), migrationState);
  const file = fileOf(databaseUrl);
  if (!existsSync(file)) return { done: [], pending: MIGRATION_NAMES, unknown: [] };
  const db = new Kysely({ dialect: sqliteDialect(new DatabaseSync(file, { readOnly: true })) });
  try {
    return await migrationState(db);
  } finally {
    await db.destroy();
  }
}

function fileOf(databaseUrl: string): string {
  const file = databaseFile(databaseUrl);
  if (file === undefined) throw new Error('what is kept in memory has nothing to bring up to date');
  return file;
}

function wordsOf(databaseUrl: string, { pending, unknown }: MigrationState, what: 'pending' | 'done'): string {
  const place = databasePlace(databaseUrl);
  if (unknown.length > 0) return `${place}: ${newerWords(unknown)}`;
  if (pending.length === 0) return `${place}: up to date`;
  return [`${place}: ${pending.length} ${pending.length === 1 ? 'change' : 'changes'} ${what}`, ...pending.map((name) => `  ${name}`)].join(
    '\n',
  );
}
