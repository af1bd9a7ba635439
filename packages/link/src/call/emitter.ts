import { quietly } from './fault.js';
import { callOut } from './call-out.js';
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
  // Plain objects and loops: an error is told even where the page has broken collections, iterators and array methods.
  const handlers: Record<string, Handler[]> = { __proto__: null } as never;
  for (let i = 0; i < known.length; i++) handlers[known[i] as string] = [];
  return {
    on(event, handler) {
      void quietly(() => {
        if (typeof handler !== 'function') return warn(`on("${event}") needs a function.`);
        if (!handlers[event]) warn(`no event is called "${event}"; the handler will never be called.`);
        handlers[event] = [...(handlers[event] ?? []), handler];
      });
    },
    off(event, handler) {
      void quietly(() => {
        if (handlers[event]) handlers[event] = handler ? handlers[event].filter((h) => h !== handler) : [];
      });
    },
    emit(event, payload) {
      const list = handlers[event] ?? [];
      for (let i = 0; i < list.length; i++) callOut(list[i] as Handler, payload);
      return list.length > 0;
    },
  };
}
