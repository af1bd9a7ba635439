import type { SessionRecord } from './session-store.js';
import type { Store } from './store.js';

/** Longer than the server goes on with what nobody waits for any more. */
const SETTLED_MS = 5_000;
const AGAIN_MS = 1_000;
const MOST = 10_000;

/**
 * The same store; an opening whose answer was lost on the way may have been kept, and nobody will ever enter that session. It is
 * ended once the database answers again, so that its PIN is free.
 */
export function undoDoubtful(store: Store, options: { lost(error: unknown): boolean; now(): number }): Store {
  const { lost, now } = options;
  const doubtful = new Map<string, { record: SessionRecord; since: number }>();

  async function end(): Promise<void> {
    for (const [id, { record, since }] of doubtful) {
      if (since > now() - SETTLED_MS) continue;
      const kept = await store.session(id);
      if (kept && kept.endedAt === undefined) await store.saveSession({ record: { ...record, endedAt: now() }, present: [], at: now() });
      doubtful.delete(id);
    }
  }
  let working: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    if (doubtful.size > 0) working = working.then(end).catch(() => {});
  }, AGAIN_MS).unref();

  return {
    ...store,
    async openSession(record) {
      try {
        return await store.openSession(record);
      } catch (error) {
        if (lost(error) && doubtful.size < MOST) doubtful.set(record.id, { record, since: now() });
        throw error;
      }
    },
    async stop() {
      clearInterval(timer);
      await working;
      await store.stop();
    },
  };
}
