import type { Callback } from './settle.js';

/** The callback of a call: the function in the first or second place. */
export function findCallback(args: readonly unknown[]): Callback | undefined {
  for (let i = 0; i < 2; i++) if (typeof args[i] === 'function') return args[i] as Callback;
  return undefined;
}
