import { LIMITS } from '@sightline/protocol';
import type { Asset } from './asset.js';
import type { PublicStore } from './public-store.js';
import type { MemoryShare } from '../live/memory-budget.js';
import { createAssetWaiters } from './asset-waiters.js';
import { inOwnPages } from './own-pages.js';
import { rewriteCss } from './rewrite-css.js';
import { safeType } from './safe-type.js';
import type { TimeSlices } from './time-slices.js';

/** The assets of one session: what its stream named, the public ones by address, the private ones in memory. */
export interface SessionAssets {
  /** Who can be asked for bytes: the customer's connection, or nobody. */
  supplier(ask: ((n: number) => void) | undefined): void;
  /** The stream names assets from now on. */
  name(items: readonly { n: number; url?: string }[]): void;
  /** The customer's bytes: `u8 mimeLength · mime · bytes`. False where the body is malformed. */
  supply(n: number, body: Uint8Array): boolean;
  /** The customer has none. */
  missing(n: number): void;
  /** Something the customer showed is private now: nothing is kept; what the page still shows it names again. */
  forget(): void;
  /** Waits until the bytes are there, or it is sure that they will not be, at most `waitMs`. */
  get(n: number, waitMs: number): Promise<Asset | undefined>;
  /** Lets go of the bytes; names stay, and what somebody wants is had again. */
  release(): void;
  stop(): void;
}

type Entry =
  | { at: 'fetching'; url: string }
  | { at: 'public'; url: string }
  /**
   * Only the customer's browser has it. `told`: it was asked; that waits until somebody wants it. `named`: by the stream, and not
   * only by somebody who asked first.
   */
  | { at: 'asked'; url: string | undefined; told: boolean; named: boolean }
  /** A sheet whose addresses are being rewritten. */
  | { at: 'reading'; asset: Asset; url: string }
  /** `url`: where the service had it from, and would again. */
  | { at: 'stored'; asset: Asset; url: string | undefined }
  | { at: 'missing' };

type Asked = Extract<Entry, { at: 'asked' }>;
type Stored = Extract<Entry, { at: 'stored' }>;

/** Numbers the service gives itself, to what a style sheet names; the customer's are below. */
const OWN_NUMBERS = 3_000_000_000;
const MAX_WAITING = 2_000;
const MAX_URLS_OF_SHEET = 500;
/** A longer address in a sheet is none the service fetches. */
const MAX_URL = 4_096;
/** What a name costs beside its address and bytes. */
const NAME_BYTES = 256;
/** Of the fetches that run at once for everybody, as many may be one session's. */
const FETCHES = 8;

const bytesOf = (entry: Entry): number => (entry.at === 'stored' || entry.at === 'reading' ? entry.asset.bytes.byteLength : 0);
const sizeOf = (entry: Entry): number => NAME_BYTES + bytesOf(entry) + ((entry.at === 'missing' ? undefined : entry.url)?.length ?? 0);

