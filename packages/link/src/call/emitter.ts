import { callOut } from './report.js';
import { warn } from './say.js';

/** An integrator's handler of one event. */
export type Handler = (payload: unknown) => unknown;

export interface Emitter {
  on(event: string, handler: Handler): void;
  /** Without `handler`: all handlers of the event. */
  off(event: string, handler?: Handler): void;
  /** Calls every handler with the same object; true where there was one. */
  emit(event: string, payload: object): boolean;
}

/**
 * The events of one session object. Handlers run in the order they were added; one added or removed while an event is
 * delivered counts from the next one on. Names outside `known` are accepted with one console warning each (surface §4).
 */
export function createEmitter(known: readonly string[]): Emitter {
  const handlers = new Map<string, Handler[]>();
  const warned = new Set<string>();
  return {
    on(event, handler) {
      if (typeof handler !== 'function') return warn(`on("${event}") needs a function.`);
      if (!known.includes(event) && !warned.has(event)) {
        warned.add(event);
        warn(`no event is called "${event}"; the handler will never be called.`);
      }
      handlers.set(event, [...(handlers.get(event) ?? []), handler]);
    },
    off(event, handler) {
      const rest = handler === undefined ? [] : (handlers.get(event) ?? []).filter((h) => h !== handler);
      if (rest.length > 0) handlers.set(event, rest);
      else handlers.delete(event);
    },
    emit(event, payload) {
      const list = handlers.get(event);
      if (list === undefined) return false;
      for (const handler of list) callOut(handler, payload);
      return true;
    },
  };
}
