import { PATHS } from '@sightline/protocol';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Sessions } from '../live/sessions.js';
import { notFound } from './send-file.js';

/** How long a viewer's request waits for bytes that are on their way. */
const WAIT_MS = 15_000;

/** What a mirror asks for: pictures, fonts, sound and video, and by `fetch` the texts of sheets. No browser without these headers is asked. */
const SHOWN = new Set(['image', 'font', 'audio', 'video', 'style', 'track', 'empty']);

/** Whether somebody wants more of an asset than to look at it: as a document, a frame, a script, a worker. */
function wantsMore({ headers }: FastifyRequest): boolean {
  const destination = headers['sec-fetch-dest'];
  return (
    (destination !== undefined && !SHOWN.has(destination)) ||
    headers['sec-fetch-mode'] === 'navigate' ||
    headers['service-worker'] !== undefined
  );
}

/**
 * Whether a browser is sent to where a picture is: only for an `img` that says `crossorigin=anonymous`, of a viewer whose policy lets it
 * through (`direct`), and to another origin than the service's and the viewer's own, which would get its cookies.
 */
function mayGoThere({ headers, query }: FastifyRequest, address: string, own: readonly string[]): boolean {
  const asked = (query as Record<string, unknown>).direct !== undefined;
  if (!asked || headers['sec-fetch-dest'] !== 'image' || headers['sec-fetch-mode'] !== 'cors') return false;
  const { origin } = new URL(address);
  return origin !== headers.origin && !own.includes(origin);
}

/**
 * `GET {PATHS.asset}/{assetKey}/{n}`: what a mirrored page shows, as bytes that can never act (design decision 4b), to the page
 * whose path it is, while it may see them.
 */
export function assetEndpoint(app: FastifyInstance, { asset, own }: { asset: Sessions['asset']; own(): readonly string[] }): void {
  app.get<{ Params: { key: string; n: string } }>(`${PATHS.asset}/:key/:n`, async (request, reply) => {
    reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('content-disposition', 'attachment; filename="asset"')
      // An SVG opened by itself may style itself, and nothing else.
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'")
      .header('vary', 'Sec-Fetch-Dest, Sec-Fetch-Mode, Origin, Service-Worker');
    const n = /^\d{1,10}$/.test(request.params.n) ? Number(request.params.n) : undefined;
    const found = n === undefined || wantsMore(request) ? undefined : await asset(request.params.key, n, WAIT_MS);
    if (!found) return notFound(reply.header('cache-control', 'no-store'));
    if (found.open !== undefined && mayGoThere(request, found.open, own()))
      return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').redirect(found.open, 302);
    // One number means one thing for the life of its session; what only her browser has, no other is to keep.
    return reply
      .header('cache-control', found.supplied ? 'no-store' : 'private, max-age=14400')
      .type(found.mime)
      .send(found.bytes);
  });
}
