import { ASSET_SCHEME, LIMITS } from '@sightline/protocol';
import type { LoadPart } from '../parts/parts.js';
import type { Natives } from './natives.js';

const DATA_LENGTH = 16 * 1024;
/** What can be an asset. */
const NAMED = /^(?:https?:|blob:|data:(?:image|font|application\/(?:x-)?font))/i;
/** Numbers a stream may give away. */
export const STREAM_ROOM = LIMITS.assets;

export interface AssetsOptions {
  natives: Natives;
  loadPart: LoadPart;
  /**
   * The first number of those that are free for the stream now open: an asset's number begins with the stream of its first use,
   * so pages never collide.
   */
  first(): number;
  /** How many there are. */
  size: number;
  announce(items: { n: number; url?: string }[]): void;
  supply(n: number, mime: string, bytes: Uint8Array<ArrayBuffer>): void;
  missing(n: number): void;
}

/** Names addresses as numbered assets; the service fetches them, or asks this page for the bytes (design decision 4b). */
export interface Assets {
  /**
   * What stands for an absolute address in an attribute or `url()`: `sightline-asset:n`, fragment kept; a short `data:` image
   * or font itself; '' for what no asset can be.
   */
  name(address: string): string;
  /** The number of an address. */
  number(address: string): number | undefined;
  /** Gives bytes of this page's own making a number, for the service to ask for; `instead` is a number they take the place of. */
  add(mime: string, bytes: Uint8Array<ArrayBuffer>, instead: number | undefined): number | undefined;
  /** The first of so many numbers that are free now; undefined where there is no room. */
  take(size: number): number | undefined;
  /** Runs of numbers that another page's assets answer for. */
  readonly lent: { first: number; end: number; supply(n: number): void }[];
  /** The address of asset `n`, or its bytes where this page made them. */
  find(n: number): string | { mime: string; bytes: Uint8Array<ArrayBuffer> } | undefined;
  /** Announces what was named since the last time. */
  flush(): void;
  /** Sends the bytes of asset `n`, or that they cannot be had. */
  supply(n: number): Promise<void>;
}

export function createAssets(options: AssetsOptions): Assets {
  const { natives, announce } = options;
  const numbers = new Map<string, number>();
  const addresses = new Map<number, string>();
  let fresh: { n: number; url?: string }[] = [];

  const own = new Map<number, { mime: string; bytes: Uint8Array<ArrayBuffer> }>();
  const lent: Assets['lent'] = [];
  let first = -1;
  let told = new Set<number>();
  let count = 0;

  const renew = (): void => {
    if (options.first() === first) return;
    first = options.first();
    count = 0;
    told = new Set();
    own.clear();
  };
  const take = (size: number): number | undefined => {
    renew();
    const from = first + count;
    if (count + size > options.size) return undefined;
    count += size;
    return from;
  };
  const number = (address: string): number | undefined => {
    renew();
    let n = numbers.get(address);
    if (n !== undefined && told.has(n)) return n;
    if (n === undefined) {
      n = take(1);
      if (n === undefined) return undefined;
      numbers.set(address, n);
      addresses.set(n, address);
    }
    // The service may have let go of it since: each stream announces what it names.
    told.add(n);
    fresh.push(/^https?:/i.test(address) ? { n, url: address } : { n });
    return n;
  };
  return {
    number,
    name(address) {
      if (!NAMED.test(address)) return '';
      const data = /^d/i.test(address);
      if (data && address.length <= DATA_LENGTH) return address;
      const end = data ? address.length : address.search(/#|$/);
      const n = number(address.slice(0, end));
      return n === undefined ? '' : ASSET_SCHEME + n + address.slice(end);
    },
    add(mime, bytes, instead) {
      const n = take(1);
      if (n === undefined) return undefined;
      if (instead !== undefined) own.delete(instead);
      own.set(n, { mime, bytes });
      fresh.push({ n });
      return n;
    },
    take,
    lent,
    find: (n) => own.get(n) ?? addresses.get(n),
    flush() {
      if (fresh.length === 0) return;
      announce(fresh);
      fresh = [];
    },
    async supply(n) {
      const other = lent.find((run) => n >= run.first && n < run.end);
      if (other !== undefined) return other.supply(n);
      renew();
      const made = own.get(n);
      if (made !== undefined) return options.supply(n, made.mime, made.bytes);
      const address = addresses.get(n);
      // What an older stream named may be private by now.
      if (address === undefined || !told.has(n)) return options.missing(n);
      try {
        const { readAsset } = await options.loadPart('supply');
        const { mime, bytes } = await readAsset(natives, address);
        renew();
        if (told.has(n)) return options.supply(n, mime, bytes);
      } catch {
        // Told below.
      }
      options.missing(n);
    },
  };
}
