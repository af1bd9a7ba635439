import { existsSync } from 'node:fs';
import type { Kysely } from 'kysely';
import { copyRows } from './copy-rows.js';
import { MIGRATION_NAMES, migrationState, newerWords } from './migrations.js';
import { type OpenDatabase, openDatabase } from './open-database.js';
import { databasePlace } from './open-store.js';
import { isPostgresUrl } from './postgres-url.js';
import { beginCopy, endCopy, refuseUnfinishedCopy } from './unfinished-copy.js';

export interface CopyOptions {
  /** `DATABASE_URL`s: a file and a Postgres, or two of a kind. */
  from: string;
  to: string;
  /** Told of each table when it is whole, and of how far a large one is. */
  said?(line: string): void;
}

export interface Copied {
  tables: { table: string; rows: number }[];
  /** What the operator still has to do. */
  notes: string[];
}

/** One database's own, and what is only there to be written. */
const NOT_COPIED = new Set(['probe']);

/**
 * Copies everything that is kept from one database to another, rows and their secrets as they are sealed. It may be ended at any
 * moment and called again: what is there already is compared, not written, and what has changed meanwhile is brought up to date.
 * Throws, in words for the operator, where a service or another copy uses one of the two, where the target holds other data, and
 * where the two differ at the end.
 */
export async function copyStore({ from, to, said = () => {} }: CopyOptions): Promise<Copied> {
  const places = [from, to].map(databasePlace);
  const [source, target] = places;
  if (source === undefined || target === undefined) throw new Error('what is kept in memory cannot be copied');
  if (source === target) throw new Error(`${source} is both: name another database to copy to`);
  if (!isPostgresUrl(from) && !existsSync(source)) throw new Error(`${source} does not exist`);
  const open: OpenDatabase[] = [];
  try {
    const old = await openDatabase(from);
    open.push(old);
    await refuseUnfinishedCopy(old.db);
    const { pending, unknown } = await migrationState(old.db);
    if (unknown.length > 0) throw new Error(newerWords(unknown));
    if (pending.length === MIGRATION_NAMES.length) throw new Error(`${source} is no database of this service`);
    if (pending.length > 0) throw new Error(`${source} is of a version before: bring it up to date first (sightline migrate)`);
    const next = await openDatabase(to);
    open.push(next);
    await next.migrate();

    const names = (await tableNames(old.db)).filter((name) => !NOT_COPIED.has(name));
    await beginCopy(next.db, source, names);
    const tables: Copied['tables'] = [];
    for (const table of names) {
      const rows = await copyRows({ from: old.db, to: next.db, table, said });
      tables.push({ table, rows });
      said(`${table}: ${rows}`);
    }
    for (const { table } of tables) await compareCounts(old.db, next.db, table);
    await endCopy(next.db);
    return { tables, notes: notesOf(from, to) };
  } finally {
    for (const one of open.reverse()) await one.stop();
  }
}

async function tableNames(db: Kysely<never>): Promise<string[]> {
  return (await db.introspection.getTables()).map(({ name }) => name).sort();
}

type Counting = Kysely<Record<string, Record<string, unknown>>>;

async function compareCounts(from: Kysely<never>, to: Kysely<never>, table: string): Promise<void> {
  const count = async (db: Kysely<never>): Promise<number> => {
    const asked = (db as unknown as Counting).selectFrom(table).select(({ fn }) => fn.countAll().as('rows'));
    return Number((await asked.executeTakeFirstOrThrow()).rows);
  };
  const [there, here] = [await count(from), await count(to)];
  if (there !== here) throw new Error(`${table}: ${there} rows, ${here} of them copied: call it again`);
}

function notesOf(from: string, to: string): string[] {
  if (isPostgresUrl(from) === isPostgresUrl(to)) return [];
  return isPostgresUrl(to)
    ? ['the secrets are sealed as before: set SECRETS_KEY to what it was, or to what stands in secrets.key beside the database file']
    : ['the secrets are sealed as before: keep SECRETS_KEY as it was'];
}
