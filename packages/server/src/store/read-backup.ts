import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { MIGRATION_NAMES } from './migrations.js';

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

/** Reads a backup as a whole and changes nothing: neither the file nor its folder. `more` looks at what it holds, too. */
export function readBackup(file: string, more: (db: Database) => string[] = () => []): Backup {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new Error(`${file} does not exist`);
  if (existsSync(`${file}-wal`))
    throw new Error(`${file}-wal stands beside it: this is a database file in use, or as a killed process left it, and no backup`);
  const db = new DatabaseSync(`${pathToFileURL(resolve(file)).href}?immutable=1`, { readOnly: true });
  try {
    const damage = damageIn(db);
    if (damage.length > 0) return { problems: damage, rows: {}, behind: [] };
    const done = tablesIn(db).includes('kysely_migration')
      ? db
          .prepare('select name from kysely_migration order by name')
          .all()
          .map(({ name }) => String(name))
      : [];
    const problems = schemaProblems(done);
    return {
      problems: problems.length > 0 ? problems : more(db),
      rows: Object.fromEntries(
        tablesIn(db)
          .filter((name) => !OWN.test(name))
          .map((name) => [name, Number(db.prepare(`select count(*) as n from "${name}"`).get()?.n)]),
      ),
      behind: MIGRATION_NAMES.filter((name) => !done.includes(name)),
    };
  } catch (error) {
    return { problems: [`it cannot be read (${error instanceof Error ? error.message : String(error)})`], rows: {}, behind: [] };
  } finally {
    db.close();
  }
}

const tablesIn = (db: Database): string[] =>
  db
    .prepare("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => String(name));

const damageIn = (db: Database): string[] =>
  db
    .prepare('pragma integrity_check(3)')
    .all()
    .map(({ integrity_check }) => String(integrity_check))
    .filter((text) => text !== 'ok')
    .map((text) => `it is damaged: ${text}`);

function schemaProblems(done: string[]): string[] {
  if (done.length === 0) return ['it is no database of this service'];
  const unknown = done.filter((name) => !MIGRATION_NAMES.includes(name));
  return unknown.length > 0 ? [`a newer version made it: this one does not know ${unknown.join(', ')}`] : [];
}
