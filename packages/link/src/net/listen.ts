import { quietly } from '../call/fault.js';
import type { WakeSource } from './natives.js';

/** Listens until stopped; nothing our own code throws in there reaches the page. */
export function listen(target: WakeSource, types: readonly string[], run: (event: Event) => unknown, capture = false): { stop(): void } {
  const heard = (event: Event): void => void quietly(() => run(event));
  for (const type of types) target.addEventListener(type, heard, capture);
  return {
    stop() {
      for (const type of types) target.removeEventListener(type, heard, capture);
    },
  };
}
