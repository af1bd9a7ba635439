import { setTimeout as pause } from 'node:timers/promises';
import type { Patiently } from './sql/work.js';

/** How long writes wait for another process to let go of the file. Under half of what a client gives one request. */
const BUSY_MS = 1_200;
/** What a write waits at least, however long the file has been busy. */
const BUSY_LEAST_MS = 60;
const BUSY_PAUSE_MS = 15;

/**
 * Waits together: what comes while the file has been busy for long fails nearly at once, so that a queue of writes settles in
 * the time of one.
 */
export function createPatience(busy: (error: unknown) => boolean, now: () => number): Patiently {
  let since: number | undefined;
  return async (work) => {
    const began = now();
    for (;;) {
      try {
        const result = await work();
        since = undefined;
        return result;
      } catch (error) {
        if (!busy(error)) throw error;
        since ??= now();
        if (now() >= Math.max(began + BUSY_LEAST_MS, since + BUSY_MS)) throw error;
        await pause(BUSY_PAUSE_MS);
      }
    }
  };
}
