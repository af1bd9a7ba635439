import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RetentionStore } from './retention-store.js';

const EVERY_MS = 6 * 3_600_000;
const AT_ONCE = 500;

/** Deletes records that their accounts keep no longer: at the start, then every six hours, a few in one step. */
export function forgetOld(options: {
  store: Pick<RetentionStore, 'forgetSessions' | 'forgetDeliveries'>;
  now(): number;
  fault(error: unknown): void;
}): {
  stop(): Promise<void>;
} {
  const { store, now } = options;
  const stopping = new AbortController();
  async function sweep(): Promise<void> {
    for (const forget of [store.forgetSessions, store.forgetDeliveries]) {
      let more = true;
      while (more && !stopping.signal.aborted) {
        more = (await forget(now(), AT_ONCE)) === AT_ONCE;
        // A database in the process lets nobody else have a turn meanwhile.
        await nextTurn();
      }
    }
  }
  const safely = (): Promise<void> => sweep().catch(options.fault);
  let running = safely();
  const timer = setInterval(() => {
    running = running.then(safely);
  }, EVERY_MS);
  return {
    async stop() {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}
