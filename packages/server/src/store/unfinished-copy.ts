import { type Kysely, sql } from 'kysely';
import { hasTable } from './dialect.js';

/** A table that is there while a copy is under way, and after one that was ended. */
const MARK = 'unfinished_copy';

type Database = Kysely<Record<string, Record<string, unknown>>>;

async function copiedFrom<T>(db: Kysely<T>): Promise<string | undefined> {
  if (!(await hasTable(db, MARK))) return undefined;
  const row = await (db as unknown as Database).selectFrom(MARK).selectAll().executeTakeFirst();
  return typeof row?.source === 'string' ? row.source : 'another database';
}

/** Marks a database as the target of a copy. Throws where it holds anything else than a copy of this source that was ended. */
export async function beginCopy(db: Kysely<never>, source: string, tables: readonly string[]): Promise<void> {
  const before = await copiedFrom(db);
  if (before === source) return;
  if (before !== undefined)
    throw new Error(`a copy of ${before} into this database was not finished: finish that one, or name an empty database`);
  for (const table of tables) {
    const row = await (db as unknown as Database).selectFrom(table).selectAll().limit(1).executeTakeFirst();
    if (row) throw new Error(`the database to copy to is not empty (${table}): name an empty one`);
  }
  await db.transaction().execute(async (on) => {
    await sql`create table ${sql.table(MARK)} (source text not null)`.execute(on);
    await sql`insert into ${sql.table(MARK)} values (${source})`.execute(on);
  });
}

export async function endCopy(db: Kysely<never>): Promise<void> {
  await db.schema.dropTable(MARK).execute();
}

/** Throws where a database is half of a copy: whoever used it would take that for all there is. */
export async function refuseUnfinishedCopy<T>(db: Kysely<T>): Promise<void> {
  const source = await copiedFrom(db);
  if (source !== undefined) throw new Error(`it is a copy of ${source} that was not finished: call sightline copy again`);
}
