import http from 'node:http';
import https from 'node:https';
import { pipeline, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isWebPort, pinnedTo, resolveHost, unlessAborted } from '../net/pinned-address.js';
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

type Hop = { kind: 'asset'; asset: Asset; shared: boolean; open: boolean } | { kind: 'redirect'; to: string };

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
    // One that is somewhere else than it says is followed by nobody's browser.
    if (answer.kind === 'asset') return { ...answer.asset, shared: answer.shared, ...(answer.open && hop === 0 && { open: url }) };
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
  const address = await unlessAborted(resolveHost(url.hostname, trusted ? () => true : isPublicAddress), signal);

  return new Promise<Hop>((done, fail) => {
    const headers = {
      accept: 'image/*,font/*,text/css,audio/*,video/*,*/*;q=0.1',
      'accept-encoding': 'gzip, deflate, br',
      'user-agent': 'Sightline',
    };
    const sent = (url.protocol === 'https:' ? https : http).get(
      url,
      { headers, lookup: pinnedTo(address), signal, agent: false },
      (response) => {
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
          else {
            const shared = !/no-store|private/i.test(got['cache-control'] ?? '');
            done({ kind: 'asset', asset: { mime, bytes }, shared, open: shared && mime.startsWith('image/') && isOpen(got) });
          }
        }, fail);
      },
    );
    sent.on('error', fail);
  });
}

const CODINGS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Whether a server gives pages of every origin the same, and asks nobody who they are. */
const isOpen = (got: http.IncomingHttpHeaders): boolean =>
  got['access-control-allow-origin'] === '*' && got['set-cookie'] === undefined && !/cookie|\*/i.test(got.vary ?? '');

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
