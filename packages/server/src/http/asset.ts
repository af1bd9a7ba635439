import { PATHS } from '@sightline/protocol';
import type { FastifyInstance } from 'fastify';
import type { SessionAssets } from '../assets/session-assets.js';
import { notFound } from './send-file.js';

/** How long a viewer's request waits for bytes that are on their way. */
const WAIT_MS = 15_000;

/** `GET {PATHS.asset}/{assetKey}/{n}`: what a mirrored page shows, as bytes that can never act (design decision 4b). */
export function assetEndpoint(app: FastifyInstance, assets: (assetKey: string) => SessionAssets | undefined): void {
  app.get<{ Params: { key: string; n: string } }>(`${PATHS.asset}/:key/:n`, async (request, reply) => {
    reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      // An SVG opened by itself may style itself, and nothing else.
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    const n = /^\d{1,10}$/.test(request.params.n) ? Number(request.params.n) : undefined;
    const asset = n === undefined ? undefined : await assets(request.params.key)?.get(n, WAIT_MS);
    if (!asset) return notFound(reply);
    // One number means one thing for the life of its session.
    return reply.header('cache-control', 'private, max-age=14400').type(asset.mime).send(asset.bytes);
  });
}
