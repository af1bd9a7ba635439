import { isDeepStrictEqual } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { dialectOf } from './dialect.js';
import { plainText } from './postgres-values.js';

type Row = Record<string, unknown>;
type Database = Kysely<Record<string, Row>>;

/** Rows of one step: one transaction of the target. Parameters are bounded, 32,766 of SQLite being the least. */
const AT_ONCE = 500;
const TELL_EVERY = 50_000;

interface CopyRowsOptions {
  from: Kysely<never>;
  to: Kysely<never>;
  table: string;
  said(line: string): void;
}

/**
 * Makes a table of one database what it is in the other, in the order of its key; says how many rows there are. Each step compares a
 * stretch of keys and writes it where it differs, so that whatever a former copy has left is right afterwards.
 */
export async function copyRows(options: CopyRowsOptions): Promise<number> {
  const to = options.to as unknown as Database;
  try {
    return await copyOnce(options);
  } catch (error) {
    // A row that has another key now meets what the former copy has left of it further on.
    if (!isConflict(error)) throw error;
    await to.deleteFrom(options.table).execute();
    return copyOnce(options);
  }
}

function isConflict(error: unknown): boolean {
  const { code, sqliteCodeName } = error as { code?: string; sqliteCodeName?: string };
  return code === '23505' || (sqliteCodeName ?? '').startsWith('SQLITE_CONSTRAINT');
}

async function copyOnce({ table, said, ...databases }: CopyRowsOptions): Promise<number> {
  const [from, to] = [databases.from as unknown as Database, databases.to as unknown as Database];
  const key = await keyOf(from, table);
  let rows = 0;
  let after: unknown[] | undefined;
  for (;;) {
    const next = await rowsAfter(from, { table, key, after, atMost: AT_ONCE });
    const last = next.length === AT_ONCE ? key.map((name) => next.at(-1)?.[name]) : undefined;
    await bring(to, { table, key, after, last }, next.map(asText));
    rows += next.length;
    if (last === undefined) break;
    if (rows % TELL_EVERY === 0) said(`${table}: ${rows} so far`);
    after = last;
  }
  await countOn(to, table);
  return rows;
}

const asText = (row: Row): Row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainText(value)]));

/** Columns of the primary key, in its order. */
async function keyOf(db: Database, table: string): Promise<string[]> {
  const query =
    dialectOf(db) === 'sqlite'
      ? sql<{ name: string }>`select name from pragma_table_info(${table}) where pk > 0 order by pk`
      : sql<{ name: string }>`select a.attname as name from pg_index i, unnest(i.indkey) with ordinality as k(attnum, place), pg_attribute a
          where i.indrelid = ${table}::regclass and i.indisprimary and a.attrelid = i.indrelid and a.attnum = k.attnum order by k.place`;
  const names = (await query.execute(db)).rows.map(({ name }) => name);
  if (names.length === 0) throw new Error(`${table} has no key`);
  return names;
}

interface Stretch {
  table: string;
  key: string[];
  /** Keys after these, up to these; `undefined`: from the first, to the last. */
  after: unknown[] | undefined;
  last?: unknown[] | undefined;
}

/** Text keys are in the same order in both databases: byte by byte. */
function within({ key, after, last }: Stretch): ReturnType<typeof sql<boolean>> {
  const names = sql.join(key.map((name) => sql.ref(name)));
  const list = (values: unknown[]): ReturnType<typeof sql> => sql.join(values.map((value) => sql.val(value)));
  const low = after ? sql`(${names}) > (${list(after)})` : sql`1 = 1`;
  const high = last ? sql`(${names}) <= (${list(last)})` : sql`1 = 1`;
  return sql<boolean>`${low} and ${high}`;
}

function rowsAfter(db: Database, { atMost, ...stretch }: Stretch & { atMost: number }): Promise<Row[]> {
  let query = db.selectFrom(stretch.table).selectAll().where(within(stretch)).limit(atMost);
  for (const name of stretch.key) query = query.orderBy(name);
  return query.execute();
}

async function bring(to: Database, stretch: Stretch, wanted: Row[]): Promise<void> {
  const there = await rowsAfter(to, { ...stretch, atMost: AT_ONCE + 1 });
  if (isDeepStrictEqual(there.map(sorted), wanted.map(sorted))) return;
  await to.transaction().execute(async (on) => {
    await on.deleteFrom(stretch.table).where(within(stretch)).execute();
    if (wanted.length > 0) await on.insertInto(stretch.table).values(wanted).execute();
  });
}

const sorted = (row: Row): [string, unknown][] => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));

/** Postgres counts the numbers it gives by itself: the next one comes after those that were copied. */
async function countOn(db: Database, table: string): Promise<void> {
  if (dialectOf(db) !== 'postgres') return;
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = ${table}::regclass and attidentity <> ''`.execute(db);
  for (const { name } of rows)
    await sql`select setval(pg_get_serial_sequence(${table}, ${name}), coalesce((select max(${sql.ref(name)}) from ${sql.table(table)}), 0) + 1, false)`.execute(
      db,
    );
}
