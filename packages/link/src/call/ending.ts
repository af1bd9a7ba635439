import { quietly } from './fault.js';
import type { Natives } from '../net/natives.js';
import type { Result } from './result.js';

/** A running `end()`: `told` is called with what the service says. */
export interface Ending<E> {
  done: Promise<Result<object>>;
  told(ended: E): void;
}

/** Begins `work` after the caller has returned, so that the state it sets stands before anything reacts to it. */
export function beginEnding<E>(work: (told: Promise<E>) => Promise<Result<object>>): Ending<E> {
  let told: (ended: E) => void = () => undefined;
  const answer = new Promise<E>((resolve) => {
    told = resolve;
  });
  const later = async (): Promise<Result<object>> => {
    // oxlint-disable-next-line typescript/await-thenable -- a later turn, without anybody's `then`
    await undefined;
    return work(answer);
  };
  return { done: later(), told };
}

/** The value, or `undefined` where it takes longer than `ms`. */
export async function within<T>(
  value: Promise<T>,
  ms: number,
  natives: Pick<Natives, 'setTimeout' | 'clearTimeout'>,
): Promise<T | undefined> {
  return await new Promise((resolve) => {
    const timer = natives.setTimeout(() => resolve(undefined), ms);
    // Awaited, not raced: `race` calls a `then` that may be a zone's.
    void quietly(async () => {
      const first = await value;
      natives.clearTimeout(timer);
      resolve(first);
    });
  });
}
