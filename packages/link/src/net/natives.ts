import { quietly } from '../call/fault.js';
import { original } from './original.js';
import { takeTimers, type Timers } from './timers.js';

/** The browser's own functions, taken before the page can replace them; a test gives others. */
export interface Natives extends Timers {
  fetch: typeof fetch;
  WebSocket: typeof WebSocket;
  /** Milliseconds; goes on while the machine sleeps. */
  now(): number;
  random(): number;
  fault?: ((error: unknown) => void) | undefined;
}

/** What a link needs of its window besides the natives: where `online`, `pageshow` and `visibilitychange` come from. */
export interface WakeSource {
  addEventListener(type: string, run: (event: Event) => void, capture?: boolean): void;
  removeEventListener(type: string, run: (event: Event) => void, capture?: boolean): void;
}

/** `fault` hears what our own code throws in a timer or a socket's handler. */
export function takeNatives(scope: typeof globalThis, fault?: (error: unknown) => void): Natives {
  const timers = takeTimers(scope);
  return {
    fetch: original(scope.fetch).bind(scope),
    WebSocket: original(scope.WebSocket),
    setTimeout: (run, ms) => timers.setTimeout(() => void quietly(run, fault), ms),
    fault,
    clearTimeout: timers.clearTimeout,
    now: Date.now,
    random: Math.random,
  };
}
