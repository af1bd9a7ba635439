import { lookup } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { pipeline, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Asset } from './asset.js';
import { isPublicAddress } from './public-address.js';
import { safeType } from './safe-type.js';

export interface FetchOptions {
  /** Origins whose address may be private: listed literally in `ALLOWED_SITES`, or the demo's own. */
  trusted(origin: string): boolean;
  maxBytes: number;
  /** For all hops and the body together. */
  deadlineMs: number;
  maxHops: number;
}

type Hop = { kind: 'asset'; asset: Asset; shared: boolean } | { kind: 'redirect'; to: string };

/** An asset as anyone would get it; `shared` where its headers let others have the same bytes. */
export interface PublicAsset extends Asset {
  shared: boolean;
}

/**
 * Fetches an asset without credentials. Every hop's address is resolved, checked and then connected to (no second look-up
 * in between), so neither a redirect nor a changing name leads to a private address. Throws where there is no usable answer.
 */
export async function fetchPublic(url: string, options: FetchOptions): Promise<PublicAsset> {
  const signal = AbortSignal.timeout(options.deadlineMs);
  let at = new URL(url);
  for (let hop = 0; hop <= options.maxHops; hop++) {
    const answer = await request(at, options, signal);
    if (answer.kind === 'asset') return { ...answer.asset, shared: answer.shared };
    at = new URL(answer.to, at);
  }
  throw new Error('too many redirects');
}

async function request(url: URL, options: FetchOptions, signal: AbortSignal): Promise<Hop> {
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw new Error('not a plain http address');
  const trusted = options.trusted(url.origin);
  if (!trusted && url.port !== '' && Number(url.port) < 1024) throw new Error('not a port of the web');
  const address = await resolve(url.hostname.replace(/^\[|\]$/g, ''), trusted);
  signal.throwIfAborted();

  return new Promise<Hop>((done, fail) => {
    const pinned = ((_host, settings, callback) => {
      if (settings.all) callback(null, [address]);
      else callback(null, address.address, address.family);
    }) as LookupFunction;
    const headers = {
      accept: 'image/*,font/*,text/css,audio/*,video/*,*/*;q=0.1',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Sightline',
    };
    const sent = (url.protocol === 'https:' ? https : http).get(url, { headers, lookup: pinned, signal, agent: false }, (response) => {
      const { statusCode = 0, headers: got } = response;
      if (statusCode >= 300 && statusCode < 400 && got.location) {
        response.destroy();
        done({ kind: 'redirect', to: got.location });
        return;
      }
      if (statusCode !== 200) {
        response.destroy();
        fail(new Error(`status ${statusCode}`));
        return;
      }
      collect(response, options.maxBytes).then((bytes) => {
        const mime = safeType(got['content-type'], bytes);
        if (mime === undefined) fail(new Error('type not allowed'));
        else done({ kind: 'asset', asset: { mime, bytes }, shared: !/no-store|private/i.test(got['cache-control'] ?? '') });
      }, fail);
    });
    sent.on('error', fail);
  });
}

/** One address of a host; throws where any of them is private and the origin is not trusted. */
async function resolve(host: string, trusted: boolean): Promise<{ address: string; family: number }> {
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true, verbatim: false });
  if (!trusted && !found.every(({ address }) => isPublicAddress(address))) throw new Error('not a public address');
  const [first] = found;
  if (!first) throw new Error('no address');
  return first;
}

/** The body, unpacked, in memory; a bomb ends at the bound. */
function collect(response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const unpack = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[response.headers['content-encoding'] ?? ''];
  const chunks: Buffer[] = [];
  let size = 0;
  const bounded = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.byteLength;
      if (size > maxBytes) {
        next(new Error('too large'));
        return;
      }
      chunks.push(chunk);
      next();
    },
  });
  return new Promise((done, fail) => {
    const ended = (error?: Error | null): void => (error ? fail(error) : done(Buffer.concat(chunks)));
    bounded.resume();
    if (unpack) pipeline(response, unpack(), bounded, ended);
    else pipeline(response, bounded, ended);
  });
}
