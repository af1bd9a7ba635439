import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { accountOfRow, rowOfAccount } from './sql-account.js';
import type { SessionRecord, SessionSave, Store } from './store.js';
import type { Tables } from './tables.js';

/** Runs a piece of work on the database, again where it could not begin because another process was writing. */
export type Patiently = <T>(work: () => Promise<T>) => Promise<T>;

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

/** Where there is room for this, sessions can be opened and saved. */
const PROBE_BYTES = 64 * 1024;

/** The store over SQL; what differs between databases is in the adapter that opened `db`. */
export function sqlStore(db: Kysely<Tables>, patiently: Patiently): Store {
  const step = <T>(work: (on: Kysely<Tables>) => Promise<T>): Promise<T> => patiently(() => db.transaction().execute(work));

  async function claim(on: Kysely<Tables>, pin: Tables['pins']): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await on
      .insertInto('pins')
      .values(pin)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  async function keepJoins(on: Kysely<Tables>, { record, present, at }: SessionSave): Promise<void> {
    const here = record.endedAt === undefined ? present : [];
    const ids = here.map(({ connectionId }) => connectionId);
    const open = on.updateTable('joins').where('session_id', '=', record.id).where('left_at', 'is', null);
    await (ids.length > 0 ? open.where('connection_id', 'not in', ids) : open).set({ left_at: record.endedAt ?? at }).execute();
    if (here.length === 0) return;
    const rows = here.map(({ connectionId, userId, userName, role, address }) => ({
      connection_id: connectionId,
      session_id: record.id,
      user_id: userId,
      user_name: userName,
      role,
      address,
      joined_at: at,
      left_at: null,
    }));
    await on
      .insertInto('joins')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  return {
    async account(sdkKey) {
      const row = await db.selectFrom('accounts').selectAll().where('sdk_key', '=', sdkKey).executeTakeFirst();
      return row && accountOfRow(row);
    },
    async accountById(id) {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && accountOfRow(row);
    },
    async putAccount(account) {
      const { trial_used, ...row } = rowOfAccount(account);
      const put = db
        .insertInto('accounts')
        .values({ ...row, trial_used })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row));
      await patiently(() => put.execute());
    },
    async removeAccount(id) {
      await patiently(() => db.deleteFrom('accounts').where('id', '=', id).execute());
    },
    chargeMinutes: ({ accountId, sessionId, minutes }) =>
      step(async (on) => {
        const account = await on.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirst();
        if (!account || account.trial_minutes === null) return true;
        const session = await on.selectFrom('sessions').select('charged').where('id', '=', sessionId).executeTakeFirst();
        const before = session?.charged ?? 0;
        const due = Math.max(0, minutes - before);
        const paid = Math.min(due, Math.max(0, account.trial_minutes - account.trial_used));
        if (paid > 0) {
          await on
            .updateTable('accounts')
            .set({ trial_used: account.trial_used + paid })
            .where('id', '=', accountId)
            .execute();
          await on
            .updateTable('sessions')
            .set({ charged: before + paid })
            .where('id', '=', sessionId)
            .execute();
        }
        return paid === due;
      }),
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
        await on
          .insertInto('sessions')
          .values({ id, ...row, charged: 0 })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await keepJoins(on, save);
        if (save.record.endedAt !== undefined) await on.deleteFrom('pins').where('session_id', '=', id).execute();
      }),
    async session(id) {
      const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      return row && recordOf(row);
    },
    async joins(sessionId) {
      const rows = await db.selectFrom('joins').selectAll().where('session_id', '=', sessionId).orderBy('joined_at').execute();
      return rows.map((row) => ({
        sessionId: row.session_id,
        connectionId: row.connection_id,
        userId: row.user_id,
        userName: row.user_name,
        role: row.role,
        address: row.address,
        joinedAt: row.joined_at,
        leftAt: row.left_at ?? undefined,
      }));
    },
    async liveSessions() {
      const live = db.selectFrom('sessions').where('ended_at', 'is', null);
      await patiently(() => db.deleteFrom('pins').where('session_id', 'not in', live.select('id')).execute());
      return (await live.selectAll().execute()).map(recordOf);
    },
    deleteEnded: (before, atMost) =>
      step(async (on) => {
        const old = await on.selectFrom('sessions').select('id').where('ended_at', '<', before).limit(atMost).execute();
        const ids = old.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await on.deleteFrom('joins').where('session_id', 'in', ids).execute();
        await on.deleteFrom('sessions').where('id', 'in', ids).execute();
        return ids.length;
      }),
    async ready() {
      const at = Date.now();
      // Other bytes each time: what is as it was is not written.
      const row = { at, weight: randomBytes(PROBE_BYTES) };
      const put = db
        .insertInto('probe')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row));
      await patiently(() => put.execute());
      await sql`select 1 from accounts limit 1`.execute(db);
    },
    async stop() {
      await db.destroy();
    },
  };
}
