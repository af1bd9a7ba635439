import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { RecordStore, SessionPage, SessionSummary, SummaryUser } from '../record-store.js';
import type { Tables } from '../tables.js';
import { joinOf } from './sessions.js';
import type { SqlWork } from './work.js';

type Sessions<O> = SelectQueryBuilder<Tables, 'sessions', O>;

/**
 * Somebody has entered it. Not `exists`: a planner may turn that into a join of everything ever joined; this is one look into an
 * index for each row that is about to be shown.
 */
const entered = sql<boolean>`(select joins.session_id from joins where joins.session_id = sessions.id limit 1) is not null`;

/** The query of a page, so that a test can ask for its plan. */
export function pageQuery(db: Kysely<Tables>, { accountId, of, pin, id, after, limit }: SessionPage) {
  const time = of.state === 'past' && of.by === 'endedAt' ? 'ended_at' : 'started_at';
  const over = of.state === 'past';
  // Each of these says whether a session has ended, so that the index of its state is used.
  let query: Sessions<object> = db
    .selectFrom('sessions')
    .where('account_id', '=', accountId)
    .where('ended_at', over ? 'is not' : 'is', null);
  if (over) query = query.where(time, '>=', of.from);
  if (pin !== undefined) query = query.where('pin', '=', pin);
  if (id !== undefined) query = query.where('id', '=', id);
  // One bound: of two SQLite would begin at the wider one, and read every page before this again.
  if (after) query = query.where(({ eb, refTuple, tuple }) => eb(refTuple(time, 'id'), '<', tuple(after.time, after.id)));
  else if (over) query = query.where(time, '<', of.until);
  return query.where(entered).select(['id', 'pin', 'started_at', 'ended_at']).orderBy(time, 'desc').orderBy('id', 'desc').limit(limit);
}

/** Who has been in each of these sessions, once a name, in the order of their first joins. */
export const usersQuery = (db: Kysely<Tables>, ids: readonly string[]) =>
  db
    .selectFrom('joins')
    .where('session_id', 'in', ids)
    .groupBy(['session_id', 'role', 'user_id', 'user_name'])
    .select(({ fn }) => ['session_id', 'role', 'user_id', 'user_name', fn.min('joined_at').as('first')])
    .orderBy('first')
    .orderBy('user_id')
    .orderBy('role');

export function joinsQuery(db: Kysely<Tables>, { sessionId, after, limit }: Parameters<RecordStore['joinPage']>[0]) {
  let query = db.selectFrom('joins').selectAll().where('session_id', '=', sessionId);
  if (after)
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple('joined_at', 'connection_id'), '>', tuple(after.joinedAt, after.connectionId)),
    );
  return query.orderBy('joined_at').orderBy('connection_id').limit(limit);
}

type Row = Pick<Tables['sessions'], 'id' | 'pin' | 'started_at' | 'ended_at'>;

export function sqlRecords({ db }: SqlWork): RecordStore {
  async function withUsers(rows: readonly Row[]): Promise<SessionSummary[]> {
    const users = new Map<string, Map<string, SummaryUser>>(rows.map(({ id }) => [id, new Map()]));
    const ids = rows.map(({ id }) => id);
    for (const row of ids.length > 0 ? await usersQuery(db, ids).execute() : []) {
      const known = users.get(row.session_id);
      const who = `${row.role} ${row.user_id}`;
      if (known && !known.has(who)) known.set(who, { userId: row.user_id, userName: row.user_name, role: row.role });
    }
    return rows.map(({ id, pin, started_at, ended_at }) => ({
      id,
      pin,
      startedAt: started_at,
      endedAt: ended_at ?? undefined,
      users: [...(users.get(id)?.values() ?? [])],
    }));
  }

  return {
    sessionPage: async (page) => withUsers(await pageQuery(db, page).execute()),
    async sessionSummary(accountId, id) {
      const found = db.selectFrom('sessions').where('id', '=', id).where('account_id', '=', accountId).where(entered);
      return (await withUsers(await found.select(['id', 'pin', 'started_at', 'ended_at']).execute()))[0];
    },
    joinPage: async (page) => (await joinsQuery(db, page).execute()).map(joinOf),
  };
}
