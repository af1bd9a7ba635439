import type { Kysely } from 'kysely';
import { type JoinChanges, joinChanges } from '../join-changes.js';
import { sessionEvents } from '../session-events.js';
import type { JoinRecord, SessionRecord, SessionSave, SessionStore } from '../session-store.js';
import type { Tables } from '../tables.js';
import type { SqlWork } from './work.js';
import { writeDeliveries } from './write-deliveries.js';

const recordOf = (row: Tables['sessions']): SessionRecord => ({
  id: row.id,
  accountId: row.account_id,
  sdkKey: row.sdk_key,
  pin: row.pin,
  startedAt: row.started_at,
  startUrl: row.start_url,
  endedAt: row.ended_at ?? undefined,
  policyHashes: JSON.parse(row.policy_hashes) as string[],
  state: row.state,
});

const rowOf = ({
  id,
  accountId,
  sdkKey,
  pin,
  startedAt,
  startUrl,
  endedAt,
  policyHashes,
  state,
}: SessionRecord): Omit<Tables['sessions'], 'charged'> => ({
  id,
  account_id: accountId,
  sdk_key: sdkKey,
  pin,
  started_at: startedAt,
  start_url: startUrl,
  ended_at: endedAt ?? null,
  policy_hashes: JSON.stringify(policyHashes),
  state,
});

export const joinOf = (row: Tables['joins']): JoinRecord => ({
  sessionId: row.session_id,
  connectionId: row.connection_id,
  userId: row.user_id,
  userName: row.user_name,
  role: row.role,
  address: row.address,
  joinedAt: row.joined_at,
  leftAt: row.left_at ?? undefined,
});

const rowOfJoin = (join: JoinRecord): Tables['joins'] => ({
  connection_id: join.connectionId,
  session_id: join.sessionId,
  user_id: join.userId,
  user_name: join.userName,
  role: join.role,
  address: join.address,
  joined_at: join.joinedAt,
  left_at: join.leftAt ?? null,
});

export function sqlSessions({ db, patiently, step, toChange }: SqlWork): SessionStore {
  async function claim(on: Kysely<Tables>, pin: Tables['pins']): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await on
      .insertInto('pins')
      .values(pin)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  /** Locked until the end of the transaction where others write, too: the events of a session are numbered one save after the other. */
  const lockSession = (on: Kysely<Tables>, id: string) =>
    toChange(on.selectFrom('sessions').select('ended_at').where('id', '=', id)).executeTakeFirst();

  async function tell(on: Kysely<Tables>, save: SessionSave, { changes, ended }: { changes: JoinChanges; ended: boolean }): Promise<void> {
    const { record, ending } = save;
    const all = on.selectFrom('joins').selectAll().where('session_id', '=', record.id).orderBy('joined_at');
    const news = new Set(changes.began.map(({ connectionId }) => connectionId));
    const earliest = await all.limit(news.size + 1).execute();
    const startedBefore = earliest.some(({ connection_id }) => !news.has(connection_id));
    const first = earliest[0] && joinOf(earliest[0]);
    const events = sessionEvents({ record, changes, startedBefore, ended, ending, first });
    await writeDeliveries(on, { accountId: record.accountId, sessionId: record.id, events });
  }

  async function keepJoins(on: Kysely<Tables>, save: SessionSave): Promise<JoinChanges> {
    const named = [...save.present, ...(save.gone ?? [])].map(({ connectionId }) => connectionId);
    const known = await on
      .selectFrom('joins')
      .selectAll()
      .where('session_id', '=', save.record.id)
      .where((is) => is.or([is('left_at', 'is', null), ...(named.length > 0 ? [is('connection_id', 'in', named)] : [])]))
      .execute();
    const { began, ended } = joinChanges(known.map(joinOf), save);
    if (began.length > 0) await on.insertInto('joins').values(began.map(rowOfJoin)).execute();
    for (const { connectionId, leftAt } of ended)
      await on.updateTable('joins').set({ left_at: leftAt }).where('connection_id', '=', connectionId).execute();
    return { began, ended };
  }

  return {
    openSession: (record) =>
      step(async (on) => {
        if (!(await claim(on, { sdk_key: record.sdkKey, pin: record.pin, session_id: record.id }))) return false;
        await on
          .insertInto('sessions')
          .values({ ...rowOf(record), charged: 0 })
          .execute();
        return true;
      }),
    claimPin: (sdkKey, pin, sessionId) => patiently(() => claim(db, { sdk_key: sdkKey, pin, session_id: sessionId })),
    async findPin(sdkKey, pin) {
      const row = await db.selectFrom('pins').select('session_id').where('sdk_key', '=', sdkKey).where('pin', '=', pin).executeTakeFirst();
      return row?.session_id;
    },
    async releasePin(sdkKey, pin) {
      await patiently(() => db.deleteFrom('pins').where('sdk_key', '=', sdkKey).where('pin', '=', pin).execute());
    },
    saveSession: (save) =>
      step(async (on) => {
        const { id, ...row } = rowOf(save.record);
        const before = await lockSession(on, id);
        await on
          .insertInto('sessions')
          .values({ id, ...row, charged: 0 })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        const changes = await keepJoins(on, save);
        const ended = save.record.endedAt !== undefined && before?.ended_at == null;
        if (ended || changes.began.length > 0 || changes.ended.length > 0) await tell(on, save, { changes, ended });
        if (save.record.endedAt !== undefined) await on.deleteFrom('pins').where('session_id', '=', id).execute();
      }),
    async session(id) {
      const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      return row && recordOf(row);
    },
    async joins(sessionId) {
      const rows = await db.selectFrom('joins').selectAll().where('session_id', '=', sessionId).orderBy('joined_at').execute();
      return rows.map(joinOf);
    },
    async liveSessions() {
      const live = db.selectFrom('sessions').where('ended_at', 'is', null);
      await patiently(() => db.deleteFrom('pins').where('session_id', 'not in', live.select('id')).execute());
      return (await live.selectAll().execute()).map(recordOf);
    },
  };
}
