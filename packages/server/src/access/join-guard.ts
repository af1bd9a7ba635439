import { JOIN_LIMITS, waitOf } from './join-limits.js';
import { createLevels } from './levels.js';
import type { RateAnswer } from './rates.js';

/** Who looks up which PIN. */
export interface Asker {
  accountId: string;
  role: 'customer' | 'agent';
  userId: string;
  address: string;
  pin: string;
}

export type LookUp<T> = { limited: NonNullable<RateAnswer>; found?: undefined } | { limited: undefined; found: T | undefined };

export interface JoinGuard {
  /**
   * Looks a PIN up for somebody, unless his failures make him wait. `look` answers `undefined` where nobody holds the PIN;
   * `earns` says of what was found whether joining it takes one failure back.
   */
  lookUp<T>(asker: Asker, look: () => Promise<T | undefined>, earns: (found: T) => boolean): Promise<LookUp<T>>;
}

/** Counters kept of users, addresses, PINs: about 10 MB at most. */
const MOST = 50_000;
/** Look-ups of one user that wait for the one before. */
const MOST_WAITING = 100;

/**
 * Slows guessing without locking anybody out (surface §14): only failed look-ups count, and who has none is always answered. A
 * user's failures make him wait, longer with each. Failures of an address, of one PIN and of all users of an SDK key in a role
 * take nothing from others but the number of failures that are free, and nothing at all from those who join real sessions.
 * `free` absent: off.
 */
export function createJoinGuard(options: { free: number | undefined; now(): number }): JoinGuard {
  const { free, now } = options;
  const levels = (perDay: number) => createLevels({ perDay, most: MOST, now });
  const users = levels(JOIN_LIMITS.forgottenPerDay);
  const earned = levels(JOIN_LIMITS.earnedPerDay);
  const known = levels(1 / JOIN_LIMITS.knownDays);
  const lastFailure = new Map<string, number>();
  const shared = [
    { budget: JOIN_LIMITS.perAddress, key: ({ accountId, role, address }: Asker) => `${accountId}\n${role}\n${address}` },
    { budget: JOIN_LIMITS.perPin, key: ({ accountId, role, pin }: Asker) => `${accountId}\n${role}\n${pin}` },
    { budget: JOIN_LIMITS.perKey, key: ({ accountId, role }: Asker) => `${accountId}\n${role}` },
  ].map(({ budget, key }) => ({ key, most: budget * (free ?? 0), levels: levels(budget * (free ?? 0)) }));
  const queues = new Map<string, { length: number; last: Promise<unknown> }>();

  function waitMs(user: string, asker: Asker, allowed: number): number {
    const failures = users.of(user);
    const last = lastFailure.get(user);
    if (failures === 0 || last === undefined) return 0;
    const pressed = known.of(user) === 0 && shared.some(({ key, most, levels }) => levels.of(key(asker)) >= most);
    return last + waitOf(failures, allowed, pressed) - now();
  }

  function failed(user: string, asker: Asker): void {
    users.add(user);
    lastFailure.delete(user);
    lastFailure.set(user, now());
    // In order of use: the first is the oldest.
    const oldest = lastFailure.size > MOST ? lastFailure.keys().next().value : undefined;
    if (oldest !== undefined) lastFailure.delete(oldest);
    for (const { key, levels } of shared) levels.add(key(asker));
  }

  /** A typing error is put right by typing it right; how often a day is bounded, since sessions to join can be made. */
  function earn(user: string, asker: Asker): void {
    if (known.of(user) === 0) known.add(user);
    if (users.of(user) === 0 || earned.of(user) >= JOIN_LIMITS.earnedPerDay) return;
    earned.add(user);
    users.takeBack(user);
    for (const { key, levels } of shared) levels.takeBack(key(asker));
  }

  /** One after another for each user: guesses at the same moment must not all pass before the first has failed. */
  async function inTurn<T>(user: string, work: () => Promise<LookUp<T>>): Promise<LookUp<T>> {
    const queue = queues.get(user) ?? { length: 0, last: Promise.resolve() };
    if (queue.length >= MOST_WAITING) return { limited: { retryAfterMs: 1_000 } };
    queues.set(user, queue);
    queue.length++;
    const turn = queue.last.then(work);
    queue.last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      queue.length--;
      if (queue.length === 0) queues.delete(user);
    }
  }

  return {
    async lookUp(asker, look, earns) {
      if (free === undefined) return { limited: undefined, found: await look() };
      const user = `${asker.accountId}\n${asker.role}\n${asker.userId}`;
      return inTurn(user, async () => {
        const wait = waitMs(user, asker, free);
        if (wait > 0) return { limited: { retryAfterMs: Math.ceil(wait) } };
        const found = await look();
        if (found === undefined) failed(user, asker);
        else if (earns(found)) earn(user, asker);
        return { limited: undefined, found };
      });
    },
  };
}
