import type { Site } from '../access/site.js';
import type { Asset } from '../assets/asset.js';
import { directAddress } from '../assets/direct-address.js';
import type { SessionAssets } from '../assets/session-assets.js';
import { maySee, type SessionState } from '../session/state.js';

/** The way to a session's assets: by the path of a page that may see them now. */
export interface AssetAccess {
  /** Whatever the reason that there is nothing, the answer is the same. */
  get(assetKey: string, n: number, waitMs: number): Promise<Asset | undefined>;
  /** The session changed: whoever waits for his connection to come back looks again. */
  changed(): void;
}

/** Requests that may wait at once for a lost connection. */
const MAX_WAITING = 200;

export function createAssetAccess(options: {
  state(): SessionState;
  assets: SessionAssets;
  /** Whose pictures may be loaded from where they are. */
  directSites(): readonly Site[];
  now(): number;
}): AssetAccess {
  const { assets, now } = options;
  const waiting = new Set<() => void>();

  /** `later`: in the session, but the connection is lost for the moment; the page still shows what it shows. */
  function verdict(assetKey: string): 'now' | 'later' | 'never' {
    const state = options.state();
    const seat = state.phase === 'live' ? state.seats.find((one) => one.assetKey === assetKey) : undefined;
    if (state.phase !== 'live' || !seat || seat.waiting || state.paused) return 'never';
    return maySee(state, seat) ? 'now' : 'later';
  }

  const nextChange = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
    });

  return {
    async get(assetKey, n, waitMs) {
      const until = now() + waitMs;
      while (verdict(assetKey) === 'later' && now() < until && waiting.size < MAX_WAITING) await nextChange(until - now());
      if (verdict(assetKey) !== 'now') return undefined;
      const asset = await assets.get(n, until - now());
      // The right to see it may have ended while its bytes were on their way.
      if (verdict(assetKey) !== 'now' || !asset) return undefined;
      const { open: _, ...bytes } = asset;
      const open = directAddress(asset, options.directSites());
      return open === undefined ? bytes : { ...bytes, open };
    },
    changed() {
      for (const look of waiting) look();
    },
  };
}
