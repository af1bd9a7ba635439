import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { testDatabase } from '../testing/test-database.js';
import { MIGRATION_NAMES, MIGRATIONS } from './migrations.js';
import { postgresColumns } from './postgres-columns.js';
import { sqliteDialect } from './sqlite-dialect.js';

type Database = Kysely<Record<string, Record<string, unknown>>>;

/** Steps that were made before the first release whose version could run beside another: a Postgres has them from its first moment. */
const FIRST = 7;

const databases = {
  sqlite: async () => {
    const db: Database = new Kysely({ dialect: sqliteDialect(new DatabaseSync(':memory:')) });
    return { db, stop: () => db.destroy() };
  },
  postgres: async () => {
    const database = await testDatabase();
    const pool = new pg.Pool({ connectionString: database.url, max: 2 });
    const db: Database = new Kysely({ dialect: new PostgresDialect({ pool }), plugins: [postgresColumns()] });
    return {
      db,
      async stop() {
        await db.destroy();
        await database.stop();
      },
    };
  },
};

async function migrateTo(db: Database, count: number): Promise<void> {
  const some = Object.fromEntries(MIGRATION_NAMES.slice(0, count).map((name) => [name, MIGRATIONS[name]!]));
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => some } }).migrateToLatest();
  if (error) throw error;
}

interface Column {
  name: string;
  type: string;
  needed: boolean;
}

/** Tables with their columns; `needed`: whoever adds a row has to give it. */
async function tablesOf(db: Database): Promise<Map<string, Column[]>> {
  const tables = await db.introspection.getTables();
  return new Map(
    tables.map(({ name, columns }) => [
      name,
      columns.map((one) => ({
        name: one.name,
        type: one.dataType.toLowerCase(),
        needed: !one.isNullable && !one.hasDefaultValue && !one.isAutoIncrementing,
      })),
    ]),
  );
}

const valueOf = ({ type, name }: Column, n: number): unknown =>
  /int/.test(type) ? n : /blob|bytea/.test(type) ? new Uint8Array(1) : `${name} ${n}`;

/** What a version that knows these columns writes and reads. */
async function useAs(db: Database, table: string, columns: Column[], n: number): Promise<void> {
  const row = Object.fromEntries(columns.map((column) => [column.name, valueOf(column, n)]));
  await db.insertInto(table).values(row).execute();
  const [first] = columns;
  const found = await db
    .selectFrom(table)
    .select(columns.map(({ name }) => name))
    .where(first!.name, '=', row[first!.name])
    .execute();
  expect(
    found.map((one) => ({ ...one, [first!.name]: row[first!.name] })),
    table,
  ).toHaveLength(1);
  const { [first!.name]: key, ...rest } = row;
  await db.updateTable(table).set(rest).where(first!.name, '=', key).execute();
  await db.deleteFrom(table).where(first!.name, '=', key).execute();
}

describe.each(Object.entries(databases))('%s', (name, open) => {
  test(`D22 ${name}: what every version before writes and reads works on the newest tables`, async () => {
    const newest = await open();
    await migrateTo(newest.db, MIGRATION_NAMES.length);
    const now = await tablesOf(newest.db);
    const former = await open();
    let used = 0;
    for (let count = FIRST; count <= MIGRATION_NAMES.length; count++) {
      await migrateTo(former.db, count);
      for (const [table, columns] of await tablesOf(former.db)) {
        const there = now.get(table) ?? [];
        expect(there, `${table} of ${MIGRATION_NAMES[count - 1]}`).toEqual(expect.arrayContaining(columns));
        await useAs(newest.db, table, columns, count);
        used++;
      }
    }
    expect(used).toBeGreaterThan(15);
    await former.stop();
    await newest.stop();
  });

  test(`D22 ${name}: the check finds a column that is needed, and one that is gone`, async () => {
    const { db, stop } = await open();
    await migrateTo(db, FIRST);
    const before = (await tablesOf(db)).get('pins')!;
    await sql`create table later (sdk_key text not null, pin text not null, session_id text not null, since bigint not null)`.execute(db);
    await expect(useAs(db, 'later', before, 1)).rejects.toThrow(/null/i);
    await sql`alter table later drop column since`.execute(db);
    await useAs(db, 'later', before, 1);
    await sql`alter table later drop column pin`.execute(db);
    await expect(useAs(db, 'later', before, 1)).rejects.toThrow('pin');
    await stop();
  });
});
