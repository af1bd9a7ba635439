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
  return { done: Promise.resolve().then(() => work(answer)), told };
}

/** The value, or `undefined` where it takes longer than `ms`. */
export async function within<T>(value: Promise<T>, ms: number, natives: Natives): Promise<T | undefined> {
  let timer: unknown;
  const late = new Promise<undefined>((resolve) => {
    timer = natives.setTimeout(() => resolve(undefined), ms);
  });
  const first = await Promise.race([value, late]);
  natives.clearTimeout(timer);
  return first;
}