export function createSessionAssets(options: {
  store: PublicStore;
  share: Pick<MemoryShare, 'take' | 'give'>;
  slices: TimeSlices;
}): SessionAssets {
  const { share } = options;
  const entries = new Map<number, Entry>();
  const ownNumbers = new Map<string, number>();
  const waiting = createAssetWaiters(MAX_WAITING);
  let lastOwn = OWN_NUMBERS;
  let bytes = 0;
  let ask: ((n: number) => void) | undefined;
  let stopped = false;
  let fetching = 0;
  /** The sheet that is being rewritten: one after the other, so that nobody has more turns than others. */
  let sheets: Promise<unknown> = Promise.resolve();
  /** Bytes of those that are or will be. */
  let reading = 0;
  const line: (() => void)[] = [];

  function drop(n: number): void {
    const entry = entries.get(n);
    if (!entry) return;
    entries.delete(n);
    bytes -= bytesOf(entry);
    if (entry.at === 'reading') reading -= bytesOf(entry);
    share.give(sizeOf(entry));
  }

  /** What is stored becomes something that can be had again. */
  function letGo(n: number, { asset, url }: Stored): void {
    drop(n);
    // The same name without its bytes: there is room for that.
    put(n, asset.supplied || url === undefined ? { at: 'asked', url, told: false, named: true } : { at: 'public', url });
  }

  /** A canvas that is drawn anew has new assets without end: the oldest bytes go, and are had again if they are wanted. */
  function makeRoom(next: Entry): boolean {
    const size = sizeOf(next);
    for (const [oldest, entry] of entries) {
      if (bytes + bytesOf(next) <= LIMITS.sessionAssetBytes) break;
      if (entry.at === 'stored') letGo(oldest, entry);
    }
    for (const oldest of entries.keys()) {
      if (entries.size < LIMITS.assets) break;
      drop(oldest);
    }
    if (share.take(size)) return true;
    for (const [oldest, entry] of entries) {
      if (entry.at !== 'stored') continue;
      letGo(oldest, entry);
      if (share.take(size)) return true;
    }
    return false;
  }

  /** False where there is no room: then the number is not known. */
  function put(n: number, entry: Entry): boolean {
    drop(n);
    if (!makeRoom(entry)) return false;
    bytes += bytesOf(entry);
    if (entry.at === 'reading') reading += bytesOf(entry);
    entries.set(n, entry);
    return true;
  }

  function store(n: number, asset: Asset, url: string | undefined): void {
    const entry: Stored = { at: 'stored', asset, url };
    if (!put(n, entry)) letGo(n, entry);
    waiting.settle(n, asset);
  }

  /** Keeps a sheet once its own addresses are assets of this session. */
  function storeSheet(n: number, asset: Asset, base: string): void {
    const entry: Entry = { at: 'reading', asset, url: base };
    const lost = (): void => {
      letGo(n, { at: 'stored', asset, url: base });
      waiting.settle(n, undefined);
    };
    if (reading + bytesOf(entry) > LIMITS.sessionAssetBytes || !put(n, entry)) return lost();
    // Forgotten meanwhile, or stored anew: nobody waits for this one.
    const wanted = (): boolean => entries.get(n) === entry;
    let left = MAX_URLS_OF_SHEET;
    const numberOf = (url: string): number | undefined => {
      const known = ownNumbers.get(url);
      if (known !== undefined && entries.has(known)) return known;
      if (!wanted() || left-- <= 0 || url.length > MAX_URL) return undefined;
      // The same address keeps its number over a `forget`: a viewer's browser may still hold the sheet that names it.
      const own = known ?? ownNumber(url);
      if (own === undefined) return undefined;
      void fetchAsset(own, url);
      return own;
    };
    const rewrite = async (): Promise<void> => {
      if (!wanted()) return;
      const text = await options.slices.run(rewriteCss(new TextDecoder().decode(asset.bytes), base, numberOf));
      if (wanted()) store(n, { ...asset, bytes: new TextEncoder().encode(text) }, base);
    };
    sheets = sheets.then(rewrite).catch(() => {
      if (wanted()) lost();
    });
  }

  function ownNumber(url: string): number | undefined {
    if (!share.take(NAME_BYTES + url.length)) return undefined;
    ownNumbers.set(url, ++lastOwn);
    for (const oldest of ownNumbers.keys()) {
      if (ownNumbers.size <= LIMITS.assets) break;
      ownNumbers.delete(oldest);
      share.give(NAME_BYTES + oldest.length);
    }
    return lastOwn;
  }

  function fromCustomer(n: number, url: string | undefined, named: boolean): void {
    if (n >= OWN_NUMBERS) {
      put(n, { at: 'missing' });
      waiting.settle(n, undefined);
      return;
    }
    const entry: Asked = { at: 'asked', url, told: false, named };
    if (put(n, entry) && waiting.has(n)) askFor(n, entry);
  }

  function askFor(n: number, entry: Asked): void {
    if (entry.told || !ask) return;
    entry.told = true;
    ask(n);
  }

  async function fetchAsset(n: number, url: string): Promise<void> {
    if (!put(n, { at: 'fetching', url })) return;
    // Whoever is next in line takes the place of the one that ends.
    if (fetching < FETCHES) fetching++;
    else await new Promise<void>((go) => line.push(go));
    if (stopped) return;
    const asset = await options.store.get(url);
    const next = line.shift();
    if (next) next();
    else fetching--;
    if (stopped || entries.get(n)?.at !== 'fetching') return;
    if (!asset) {
      fromCustomer(n, url, true);
    } else if (asset.mime === 'text/css') {
      storeSheet(n, asset, url);
    } else {
      // Held by the public store; here only where to ask for it.
      put(n, { at: 'public', url });
      waiting.settle(n, asset);
    }
  }

  return {
    supplier(next) {
      ask = next;
      for (const [n, entry] of entries) {
        if (entry.at !== 'asked') continue;
        entry.told = false;
        if (waiting.has(n)) askFor(n, entry);
      }
    },
    name(items) {
      for (const { n, url } of items) {
        const known = entries.get(n);
        // Asked for before it was named: whoever did has waited for this.
        const early = known?.at === 'asked' && !known.named ? known : undefined;
        if ((known && known.at !== 'missing' && !early) || n >= OWN_NUMBERS) continue;
        if (url !== undefined && URL.canParse(url) && /^https?:/i.test(url)) {
          void fetchAsset(n, url);
        } else if (early) {
          early.named = true;
          if (waiting.has(n)) askFor(n, early);
        } else {
          fromCustomer(n, undefined, true);
        }
      }
    },
    supply(n, body) {
      const length = body[0];
      if (length === undefined || body.length < 1 + length || body.length > LIMITS.assetBytes + 256) return false;
      const entry = entries.get(n);
      if (entry?.at !== 'asked' || !entry.told) return true;
      const data = inOwnPages(body.subarray(1 + length));
      const mime = safeType(String.fromCharCode(...body.subarray(1, 1 + length)), data);
      if (mime === undefined) {
        put(n, { at: 'missing' });
        waiting.settle(n, undefined);
        return true;
      }
      const asset: Asset = { mime, bytes: data, supplied: true };
      if (mime === 'text/css' && entry.url !== undefined) storeSheet(n, asset, entry.url);
      else store(n, asset, entry.url);
      return true;
    },
    missing(n) {
      const entry = entries.get(n);
      if (entry?.at !== 'asked') return;
      if (!entry.named) {
        // Its name may be on its way, and with it where the service fetches it: who waits goes on waiting.
        entry.told = false;
        return;
      }
      put(n, { at: 'missing' });
      waiting.settle(n, undefined);
    },
    forget() {
      for (const n of entries.keys()) drop(n);
      waiting.settleAll();
    },
    async get(n, waitMs) {
      const entry = entries.get(n);
      switch (entry?.at) {
        case 'stored':
          return entry.asset;
        case 'missing':
          return undefined;
        case 'public':
          void fetchAsset(n, entry.url);
          break;
        case undefined:
          // Forgotten here, named to a process before this one, or not named yet. A sheet names what the service numbers.
          if (n >= OWN_NUMBERS) break;
          fromCustomer(n, undefined, false);
          break;
        case 'asked':
        case 'fetching':
        case 'reading':
          break;
        default:
          entry satisfies never;
      }
      if (stopped) return undefined;
      const wanted = entries.get(n);
      if (wanted?.at === 'asked') askFor(n, wanted);
      return waiting.wait(n, waitMs);
    },
    release() {
      for (const [n, entry] of entries) if (entry.at === 'stored') letGo(n, entry);
    },
    stop() {
      stopped = true;
      ask = undefined;
      waiting.settleAll();
      for (const go of line.splice(0)) go();
      entries.clear();
    },
  };
}
