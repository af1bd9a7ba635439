import { DatabaseSync } from '@photostructure/sqlite';
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { TEST_SEALING, testDatabase } from '../../testing/test-database.js';
import { account } from '../contract/examples.js';
import { migrate } from '../migrations.js';
import { openStore } from '../open-store.js';
import { sqliteDialect } from '../sqlite-dialect.js';
import { sqlStore } from '../sql-store.js';
import type { Store } from '../store.js';
import type { Tables } from '../tables.js';

const after = { time: 5, id: 's' };
/** Look-ups that every request or the admin API makes. */
const LOOK_UPS: Record<string, (store: Store) => Promise<unknown>> = {
  account: (store) => store.account('sdk'),
  accountByApiKey: (store) => store.accountByApiKey('api'),
  accountById: (store) => store.accountById('one'),
  accounts: (store) => store.accounts({ after: 'a', limit: 5 }),
  accountVersions: (store) => store.accountVersions(['one', 'two']),
  secrets: (store) => store.secrets('one'),
  touchSecret: (store) => store.touchSecret({ accountId: 'one', kind: 'sdk', value: 's1', at: 9 }),
  live: (store) => store.sessionList({ state: 'live', after, limit: 5 }),
  'live of one': (store) => store.sessionList({ state: 'live', accountId: 'one', after, limit: 5 }),
  past: (store) => store.sessionList({ state: 'past', after, limit: 5 }),
  'past of one': (store) => store.sessionList({ state: 'past', accountId: 'one', after, limit: 5 }),
};

/** The queries that each look-up makes, and how the database would run them. */
async function plansOf(db: Kysely<Tables>, queries: CompiledQuery[], word: string): Promise<[string, string][]> {
  const store = sqlStore(db, (work) => work(), TEST_SEALING);
  await store.putAccount(account);
  const plans: [string, string][] = [];
  for (const [name, look] of Object.entries(LOOK_UPS)) {
    queries.splice(0);
    await look(store);
    // Explaining is a query, too.
    for (const query of queries.splice(0)) {
      const { rows } = await db.executeQuery<Record<string, unknown>>({ ...query, sql: `${word} ${query.sql}` });
      plans.push([name, rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('; ')]);
    }
  }
  expect(new Set(plans.map(([name]) => name)).size).toBe(Object.keys(LOOK_UPS).length);
  return plans;
}

test('Z23 SQLite looks accounts, their secrets and lists of sessions up by an index', async () => {
  const queries: CompiledQuery[] = [];
  const db = new Kysely<Tables>({
    dialect: sqliteDialect(new DatabaseSync(':memory:')),
    log: ({ query }) => void queries.push(query),
  });
  await migrate(db);
  for (const [name, plan] of await plansOf(db, queries, 'explain query plan')) {
    expect(plan, name).toMatch(/SEARCH \w+ USING (?:COVERING )?INDEX/);
    expect(plan, name).not.toContain('SCAN');
  }
  // The control: what no index is for is seen.
  const { rows } = await db.executeQuery<{ detail: string }>(
    sql<{ detail: string }>`explain query plan select * from accounts where name = 'x'`.compile(db),
  );
  expect(rows[0]?.detail).toMatch(/^SCAN/);
  await db.destroy();
});

test('Z23 Postgres has an index for each of them, too', { timeout: 60_000 }, async () => {
  const database = await testDatabase();
  await (await openStore(database.url, { sealing: TEST_SEALING })).stop();
  const queries: CompiledQuery[] = [];
  // With a handful of rows it would read all of them.
  const pool = new pg.Pool({ connectionString: database.url, max: 1, options: '-c enable_seqscan=off' });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void queries.push(query) });
  for (const [name, plan] of await plansOf(db, queries, 'explain')) {
    expect(plan, name).toMatch(/Index (?:Only )?Scan/);
    expect(plan, name).not.toContain('Seq Scan');
  }
  await db.destroy();
  await database.stop();
});
