import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import type { Sealing } from '../secrets/sealing.js';
import { MIGRATION_NAMES } from './migrations.js';
import { checkSealed } from './sql/sealed.js';
import { sqliteDialect } from './sqlite-dialect.js';
import type { Tables } from './tables.js';

type Database = InstanceType<typeof DatabaseSync>;

/** What a backup of a database file holds. */
export interface Backup {
  /** Why it must not be put in place; none where it may. */
  problems: string[];
  /** Rows by table. */
  rows: Record<string, number>;
  /** Changes of the tables that the next start makes. */
  behind: string[];
}

/** Tables of the database's own making. */
const OWN = /^(?:sqlite_|kysely_)/;

/**
 * Reads a backup as a whole and changes nothing: neither the file nor its folder. With `sealing` its secrets have to open, too; those of
 * a version before cannot be asked.
 */
export async function readBackup(file: string, sealing?: Sealing): Promise<Backup> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Error(`${file} does not exist`);
  if (existsSync(`${file}-wal`))
    throw new Error(`${file}-wal stands beside it: this is a database file in use, or as a killed process left it, and no backup`);
  const db = new DatabaseSync(`${pathToFileURL(resolve(file)).href}?immutable=1`, { readOnly: true });
  try {
    const damage = damageIn(db);
    if (damage.length > 0) return { problems: damage, rows: {}, behind: [] };
    const tables = tablesIn(db);
    const done = tables.includes('kysely_migration') ? textsOf(db, 'select name as text from kysely_migration order by name') : [];
    const problems = schemaProblems(done);
    const behind = MIGRATION_NAMES.filter((name) => !done.includes(name));
    if (sealing && problems.length + behind.length === 0) problems.push(...(await sealedProblems(db, sealing)));
    const count = (name: string): number => Number(db.prepare(`select count(*) as n from "${name}"`).get()?.n);
    return { problems, rows: Object.fromEntries(tables.filter((name) => !OWN.test(name)).map((name) => [name, count(name)])), behind };
  } catch (error) {
    return { problems: [`it cannot be read (${wordsOf(error)})`], rows: {}, behind: [] };
  } finally {
    db.close();
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const textsOf = (db: Database, sql: string): string[] =>
  db
    .prepare(sql)
    .all()
    .map(({ text }) => String(text));

const tablesIn = (db: Database): string[] => textsOf(db, "select name as text from sqlite_master where type = 'table' order by name");

const damageIn = (db: Database): string[] =>
  db
    .prepare('pragma integrity_check(3)')
    .all()
    .map(({ integrity_check }) => String(integrity_check))
    .filter((text) => text !== 'ok')
    .map((text) => `it is damaged: ${text}`);

async function sealedProblems(db: Database, sealing: Sealing): Promise<string[]> {
  try {
    await checkSealed(new Kysely<Tables>({ dialect: sqliteDialect(db) }), sealing);
    return [];
  } catch (error) {
    return [wordsOf(error)];
  }
}

function schemaProblems(done: string[]): string[] {
  if (done.length === 0) return ['it is no database of this service'];
  const unknown = done.filter((name) => !MIGRATION_NAMES.includes(name));
  return unknown.length > 0 ? [`a newer version made it: this one does not know ${unknown.join(', ')}`] : [];
}
