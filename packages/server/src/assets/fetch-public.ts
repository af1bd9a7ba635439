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
    const next = new URL(answer.to, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:') throw new Error('redirect to an unprotected address');
    at = next;
  }
  throw new Error('too many redirects');
}

async function request(url: URL, options: FetchOptions, signal: AbortSignal): Promise<Hop> {
  if (!/^https?:$/.test(url.protocol) || url.username || url.password) throw new Error('not a plain http address');
  const trusted = options.trusted(url.origin);
  if (!trusted && !isWebPort(url.port)) throw new Error('not a port of the web');
  const address = await unlessAborted(resolve(url.hostname.replace(/^\[|\]$/g, ''), trusted), signal);

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
      if (Number(got['content-length'] ?? 0) > options.maxBytes) {
        response.destroy();
        fail(new Error('too large'));
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

/** The name of a host may take the resolver longer to find than there is time; it goes on by itself and nobody listens. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const abort = (): void => fail(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Ports above 1023 that belong to other protocols a request could be read as (the Fetch standard's "bad ports"). */
const OTHER_PROTOCOLS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

const isWebPort = (port: string): boolean =>
  port === '' || port === '80' || port === '443' || (Number(port) > 1023 && !OTHER_PROTOCOLS.has(Number(port)));

const CODINGS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** The body, unpacked, in memory; a bomb ends at the bound. */
function collect(response: http.IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const coding = response.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  const unpack = CODINGS[coding];
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
    // What cannot be unpacked would be kept as something it is not; several layers are a bomb's way.
    if (!unpack && coding !== 'identity') {
      response.destroy();
      fail(new Error('unknown coding'));
      return;
    }
    const ended = (error?: Error | null): void => (error ? fail(error) : done(Buffer.concat(chunks)));
    bounded.resume();
    if (unpack) pipeline(response, unpack(), bounded, ended);
    else pipeline(response, bounded, ended);
  });
}
