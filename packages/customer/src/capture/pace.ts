import type { Natives } from './natives.js';

const INTERVAL_MS = 16;
/** Where a page keeps messages from its channels, timers do. */
const UNHEARD_MS = 250;
/** A slice of time one task may take. */
export const SLICE_MS = 12;
/** Idle time after a flush, in multiples of what it took: at most a fifth of the main thread is ours. */
const REST = 4;
/** A machine that slept, or a debugger that held the page, in the middle of a flush has not made it dear. */
const LONGEST_REST_MS = 2000;

/** Decides when the next flush runs: at once after quiet, else so that a storm of changes leaves the page its time. */
export interface Pace {
  /** Something is dirty. Called inside a microtask: may run the flush before it returns. */
  soon(): void;
  /** A slice ended and something is left: go on in the next task. */
  goOn(): void;
  /** Runs after the current event and its default action. */
  afterEvent(): void;
  stop(): void;
}

export interface PaceOptions {
  natives: Natives;
  window: Window & typeof globalThis;
  /** Throws nothing. */
  run(): void;
}

export function createPace(options: PaceOptions): Pace {
  const { natives, run } = options;
  const channel = new options.window.MessageChannel();
  let timer: number | undefined;
  let posted = false;
  let heard = false;
  let running = false;
  let quietUntil = 0;

  const flush = (rest: boolean): void => {
    if (running) return;
    running = true;
    const begin = natives.now();
    try {
      run();
    } finally {
      running = false;
      const end = natives.now();
      if (rest) quietUntil = Math.max(begin + INTERVAL_MS, end + Math.min((end - begin) * REST, LONGEST_REST_MS));
    }
  };
  channel.port1.onmessage = () => {
    posted = false;
    if (!heard) {
      heard = true;
      natives.clearTimeout(timer);
      timer = undefined;
    }
    flush(false);
  };
  const later = (ms: number): void => {
    if (timer !== undefined) return;
    timer = natives.setTimeout(() => {
      timer = undefined;
      posted = false;
      flush(true);
    }, ms);
  };
  return {
    soon() {
      if (posted || timer !== undefined || running) return;
      const wait = quietUntil - natives.now();
      if (wait <= 0) flush(true);
      else later(wait);
    },
    goOn() {
      if (posted) return;
      posted = true;
      channel.port2.postMessage(0);
      if (!heard) later(UNHEARD_MS);
    },
    afterEvent() {
      later(0);
    },
    stop() {
      natives.clearTimeout(timer);
      channel.port1.onmessage = null;
      channel.port1.close();
    },
  };
}
