import type { Logger } from 'pino';
import { type StorageFault, storageFault } from '../store/storage-fault.js';
import type { Store } from '../store/store.js';

/** How often a store that failed is tried, so that the log says when all is well again. */
const AGAIN_MS = 5_000;

/**
 * The same store; the first call that fails because of its file or database is told of by cause, path and remedy, before whoever called
 * hears of it, and once more when writing works again. Between them nothing is said here.
 */
export function watchStorage(store: Store, { place, log }: { place: string; log: Logger }): Store {
  let fault: StorageFault | undefined;
  let timer: NodeJS.Timeout | undefined;

  const failed = (error: unknown): void => {
    const found = storageFault(error, place);
    if (!found || fault) return;
    fault = found;
    const { path, setting, code, cause, remedy } = found;
    log.error({ path, setting, code, remedy }, `nothing can be kept: ${cause}`);
    timer = setInterval(() => void watched.ready?.().catch(() => {}), AGAIN_MS).unref();
  };
  const well = (): void => {
    if (!fault) return;
    fault = undefined;
    clearInterval(timer);
    log.info({ path: place }, 'what has to be kept is kept again');
  };

  const methods = Object.entries(store).map(([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      if (name === 'stop') clearInterval(timer);
      try {
        const result = await method.apply(store, args);
        // Its writing is the heaviest there is: what passes elsewhere says little.
        if (name === 'ready') well();
        return result;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
  ]);
  const watched: Store = Object.fromEntries(methods) as Store;
  return watched;
}
