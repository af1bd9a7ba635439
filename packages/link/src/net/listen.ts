import { quietly } from '../call/fault.js';
import type { WakeSource } from './natives.js';
import { original } from './original.js';

/** Listens until stopped, past what zones and monitors have wrapped; nothing our own code throws in there reaches the page. */
export function listen(target: WakeSource, types: readonly string[], run: (event: Event) => unknown, capture = false): { stop(): void } {
  const heard = (event: Event): void => void quietly(() => run(event));
  for (const type of types) original(target.addEventListener).call(target, type, heard, capture);
  return {
    stop() {
      for (const type of types) original(target.removeEventListener).call(target, type, heard, capture);
    },
  };
}
