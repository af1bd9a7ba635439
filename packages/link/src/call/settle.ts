import type { SightlineError } from '@sightline/protocol';
import { faultError, quietly } from './fault.js';
import { callOut } from './call-out.js';
import { NativePromise } from './native-promise.js';
import { failure, type Result } from './result.js';
import { complain, unheard } from './say.js';

/** The optional last argument of every method. */
export type Callback = (answer: unknown) => unknown;

export interface SettleOptions<T extends object> {
  work: Promise<Result<T>> | Result<T>;
  callback: Callback | undefined;
  /** Emits `session_error`; true where somebody listens. */
  event(error: SightlineError): boolean;
  /** What the callback gets; without it `{success, error}` or `{success}` and the fields of the value. */
  answer?(result: Result<T>): object;
}

export interface Settled<T> {
  /** What the integrator gets; it never becomes an unhandled rejection. */
  promise: Promise<T>;
  /** Fulfilled, whatever came of it, once event, callback and promise have been served. */
  over: Promise<void>;
}

/**
 * Tells one outcome in the order of spec errors §1: event, callback, promise, one object, in one task. It is always told
 * after the call has returned, so that a handler added on the next line hears it. A failure nobody listens to is logged once.
 */
export function settle<T extends object>(o: SettleOptions<T>): Settled<T> {
  const work = whatComes(o.work);
  const watched = watchedPromise<T>();
  const answer = o.answer ?? plainAnswer;
  const tell = async (): Promise<void> => {
    const result = await work;
    if (result.ok) {
      if (o.callback) callOut(o.callback, answer(result));
      watched.resolve(result.value);
      return;
    }
    const { error } = result;
    const heard = o.event(error);
    if (o.callback) callOut(o.callback, answer(result));
    watched.reject(error);
    if (!heard && !o.callback)
      setTimeout(() => {
        if (!watched.seen()) unheard(error);
      });
  };
  return { promise: watched.promise, over: quietly(tell) };
}

/** A fault of our own is a row of the table too. `await` needs nothing of the page's `Promise`. */
async function whatComes<T>(work: Promise<Result<T>> | Result<T>): Promise<Result<T>> {
  try {
    return await work;
  } catch (fault) {
    complain('a call failed unexpectedly.', fault);
    return failure(faultError());
  }
}

const plainAnswer = (result: Result<object>): object =>
  result.ok ? { success: true, ...result.value } : { success: false, error: result.error };

interface Watched<T> {
  promise: Promise<T>;
  resolve(value: T): void;
  reject(error: unknown): void;
  seen(): boolean;
}

/**
 * A promise that knows whether anybody waits for it. A subclass, because `await` calls `then` only where the constructor is
 * not the intrinsic one; what `then` returns is an ordinary promise again.
 */
function watchedPromise<T>(): Watched<T> {
  let thens = 0;
  let resolve: (value: T) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  class Watched extends NativePromise<T> {
    static override get [Symbol.species](): PromiseConstructor {
      return NativePromise;
    }
    // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, and `then` is the point of this class
    override then<A = T, B = never>(
      done?: ((value: T) => A | PromiseLike<A>) | null,
      failed?: ((e: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
      thens++;
      return super.then(done, failed);
    }
  }
  const promise = new Watched((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Handled; this one `then` is ours, and comes in a task of its own where no zone of the page's is.
  void quietly(() => promise, failure as () => unknown);
  return { promise, resolve, reject, seen: () => thens > 1 };
}
