import type { Natives } from './natives.js';

const TICK_MS = 1000;

/** A slow pulse while a stream is open: finds what no record, event or hook tells (decision 4: compared, hooks only make it faster). */
export function createTicker(options: { natives: Natives; tick(): void }): { start(): void; stop(): void } {
  const { natives, tick } = options;
  let timer: number | undefined;
  const next = (): void => {
    timer = natives.setTimeout(() => {
      next();
      tick();
    }, TICK_MS);
  };
  return {
    start() {
      if (timer === undefined) next();
    },
    stop() {
      natives.clearTimeout(timer);
      timer = undefined;
    },
  };
}
