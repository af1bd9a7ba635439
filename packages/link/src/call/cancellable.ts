import { makeError } from '@sightline/protocol';
import { failure, type Result } from './result.js';

/** Work that can be given up: its result is then `canceling` at once, whatever the work still does. */
export function cancellable<T>(work: (signal: AbortSignal) => Promise<Result<T>>): { run(): Promise<Result<T>>; cancel(): void } {
  const abort = new AbortController();
  const { signal } = abort;
  let cancelled = (): void => undefined;
  const run = (): Promise<Result<T>> =>
    new Promise((resolve, reject) => {
      cancelled = (): void => resolve(failure(makeError('1017:canceling')));
      if (signal.aborted) return cancelled();
      // `await` calls no `then` that a page could have changed.
      void (async () => {
        try {
          resolve(await work(signal));
        } catch (fault) {
          reject(fault);
        }
      })();
    });
  return {
    run,
    cancel() {
      abort.abort();
      cancelled();
    },
  };
}
