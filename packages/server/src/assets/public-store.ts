import type { Asset } from './asset.js';
import type { PublicAsset } from './fetch-public.js';

/** What the service fetched itself, shared by all sessions (design decision 4b). */
export interface PublicStore {
  /** `undefined` where it cannot be had. */
  get(url: string): Promise<Asset | undefined>;
}

/** Keeps what was fetched in memory, the least recently used goes first. Failures are kept shortly, so nobody hammers a host. */
export function createPublicStore(options: {
  fetch(url: string): Promise<PublicAsset>;
  now(): number;
  maxBytes: number;
  keepMs: number;
  failKeepMs: number;
  /** Fetches that run at once. */
  concurrency: number;
  /** Fetches that may wait for one of those to end; what comes on top cannot be had now. */
  waiting: number;
}): PublicStore {
  const kept = new Map<string, { asset: Asset | undefined; until: number; size: number }>();
  const running = new Map<string, Promise<Asset | undefined>>();
  const waiting: (() => void)[] = [];
  let bytes = 0;
  let busy = 0;

  function remove(url: string): void {
    const entry = kept.get(url);
    if (!entry) return;
    bytes -= entry.size;
    kept.delete(url);
  }

  function keep(url: string, asset: Asset | undefined): void {
    remove(url);
    const size = (asset?.bytes.byteLength ?? 0) + 256;
    kept.set(url, { asset, until: options.now() + (asset ? options.keepMs : options.failKeepMs), size });
    bytes += size;
    for (const oldest of kept.keys()) {
      if (bytes <= options.maxBytes) return;
      remove(oldest);
    }
  }

  async function load(url: string): Promise<Asset | undefined> {
    while (busy >= options.concurrency) await new Promise<void>((go) => waiting.push(go));
    busy++;
    try {
      const { shared, ...asset } = await options.fetch(url);
      if (shared) keep(url, asset);
      return asset;
    } catch {
      // Why it failed is nobody's business: the customer's browser is asked instead.
      keep(url, undefined);
      return undefined;
    } finally {
      busy--;
      running.delete(url);
      waiting.shift()?.();
    }
  }

  return {
    async get(url) {
      const entry = kept.get(url);
      if (entry && entry.until > options.now()) {
        kept.delete(url);
        kept.set(url, entry);
        return entry.asset;
      }
      let job = running.get(url);
      if (!job) {
        if (waiting.length >= options.waiting) return undefined;
        job = load(url);
        running.set(url, job);
      }
      return job;
    },
  };
}
