import { makeError } from '@sightline/protocol';
import { failure, type Result } from './result.js';

/** Work that can be given up: its result is then `canceling` at once, whatever the work still does. */
export function cancellable<T>(work: (signal: AbortSignal) => Promise<Result<T>>): { run(): Promise<Result<T>>; cancel(): void } {
  const abort = new AbortController();
  const cancelled = new Promise<Result<T>>((resolve) => {
    abort.signal.onabort = () => resolve(failure(makeError('1017:canceling')));
  });
  return { run: () => Promise.race([abort.signal.aborted ? cancelled : work(abort.signal), cancelled]), cancel: () => abort.abort() };
}
