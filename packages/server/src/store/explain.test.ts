import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, type LogEvent, PostgresDialect } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fillDatabase } from '../testing/fill-database.js';
import { TEST_SEALING, type TestDatabase, testDatabase } from '../testing/test-database.js';
import { migrate } from './migrations.js';
import { migratePostgres } from './postgres-plain.js';
import { readPostgresUrl } from './postgres-url.js';
import { postgresTypes } from './postgres-values.js';
import { sqlStore } from './sql-store.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { storeContract } from './store.contract.js';
import type { Tables } from './tables.js';

const LONG = process.env.SIGHTLINE_LONG === '1';
const SIZE = LONG ? { sessions: 1_000_000, joinsEach: 10 } : { sessions: 20_000, joinsEach: 10 };

const GROWING = ['sessions', 'joins', 'deliveries', 'pins', 'secrets'];

/** Queries that are meant to see everything, once at a start or in pieces through the whole. */
const WHOLE: [RegExp, string][] = [
  [/^delete from "pins" where "session_id" not in/, 'a start drops the PINs of no live session: of live ones only there are any'],
];

/** Every statement that a store makes, once, with the values it was made with first. */
function recorder() {
  const seen = new Map<string, readonly unknown[]>();
  const state = { listens: false };
  return {
    seen,
    /** Migrations are none of the store's. */
    listen: (on: boolean): void => void (state.listens = on),
    log({ level, query }: LogEvent): void {
      if (state.listens && level === 'query' && /^(?:select|update|delete|with)\b/.test(query.sql) && !seen.has(query.sql))
        seen.set(query.sql, query.parameters);
    },
  };
}

/** What is read from its first row to its last, by what the plans say. */
const faultsIn = (plans: Map<string, string[]>, whole: RegExp): string[] =>
  [...plans].flatMap(([text, lines]) => {
    if (WHOLE.some(([pattern]) => pattern.test(text))) return [];
    return lines.filter((line) => GROWING.includes(whole.exec(line)?.[1] ?? '')).map((line) => `${line.trim()} in ${text}`);
  });

describe('postgres', () => {
  const { seen, listen, log } = recorder();
  let database: TestDatabase;
  let pool: pg.Pool;
  const ask = (text: string, values: unknown[] = []) => pool.query(text, values);
  beforeAll(async () => {
    database = await testDatabase();
    await migratePostgres(readPostgresUrl(database.url).config(), TEST_SEALING);
    pool = new pg.Pool({ connectionString: database.url, types: postgresTypes, max: 4 });
    listen(true);
  });
  afterAll(async () => {
    await pool.end();
    await database.stop();
  });

  storeContract(
    'postgres, recorded',
    async () => {
      await ask(
        'truncate accounts, secrets, pins, sessions, joins, deliveries, webhook_endpoints, webhook_secrets, probe restart identity',
      );
      // The pool is the file's; each store only ends its own use of it.
      const shared = { connect: () => pool.connect(), end: async () => {} } as unknown as pg.Pool;
      const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: shared }), log });
      return sqlStore(db, (work) => work(), TEST_SEALING);
    },
    false,
  );

  const SEQ_SCAN = /Seq Scan on (\w+)/;
  async function plansOf(statements: Iterable<[string, readonly unknown[]]>): Promise<Map<string, string[]>> {
    const plans = new Map<string, string[]>();
    for (const [text, values] of statements) {
      const { rows } = await ask(`explain ${text}`, [...values]);
      plans.set(
        text,
        rows.map((row: Record<string, string>) => row['QUERY PLAN'] ?? ''),
      );
    }
    return plans;
  }

  test(`D25 postgres: every look-up goes by an index, with ${SIZE.sessions} sessions`, {
    timeout: LONG ? 1_800_000 : 120_000,
  }, async () => {
    await fillDatabase(ask, SIZE);
    expect(seen.size).toBeGreaterThan(40);
    expect(faultsIn(await plansOf(seen), SEQ_SCAN)).toEqual([]);
    // A search for what has no index is found.
    const unindexed = new Map([['select id from sessions where start_url = $1', ['x']]]);
    expect(faultsIn(await plansOf(unindexed), SEQ_SCAN)).toHaveLength(1);
  });
});

describe('sqlite', () => {
  const { seen, listen, log } = recorder();
  storeContract(
    'sqlite, recorded',
    async () => {
      const db = new Kysely<Tables>({ dialect: sqliteDialect(new DatabaseSync(':memory:')), log });
      listen(false);
      await migrate(db);
      listen(true);
      return sqlStore(db, (work) => work(), TEST_SEALING);
    },
    false,
  );

  test('D25 sqlite: every look-up goes by an index', async () => {
    const raw = new DatabaseSync(':memory:');
    const db = new Kysely<Tables>({ dialect: sqliteDialect(raw) });
    await migrate(db);
    const SCAN = /^SCAN (\w+)(?! USING)/;
    const plans = (statements: Iterable<[string, readonly unknown[]]>): Map<string, string[]> =>
      new Map(
        [...statements].map(([text, values]) => [
          text,
          raw
            .prepare(`explain query plan ${text}`)
            .all(...(values as string[]))
            .map(({ detail }) => String(detail)),
        ]),
      );
    expect(seen.size).toBeGreaterThan(40);
    expect(faultsIn(plans(seen), SCAN)).toEqual([]);
    expect(faultsIn(plans([['select id from sessions where start_url = ?', ['x']]]), SCAN)).toHaveLength(1);
    await db.destroy();
  });
});
