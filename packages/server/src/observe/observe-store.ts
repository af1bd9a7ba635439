import type { Store } from '../store/store.js';
import type { Metrics } from './metrics.js';

/** The same store, each call measured under the name of its method. */
export function observeStore(store: Store, metrics: Pick<Metrics, 'stored'>): Store {
  const methods = Object.entries(store).map(([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
    name,
    async (...args: never[]): Promise<unknown> => {
      const started = performance.now();
      const done = (ok: boolean): void => metrics.stored(name, ok, performance.now() - started);
      try {
        const result = await method.apply(store, args);
        done(true);
        return result;
      } catch (error) {
        done(false);
        throw error;
      }
    },
  ]);
  return Object.fromEntries(methods) as Store;
}
