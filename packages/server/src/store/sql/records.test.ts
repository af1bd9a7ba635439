import { DatabaseSync } from '@photostructure/sqlite';
import { type CompiledQuery, Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { TEST_SEALING, testDatabase } from '../../testing/test-database.js';
import { migrate } from '../migrations.js';
import { openStore } from '../open-store.js';
import type { SessionPage } from '../record-store.js';
import { sqliteDialect } from '../sqlite-dialect.js';
import type { Tables } from '../tables.js';
import { joinsQuery, pageQuery, usersQuery } from './records.js';

/** What the database says of how it would run a query. */
async function plan(db: Kysely<Tables>, query: { compile(): CompiledQuery }, word = 'explain'): Promise<string> {
  const { sql: text, parameters } = query.compile();
  const { rows } = await db.executeQuery<Record<string, unknown>>({ ...sql`x`.compile(db), sql: `${word} ${text}`, parameters });
  return rows.map((row) => String(row.detail ?? row['QUERY PLAN'])).join('; ');
}

const past = (by: 'startedAt' | 'endedAt'): SessionPage['of'] => ({ state: 'past', by, from: 1, until: 9 });
const page = (of: SessionPage['of'], more: Partial<SessionPage> = {}): SessionPage => ({ accountId: 'one', of, limit: 31, ...more });
const after = { time: 5, id: 's' };
const PAGES: [SessionPage, string][] = [
  [page({ state: 'live' }), 'sessions_live'],
  [page({ state: 'live' }, { after }), 'sessions_live'],
  [page({ state: 'live' }, { pin: 'P' }), 'sessions_live'],
  [page(past('startedAt'), { after }), 'sessions_past_by_start'],
  [page(past('endedAt')), 'sessions_past_by_end'],
  [page(past('endedAt'), { after }), 'sessions_past_by_end'],
  [page(past('startedAt'), { pin: 'P', after }), 'sessions_past_by_pin_start'],
  [page(past('endedAt'), { pin: 'P' }), 'sessions_past_by_pin_end'],
];
const BY_ID = page(past('endedAt'), { id: 's' });

test('D26 SQLite reads every page by an index, in its order, whatever it is asked for by', async () => {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(new DatabaseSync(':memory:')) });
  await migrate(db);
  const explain = (query: { compile(): CompiledQuery }) => plan(db, query, 'explain query plan');
  for (const [asked, index] of [...PAGES, [BY_ID, 'sqlite_autoindex_sessions_1'] as const]) {
    const said = await explain(pageQuery(db, asked));
    expect(said, JSON.stringify(asked)).toContain(`INDEX ${index} (`);
    expect(said).toContain('INDEX joins_by_session (session_id=?)');
    expect(said).not.toMatch(/SCAN|TEMP B-TREE/);
    // It begins where the page before ended.
    if (asked.after) expect(said).toContain('(?,?)');
  }
  expect(await explain(usersQuery(db, ['a', 'b']))).toContain('INDEX joins_by_session (session_id=?)');
  expect(await explain(joinsQuery(db, { sessionId: 's', after: { joinedAt: 1, connectionId: 'c' }, limit: 31 }))).toContain(
    'INDEX joins_by_session (session_id=? AND joined_at>?)',
  );
  // The control: what no index is for is seen.
  expect(await explain(db.selectFrom('sessions').selectAll().where('start_url', '=', 'x'))).toMatch(/^SCAN/);
  await db.destroy();
});

test('D26 Postgres does, too, once there are many', async () => {
  const database = await testDatabase();
  await (await openStore(database.url, { sealing: TEST_SEALING })).stop();
  const MANY = 40_000;
  // Of ten accounts; one in two hundred lives.
  await database.query(`insert into sessions (id, account_id, sdk_key, pin, started_at, start_url, ended_at, state, policy_hashes)
    select 's' || n, case n / 7 % 10 when 0 then 'one' else 'other ' || n / 7 % 10 end, 'k', 'P' || n % 5000, n, '', case when n % 200 = 0 then null else n + 5 end, '{}', '[]' from generate_series(1, ${MANY}) n`);
  for (const role of ['customer', 'agent'])
    await database.query(`insert into joins (connection_id, session_id, user_id, user_name, role, address, joined_at)
      select '${role}' || n, 's' || n, 'u', 'U', '${role}', '', n from generate_series(1, ${MANY}) n`);
  await database.query('analyze sessions');
  await database.query('analyze joins');
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url, max: 1 }) }) });
  for (const [asked, index] of [...PAGES, [BY_ID, 'sessions_pkey'] as const]) {
    const of = asked.of.state === 'past' ? { ...asked.of, from: 30_000, until: 39_000 } : asked.of;
    const said = await plan(db, pageQuery(db, { ...asked, of, pin: asked.pin && 'P17', after: asked.after && { time: 38_000, id: 's' } }));
    // Few live: those of a PIN are looked for among all of them, by whichever index has them.
    const indexes = asked.pin && of.state === 'live' ? '(?:sessions_live|sessions_by_end)' : index;
    expect(said, JSON.stringify(asked)).toMatch(new RegExp(`Index Scan (?:Backward )?(?:using|on) ${indexes} `));
    expect(said, JSON.stringify(asked)).toContain('using joins_by_session on joins');
    expect(said, JSON.stringify(asked)).not.toContain('Seq Scan');
    if (of.state === 'past' && !asked.id) expect(said, JSON.stringify(asked)).not.toMatch(/Sort|Bitmap/);
  }
  expect(await plan(db, usersQuery(db, ['s1', 's2']))).toMatch(/Index Scan (?:using|on) joins_by_session /);
  const joins = joinsQuery(db, { sessionId: 's', after: { joinedAt: 1, connectionId: 'c' }, limit: 31 });
  expect(await plan(db, joins)).toMatch(/Index Scan (?:using|on) joins_by_session /);
  expect(await plan(db, db.selectFrom('sessions').selectAll().where('start_url', '=', 'x'))).toContain('Seq Scan');
  await db.destroy();
  await database.stop();
});
