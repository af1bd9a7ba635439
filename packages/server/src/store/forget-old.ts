import type { Store } from './store.js';

/** The longest six months: how far back the REST interface can be asked (surface §11). Nothing reads a record after that. */
const KEEP_MS = 184 * 86_400_000;
const EVERY_MS = 6 * 3_600_000;
const AT_ONCE = 500;

/** Deletes records of sessions that ended long ago: at the start, then every six hours, a few in one step. */
export function forgetOld(options: { store: Pick<Store, 'deleteEnded'>; now(): number; fault(error: unknown): void }): {
  stop(): Promise<void>;
} {
  let stopped = false;
  const step = async (): Promise<void> => {
    const deleted = await options.store.deleteEnded(options.now() - KEEP_MS, AT_ONCE);
    if (deleted === AT_ONCE && !stopped) await step();
  };
  const sweep = (): Promise<void> => step().catch(options.fault);
  let running = sweep();
  const timer = setInterval(() => {
    running = running.then(sweep);
  }, EVERY_MS);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
