import type { SessionListStore } from '../session-list-store.js';
import type { SqlWork } from './work.js';

export function sqlSessionList({ db, step }: SqlWork): SessionListStore {
  return {
    async sessionList({ state, accountId, after, limit }) {
      const time = state === 'live' ? 'started_at' : 'ended_at';
      let list = db
        .selectFrom('sessions')
        .select(['id', 'account_id', 'started_at', 'ended_at'])
        .where('ended_at', state === 'live' ? 'is' : 'is not', null)
        .orderBy(time, 'desc')
        .orderBy('id', 'desc')
        .limit(limit);
      if (accountId !== undefined) list = list.where('account_id', '=', accountId);
      if (after)
        list = list.where(time, '<=', after.time).where((where) => where.or([where(time, '<', after.time), where('id', '<', after.id)]));
      const rows = await list.execute();
      return rows.map(({ id, account_id, started_at, ended_at }) => ({
        id,
        accountId: account_id,
        startedAt: started_at,
        endedAt: ended_at ?? undefined,
      }));
    },
    removeRecords: (accountId, atMost) =>
      step(async (on) => {
        const rows = await on
          .selectFrom('sessions')
          .select('id')
          .where('account_id', '=', accountId)
          .where('ended_at', 'is not', null)
          .limit(atMost)
          .execute();
        const ids = rows.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await on.deleteFrom('joins').where('session_id', 'in', ids).execute();
        await on.deleteFrom('sessions').where('id', 'in', ids).execute();
        return ids.length;
      }),
  };
}
