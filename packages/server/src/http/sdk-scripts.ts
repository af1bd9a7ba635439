import { SDK_VERSION } from '@sightline/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Scripts } from './scripts.js';
import { notFound, sendFile } from './send-file.js';

const BASE = '/static/resource/sdk/:key';

/**
 * The script paths of surface §2. Every version is answered with the newest build: the script reads the version its page
 * asked for from its own address and sends it along, so that `start` and `join` refuse what is not supported.
 */
export function sdkScripts(app: FastifyInstance, scripts: Scripts): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('access-control-expose-headers', 'X-SDK-Version')
      .header('x-sdk-version', SDK_VERSION);
  });

  const entry = (name: 'customer' | 'agent') => async (request: FastifyRequest, reply: FastifyReply) => {
    const file = await scripts.entry(name);
    if (!file) return reply.code(404).header('cache-control', 'no-store').type('text/plain').send('The SDK is not built: npm run build');
    return sendFile(request, reply.header('cache-control', 'public, max-age=300'), file);
  };
  for (const path of ['/js', '/js/:version']) app.get(`${BASE}${path}`, entry('customer'));
  for (const path of ['/agent/js', '/agent/js/:version']) app.get(`${BASE}${path}`, entry('agent'));

  app.get<{ Params: { file: string } }>(`${BASE}/chunk/:file`, async (request, reply) => {
    const file = await scripts.chunk(request.params.file);
    if (!file) return notFound(reply);
    // A chunk's name holds a digest of it.
    return sendFile(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), file);
  });
}
