import { DatabaseSync } from '@photostructure/sqlite';
import { type CompiledQuery, Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from '../migrations.js';
import type { SessionPage } from '../record-store.js';
import { sqliteDialect } from '../sqlite-dialect.js';
import type { Tables } from '../tables.js';
import { joinsQuery, pageQuery, visitorsQuery } from './records.js';

let db: Kysely<Tables>;
beforeEach(async () => {
  db = new Kysely<Tables>({ dialect: sqliteDialect(new DatabaseSync(':memory:')) });
  await migrate(db);
});
afterEach(() => db.destroy());

async function plan(query: { compile(): CompiledQuery }): Promise<string> {
  const { sql: text, parameters } = query.compile();
  const { rows } = await db.executeQuery<{ detail: string }>({ ...sql`x`.compile(db), sql: `explain query plan ${text}`, parameters });
  return rows.map(({ detail }) => detail).join('; ');
}

const past = (by: 'startedAt' | 'endedAt'): SessionPage['of'] => ({ state: 'past', by, from: 1, until: 9 });
const page = (of: SessionPage['of'], more: Partial<SessionPage> = {}): SessionPage => ({ accountId: 'one', of, limit: 31, ...more });
const after = { time: 5, id: 's' };

test('D26 SQLite reads every page by an index, in its order, whatever it is asked for by', async () => {
  const pages: [SessionPage, string][] = [
    [page({ state: 'live' }), 'sessions_live'],
    [page({ state: 'live' }, { after }), 'sessions_live'],
    [page({ state: 'live' }, { pin: 'P' }), 'sessions_live'],
    [page(past('startedAt'), { after }), 'sessions_past_by_start'],
    [page(past('endedAt')), 'sessions_past_by_end'],
    [page(past('endedAt'), { after }), 'sessions_past_by_end'],
    [page(past('startedAt'), { pin: 'P', after }), 'sessions_past_by_pin_start'],
    [page(past('endedAt'), { pin: 'P' }), 'sessions_past_by_pin_end'],
    [page(past('endedAt'), { id: 's' }), 'sqlite_autoindex_sessions_1'],
  ];
  for (const [asked, index] of pages) {
    const said = await plan(pageQuery(db, asked));
    expect(said, JSON.stringify(asked)).toContain(`INDEX ${index} (`);
    expect(said).toContain('INDEX joins_by_session (session_id=?)');
    expect(said).not.toMatch(/SCAN|TEMP B-TREE/);
    // It begins where the page before ended.
    if (asked.after) expect(said).toContain('(?,?)');
  }
  expect(await plan(visitorsQuery(db, ['a', 'b']))).toContain('INDEX joins_by_session (session_id=?)');
  expect(await plan(joinsQuery(db, { sessionId: 's', after: { joinedAt: 1, connectionId: 'c' }, limit: 31 }))).toContain(
    'INDEX joins_by_session (session_id=? AND joined_at>?)',
  );
  // The control: what no index is for is seen.
  expect(await plan(db.selectFrom('sessions').selectAll().where('start_url', '=', 'x'))).toMatch(/^SCAN/);
});
