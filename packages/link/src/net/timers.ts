import { original } from './original.js';

export interface Timers {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** The browser's timers. What a page calls `setTimeout` may do nothing at all: where it is not the browser's, signals of the browser keep the time. */
export function takeTimers(scope: typeof globalThis): Timers {
  const later = original(scope.setTimeout);
  if (/code]/.test(later as never))
    return { setTimeout: later.bind(scope), clearTimeout: original(scope.clearTimeout).bind(scope) as Timers['clearTimeout'] };
  return {
    setTimeout(run, ms) {
      const signal = scope.AbortSignal.timeout(ms);
      signal.onabort = run;
      return signal;
    },
    clearTimeout(signal) {
      if (signal) (signal as AbortSignal).onabort = null;
    },
  };
}
