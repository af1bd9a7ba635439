import type { Callback } from './settle.js';

/** The callback of a call: the function in the first or second place. */
export function findCallback(args: readonly unknown[]): Callback | undefined {
  return args.slice(0, 2).find((value) => typeof value === 'function') as Callback | undefined;
}
