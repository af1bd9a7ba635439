import { ASSET_SCHEME, LIMITS } from '@sightline/protocol';
import type { Natives } from './natives.js';

const DATA_LENGTH = 16 * 1024;
/** Numbers a stream may give away. */
export const STREAM_ROOM = LIMITS.assets;
const URL_LENGTH = 4096;
const BATCH_ITEMS = 500;
const BATCH_LENGTH = 32 * 1024;

export interface AssetsOptions {
  natives: Natives;
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
  /** Gives a run of numbers to another page's assets, which answers for them; undefined where there is no room. */
  lend(size: number, supply: (n: number) => void): number | undefined;
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
  const lent: { first: number; end: number; supply(n: number): void }[] = [];
  let first = -1;
  let told = new Set<number>();
  let count = 0;

  const renew = (): void => {
    if (options.first() === first) return;
    first = options.first();
    count = 0;
    told = new Set();
  };
  const take = (): number | undefined => {
    renew();
    return count < options.size ? first + count++ : undefined;
  };
  const number = (address: string): number | undefined => {
    let n = numbers.get(address);
    if (n !== undefined && told.has(n) && options.first() === first) return n;
    if (n === undefined) {
      n = take();
      if (n === undefined) return undefined;
      numbers.set(address, n);
      addresses.set(n, address);
    } else renew();
    // The service may have let go of it since: each stream announces what it names.
    told.add(n);
    fresh.push(/^https?:/i.test(address) && address.length <= URL_LENGTH ? { n, url: address } : { n });
    return n;
  };
  const announceAll = (): void => {
    while (fresh.length > 0) {
      const batch: { n: number; url?: string }[] = [];
      let length = 0;
      let taken = 0;
      while (taken < fresh.length && taken < BATCH_ITEMS && length < BATCH_LENGTH) {
        const item = fresh[taken++] as { n: number; url?: string };
        length += 24 + (item.url?.length ?? 0);
        batch.push(item);
      }
      fresh = fresh.slice(taken);
      announce(batch);
    }
  };
  return {
    number,
    name(address) {
      const scheme = /^([a-z]+):/i.exec(address)?.[1]?.toLowerCase();
      switch (scheme) {
        case 'data':
          if (!/^data:(?:image|font|application\/(?:x-)?font)/i.test(address)) return '';
          if (address.length <= DATA_LENGTH) return address;
          break;
        case 'http':
        case 'https':
        case 'blob':
          break;
        default:
          return '';
      }
      const hash = scheme === 'data' ? -1 : address.indexOf('#');
      const n = number(hash < 0 ? address : address.slice(0, hash));
      return n === undefined ? '' : ASSET_SCHEME + n + (hash < 0 ? '' : address.slice(hash));
    },
    add(mime, bytes, instead) {
      const n = take();
      if (n === undefined) return undefined;
      if (instead !== undefined) own.delete(instead);
      own.set(n, { mime, bytes });
      fresh.push({ n });
      return n;
    },
    lend(size, supply) {
      renew();
      if (count + size > options.size) return undefined;
      const from = first + count;
      count += size;
      lent.push({ first: from, end: from + size, supply });
      return from;
    },
    find: (n) => own.get(n) ?? addresses.get(n),
    flush: announceAll,
    async supply(n) {
      const other = lent.find((run) => n >= run.first && n < run.end);
      if (other !== undefined) return other.supply(n);
      const made = own.get(n);
      if (made !== undefined) return options.supply(n, made.mime, made.bytes);
      const address = addresses.get(n);
      if (address === undefined) return options.missing(n);
      try {
        const { mime, bytes } = address.startsWith('data:') ? fromData(address) : await read(natives, address);
        if (bytes.length > LIMITS.assetBytes) return options.missing(n);
        options.supply(n, mime, bytes);
      } catch {
        options.missing(n);
      }
    },
  };
}

/** Fetches with the cookies of the page's own origin only; stops reading past the limit. */
async function read(natives: Natives, address: string): Promise<{ mime: string; bytes: Uint8Array<ArrayBuffer> }> {
  const response = await natives.fetch(address, { credentials: 'same-origin', cache: 'force-cache' });
  if (!response.ok || !response.body) throw new Error('not readable');
  const reader = response.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LIMITS.assetBytes) {
      void reader.cancel();
      throw new Error('too large');
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return { mime: mimeOf(response.headers.get('content-type') ?? ''), bytes };
}

/** `data:` is decoded here: a page's policy may forbid fetching it. */
function fromData(address: string): { mime: string; bytes: Uint8Array<ArrayBuffer> } {
  const comma = address.indexOf(',');
  const head = address.slice(5, comma);
  const body = decodeURIComponent(address.slice(comma + 1));
  const base64 = /;\s*base64\s*$/i.test(head);
  const bytes = base64 ? Uint8Array.from(atob(body), (c) => c.charCodeAt(0)) : new TextEncoder().encode(body);
  return { mime: mimeOf(head), bytes };
}

const mimeOf = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase().slice(0, 100);
