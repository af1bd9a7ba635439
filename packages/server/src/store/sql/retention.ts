import type { Kysely } from 'kysely';
import { ACCOUNT_DEFAULTS } from '../account.js';
import type { RetentionStore } from '../retention-store.js';
import type { Tables } from '../tables.js';
import type { SqlWork } from './work.js';

const DAY_MS = 86_400_000;
/** Accounts that are asked about in one query. */
const OWNERS = 5_000;

interface Kind {
  days: 'session_days' | 'delivery_days';
  /** How long what belongs to no account any more is kept: as a new account's. */
  orphanDays: number;
  /** The first account, in order, that has something that may be old. */
  ownerAfter(on: Kysely<Tables>, after: string): Promise<string | undefined>;
}

const SESSIONS: Kind = {
  days: 'session_days',
  orphanDays: ACCOUNT_DEFAULTS.retention.sessionDays,
  async ownerAfter(on, after) {
    const ended = on.selectFrom('sessions').select('account_id').where('ended_at', 'is not', null);
    return (await ended.where('account_id', '>', after).orderBy('account_id').limit(1).executeTakeFirst())?.account_id;
  },
};
const DELIVERIES: Kind = {
  days: 'delivery_days',
  orphanDays: ACCOUNT_DEFAULTS.retention.deliveryDays,
  async ownerAfter(on, after) {
    const all = on.selectFrom('deliveries').select('account_id').where('account_id', '>', after);
    return (await all.orderBy('account_id').limit(1).executeTakeFirst())?.account_id;
  },
};

/** Finds at most so many records of these accounts that ended before a time. */
type Search<T> = (find: { before: number; owners: readonly string[]; most: number }) => Promise<T[]>;

/** What its account keeps no longer, found by `search`: by indexes alone, however much there is that stays. */
async function outdated<T>(
  on: Kysely<Tables>,
  kind: Kind,
  { now, atMost }: { now: number; atMost: number },
  search: Search<T>,
): Promise<T[]> {
  const accounts = await on.selectFrom('accounts').select(['id', kind.days]).execute();
  const byDays = new Map<number, string[]>();
  const known = new Set<string>();
  for (const { id, ...row } of accounts) {
    const days = Number((row as Record<string, unknown>)[kind.days]);
    const owners = byDays.get(days) ?? [];
    owners.push(id);
    byDays.set(days, owners);
    known.add(id);
  }
  const found: T[] = [];
  async function look(days: number, owners: readonly string[]): Promise<void> {
    for (let at = 0; at < owners.length && found.length < atMost; at += OWNERS) {
      const some = owners.slice(at, at + OWNERS);
      found.push(...(await search({ before: now - days * DAY_MS, owners: some, most: atMost - found.length })));
    }
  }
  for (const [days, owners] of byDays) await look(days, owners);
  if (found.length >= atMost) return found;
  const orphans: string[] = [];
  for (let owner = await kind.ownerAfter(on, ''); owner !== undefined; owner = await kind.ownerAfter(on, owner))
    if (!known.has(owner)) orphans.push(owner);
  await look(kind.orphanDays, orphans);
  return found;
}

export function sqlRetention({ step }: SqlWork): Pick<RetentionStore, 'forgetSessions' | 'forgetDeliveries'> {
  return {
    forgetSessions: (now, atMost) =>
      step(async (on) => {
        const old = await outdated(on, SESSIONS, { now, atMost }, ({ before, owners, most }) =>
          on.selectFrom('sessions').select('id').where('ended_at', '<', before).where('account_id', 'in', owners).limit(most).execute(),
        );
        const ids = old.map(({ id }) => id);
        if (ids.length === 0) return 0;
        await on.deleteFrom('joins').where('session_id', 'in', ids).execute();
        await on.deleteFrom('sessions').where('id', 'in', ids).execute();
        return ids.length;
      }),
    forgetDeliveries: (now, atMost) =>
      step(async (on) => {
        const old = await outdated(on, DELIVERIES, { now, atMost }, ({ before, owners, most }) =>
          on.selectFrom('deliveries').select('seq').where('done_at', '<', before).where('account_id', 'in', owners).limit(most).execute(),
        );
        const numbers = old.map(({ seq }) => seq);
        if (numbers.length > 0) await on.deleteFrom('deliveries').where('seq', 'in', numbers).execute();
        return numbers.length;
      }),
  };
}
