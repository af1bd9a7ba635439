import { createSessionAssets } from '../assets/session-assets.js';
import { createTimeSlices } from '../assets/time-slices.js';
import { type LiveSession, runLiveSession } from '../live/live-session.js';
import type { MemoryBudget } from '../live/memory-budget.js';
import { hashKey } from '../session/key.js';
import { openSession } from '../session/open.js';
import { memoryStore } from '../store/memory.js';
import { endlessMemory } from './endless-memory.js';
import { RULES } from './play-session.js';

/** A session at work without a service around it; the customer, cleo, enters it with the key `first`. */
export async function bareSession(options: {
  keep(): Promise<void>;
  fault(error: unknown): void;
  memory?: MemoryBudget;
}): Promise<LiveSession> {
  const opener = { role: 'customer', userId: 'cleo', userName: 'Cleo', address: '', keyHash: hashKey('first') } as const;
  const opening = { id: 's', accountId: 'a', sdkKey: 'k', pin: { code: '1', custom: true }, opener, now: Date.now() };
  return runLiveSession({
    state: openSession(opening, RULES.reserveMs),
    rules: RULES,
    store: await memoryStore(),
    assets: (share) =>
      createSessionAssets({ store: { get: async () => undefined }, share, slices: createTimeSlices({ sliceMs: 5, now: Date.now }) }),
    memory: endlessMemory(),
    now: Date.now,
    spreadMs: () => 0,
    claimPin: async () => '2',
    changed: () => {},
    ended: () => {},
    ...options,
  });
}
