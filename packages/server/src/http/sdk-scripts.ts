import { SDK_VERSION } from '@sightline/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Folder } from './files.js';
import { notFound, sendFile } from './send-file.js';

/** Names of the built scripts, as `manifest.json` beside them gives them. */
interface Manifest {
  customer: string;
  core: string;
  live: string;
  agent: string;
}

const BASE = '/static/resource/sdk/:key';

/**
 * The script paths of surface §2. Every version is answered with the newest build: the script reads the version its page
 * asked for from its own address and sends it along, so that `start` and `join` refuse what is not supported.
 */
export function sdkScripts(app: FastifyInstance, folder: Folder): void {
  app.addHook('onRequest', async (_request, reply) => {
    reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin')
      .header('access-control-expose-headers', 'X-SDK-Version')
      .header('x-sdk-version', SDK_VERSION);
  });

  const entry = (name: keyof Manifest) => async (request: FastifyRequest, reply: FastifyReply) => {
    const manifest = await folder.read('manifest.json');
    const names = manifest && (JSON.parse(manifest.bytes.toString('utf8')) as Manifest);
    const file = names && (await folder.read(names[name]));
    if (!file) return reply.code(404).header('cache-control', 'no-store').type('text/plain').send('The SDK is not built: npm run build');
    return sendFile(request, reply.header('cache-control', 'public, max-age=300'), file);
  };
  for (const path of ['/js', '/js/:version']) app.get(`${BASE}${path}`, entry('customer'));
  for (const path of ['/agent/js', '/agent/js/:version']) app.get(`${BASE}${path}`, entry('agent'));

  app.get<{ Params: { file: string } }>(`${BASE}/chunk/:file`, async (request, reply) => {
    const file = request.params.file.endsWith('.js') ? await folder.read(request.params.file) : undefined;
    if (!file) return notFound(reply);
    // A chunk's name holds a digest of it.
    return sendFile(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), file);
  });
}
