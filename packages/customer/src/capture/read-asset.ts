import { LIMITS } from '@sightline/protocol';
import { within } from '@sightline/link';
import type { Natives } from './natives.js';
import { readPainted } from './painted.js';

/** Milliseconds an address has for its answer and all of it. */
const ANSWER_MS = 20_000;

export interface AssetBytes {
  /** Without parameters, lower case; '' where nothing says it. */
  mime: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Bytes of an address only this browser can read; rejects where it cannot, or where they are more than the service takes. */
export async function readAsset(natives: Natives, address: string): Promise<AssetBytes> {
  const read = async (): Promise<AssetBytes | undefined> => {
    try {
      return await fetched(natives, address).catch(() => readPainted(address));
    } catch {
      return undefined;
    }
  };
  const asset = address.startsWith('data:') ? fromData(address) : await within(read(), ANSWER_MS, natives);
  if (!asset) throw new Error('not readable');
  if (asset.bytes.length > LIMITS.assetBytes) throw new Error('too large');
  return asset;
}

/** Fetches with the cookies of the page's own origin only; stops reading past the limit. */
async function fetched(natives: Natives, address: string): Promise<AssetBytes> {
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
function fromData(address: string): AssetBytes {
  const comma = address.indexOf(',');
  const head = address.slice(5, comma);
  const body = decodeURIComponent(address.slice(comma + 1));
  const base64 = /;\s*base64\s*$/i.test(head);
  const bytes = base64 ? Uint8Array.from(atob(body), (c) => c.charCodeAt(0)) : new TextEncoder().encode(body);
  return { mime: mimeOf(head), bytes };
}

const mimeOf = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase().slice(0, 100);
