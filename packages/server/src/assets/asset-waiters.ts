import type { Asset } from './asset.js';

/** Requests for assets whose bytes are on their way, by number. */
export interface AssetWaiters {
  /** Resolves when the number is settled, at the latest with nothing after `waitMs`; at once where too many wait. */
  wait(n: number, waitMs: number): Promise<Asset | undefined>;
  has(n: number): boolean;
  settle(n: number, asset: Asset | undefined): void;
  settleAll(): void;
}

export function createAssetWaiters(most: number): AssetWaiters {
  const byNumber = new Map<number, Set<(asset: Asset | undefined) => void>>();
  let count = 0;

  function settle(n: number, asset: Asset | undefined): void {
    const those = byNumber.get(n);
    byNumber.delete(n);
    for (const resolve of those ?? []) resolve(asset);
  }

  return {
    wait(n, waitMs) {
      if (count >= most) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const those = byNumber.get(n) ?? new Set();
        byNumber.set(n, those);
        count++;
        const timer = setTimeout(() => {
          those.delete(done);
          if (those.size === 0) byNumber.delete(n);
          done(undefined);
        }, waitMs);
        function done(asset: Asset | undefined): void {
          clearTimeout(timer);
          count--;
          resolve(asset);
        }
        those.add(done);
      });
    },
    has: (n) => byNumber.has(n),
    settle,
    settleAll() {
      for (const n of byNumber.keys()) settle(n, undefined);
    },
  };
}
