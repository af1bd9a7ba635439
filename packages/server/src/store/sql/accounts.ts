import type { AccountStore } from '../account-store.js';
import { accountOfRow, rowOfAccount } from './account-row.js';
import type { SqlWork } from './work.js';

export function sqlAccounts({ db, patiently, step }: SqlWork): AccountStore {
  return {
    async account(sdkKey) {
      const row = await db.selectFrom('accounts').selectAll().where('sdk_key', '=', sdkKey).executeTakeFirst();
      return row && accountOfRow(row);
    },
    async accountByApiKey(apiKey) {
      const row = await db.selectFrom('accounts').selectAll().where('api_key', '=', apiKey).executeTakeFirst();
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
  };
}
