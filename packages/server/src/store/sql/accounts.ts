import type { Kysely } from 'kysely';
import type { Account } from '../account.js';
import type { AccountStore } from '../account-store.js';
import type { Tables } from '../tables.js';
import { accountOfRow, NEW_ROW, rowOfAccount } from './account-row.js';
import { activeSecrets, insertSecret, recordOfSecret, retire, setSecrets, valuesOf } from './account-secrets.js';
import type { SqlWork } from './work.js';

/** Active secrets of one kind: two while they are changed. */
const MOST_SECRETS = 2;

export function sqlAccounts({ db, patiently, step, sealing, toChange }: SqlWork): AccountStore {
  async function withSecrets(rows: Tables['accounts'][]): Promise<Account[]> {
    const ids = rows.map(({ id }) => id);
    const secrets = await activeSecrets(db, sealing, ids);
    return rows.map((row) => accountOfRow(row, valuesOf(secrets.filter(({ accountId }) => accountId === row.id))));
  }
  async function one(column: 'id' | 'sdk_key' | 'api_key', value: string): Promise<Account | undefined> {
    const rows = await db.selectFrom('accounts').selectAll().where(column, '=', value).execute();
    return (await withSecrets(rows))[0];
  }
  async function putSecrets(on: Kysely<Tables>, { id: accountId, sdkSecrets, apiSecrets, updatedAt: at }: Account): Promise<void> {
    await setSecrets(on, sealing, { accountId, kind: 'sdk', values: sdkSecrets, at });
    await setSecrets(on, sealing, { accountId, kind: 'api', values: apiSecrets, at });
  }
  /** The account's row is this transaction's from here on: of two that change its secrets one comes after the other. */
  async function hold(on: Kysely<Tables>, id: string): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('accounts')
      .set(({ ref }) => ({ version: ref('version') }))
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
  async function changed(on: Kysely<Tables>, id: string, at: number): Promise<void> {
    await on
      .updateTable('accounts')
      .set((set) => ({ version: set('version', '+', 1), updated_at: at }))
      .where('id', '=', id)
      .execute();
  }

  return {
    account: (sdkKey) => one('sdk_key', sdkKey),
    accountById: (id) => one('id', id),
    accountByApiKey: (apiKey) => one('api_key', apiKey),
    async accounts({ after = '', limit }) {
      return withSecrets(await db.selectFrom('accounts').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute());
    },
    async accountVersions(ids) {
      if (ids.length === 0) return [];
      return db.selectFrom('accounts').select(['id', 'version']).where('id', 'in', ids).execute();
    },
    createAccount: (account) =>
      step(async (on) => {
        const { numInsertedOrUpdatedRows } = await on
          .insertInto('accounts')
          .values({ ...rowOfAccount(account), ...NEW_ROW })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        await putSecrets(on, account);
        return true;
      }),
    async updateAccount(account, at) {
      const { id, version, ...row } = rowOfAccount(account);
      const update = db
        .updateTable('accounts')
        .set({ ...row, version: version + 1, updated_at: at })
        .where('id', '=', id)
        .where('version', '=', version);
      return (await patiently(() => update.executeTakeFirst())).numUpdatedRows > 0n;
    },
    putAccount: (account) =>
      step(async (on) => {
        const row = rowOfAccount(account);
        await on
          .insertInto('accounts')
          .values({ ...row, ...NEW_ROW })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
        await putSecrets(on, account);
      }),
    removeAccount: (id) =>
      step(async (on) => {
        await on.deleteFrom('secrets').where('account_id', '=', id).execute();
        await on.deleteFrom('accounts').where('id', '=', id).execute();
      }),
    async secrets(accountId) {
      return (await activeSecrets(db, sealing, [accountId])).map(recordOfSecret);
    },
    addSecret: ({ accountId, kind, value, at }) =>
      step(async (on) => {
        if (!(await hold(on, accountId))) return 'no_account';
        const active = (await activeSecrets(on, sealing, [accountId])).filter((one) => one.kind === kind);
        if (active.length >= MOST_SECRETS) return 'too_many';
        const newest = active[0]?.createdAt ?? 0;
        const id = await insertSecret(on, sealing, { accountId, kind, value, at: Math.max(at, newest + 1) });
        await changed(on, accountId, at);
        const added = (await activeSecrets(on, sealing, [accountId])).find((one) => one.id === id);
        if (!added) throw new Error('the secret was not kept');
        return recordOfSecret(added);
      }),
    retireSecret: ({ accountId, id, at }) =>
      step(async (on) => {
        if (!(await hold(on, accountId))) return 'unknown';
        const active = await activeSecrets(on, sealing, [accountId]);
        const secret = active.find((one) => one.id === id);
        if (!secret) return 'unknown';
        if (active.filter(({ kind }) => kind === secret.kind).length === 1) return 'last';
        await retire(on, id, at);
        await changed(on, accountId, at);
        return 'retired';
      }),
    async touchSecret({ accountId, kind, value, at }) {
      const used = (await activeSecrets(db, sealing, [accountId])).find((one) => one.kind === kind && one.value === value);
      if (used) await patiently(() => db.updateTable('secrets').set({ last_used_at: at }).where('id', '=', used.id).execute());
    },
    chargeMinutes: ({ accountId, sessionId, minutes }) =>
      step(async (on) => {
        const account = await toChange(on.selectFrom('accounts').selectAll().where('id', '=', accountId)).executeTakeFirst();
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
  };
}
