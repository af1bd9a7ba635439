/** The browser's own functions, taken before the page can replace them; a test gives others. */
export interface Natives {
  fetch: typeof fetch;
  WebSocket: typeof WebSocket;
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  /** Milliseconds; goes on while the machine sleeps. */
  now(): number;
  random(): number;
}

/** What a link needs of its window besides the natives: where `online`, `pageshow` and `visibilitychange` come from. */
export interface WakeSource {
  addEventListener(type: string, run: () => void): void;
  removeEventListener(type: string, run: () => void): void;
}

export function takeNatives(scope: typeof globalThis): Natives {
  const { setTimeout, clearTimeout, Date, Math } = scope;
  return {
    fetch: scope.fetch.bind(scope),
    WebSocket: scope.WebSocket,
    setTimeout: setTimeout.bind(scope),
    clearTimeout: (timer) => clearTimeout.call(scope, timer as number),
    now: Date.now,
    random: Math.random,
  };
}
