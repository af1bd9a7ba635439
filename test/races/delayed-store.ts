import type { Store } from '@sightline/server';

/** What writes: each call waits before it commits. */
const WRITES = ['openSession', 'claimPin', 'releasePin', 'saveSession', 'chargeMinutes'] as const;

/** A seeded source of numbers from 0 to 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The same store, every commit of which is late by up to `mostMs`. */
export function delayedStore(inner: Store, random: () => number, mostMs: number): Store {
  const late = WRITES.map((name) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      await pause(random() * mostMs);
      return (inner[name] as (...args: never[]) => Promise<unknown>)(...args);
    },
  ]);
  return { ...inner, ...(Object.fromEntries(late) as Partial<Store>) };
}
