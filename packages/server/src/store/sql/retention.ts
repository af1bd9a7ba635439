import type { Kysely } from 'kysely';
import { ACCOUNT_DEFAULTS } from '../account.js';
import type { RetentionStore } from '../retention-store.js';
import type { Tables } from '../tables.js';
import type { SqlWork } from './work.js';

const DAY_MS = 86_400_000;

export function sqlRetention({ step }: SqlWork): Pick<RetentionStore, 'forgetSessions' | 'forgetDeliveries'> {
  /**
   * What is older than its account keeps it, found by `before` (a time, at most so many, of these accounts). Records of accounts that are
   * gone stay as long as a new account's.
   */
  async function outdated<T>(
    on: Kysely<Tables>,
    { column, now, atMost }: { column: 'session_days' | 'delivery_days'; now: number; atMost: number },
    before: (time: number, most: number, accounts: { in: boolean; ids: ReturnType<typeof idsOf> }) => Promise<T[]>,
  ): Promise<T[]> {
    const found: T[] = [];
    const days = await on.selectFrom('accounts').select(column).distinct().orderBy(column).execute();
    for (const { [column]: kept } of days as Record<typeof column, number>[]) {
      if (found.length >= atMost) return found;
      const ids = idsOf(on).where(column, '=', kept);
      found.push(...(await before(now - kept * DAY_MS, atMost - found.length, { in: true, ids })));
    }
    if (found.length >= atMost) return found;
    const { sessionDays, deliveryDays } = ACCOUNT_DEFAULTS.retention;
    const orphans = column === 'session_days' ? sessionDays : deliveryDays;
    found.push(...(await before(now - orphans * DAY_MS, atMost - found.length, { in: false, ids: idsOf(on) })));
    return found;
  }

  return {
    forgetSessions: (now, atMost) =>
      step(async (on) => {
        const old = await outdated(on, { column: 'session_days', now, atMost }, (time, most, accounts) =>
          on
            .selectFrom('sessions')
            .select('id')
            .where('ended_at', '<', time)
            .where('account_id', accounts.in ? 'in' : 'not in', accounts.ids)
            .limit(most)
            .execute(),
        );
        const ids = old.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await on.deleteFrom('joins').where('session_id', 'in', ids).execute();
        await on.deleteFrom('sessions').where('id', 'in', ids).execute();
        return ids.length;
      }),
    forgetDeliveries: (now, atMost) =>
      step(async (on) => {
        const old = await outdated(on, { column: 'delivery_days', now, atMost }, (time, most, accounts) =>
          on
            .selectFrom('deliveries')
            .select('seq')
            .where('done_at', '<', time)
            .where('account_id', accounts.in ? 'in' : 'not in', accounts.ids)
            .limit(most)
            .execute(),
        );
        const numbers = old.map(({ seq }) => seq);
        if (numbers.length > 0) await on.deleteFrom('deliveries').where('seq', 'in', numbers).execute();
        return numbers.length;
      }),
  };
}

const idsOf = (on: Kysely<Tables>) => on.selectFrom('accounts').select('accounts.id');
