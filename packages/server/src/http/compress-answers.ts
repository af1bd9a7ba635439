import type { FastifyInstance } from 'fastify';
import { chooseEncoding, compressible, encode } from './encodings.js';

/** Compresses what is made for one request: JSON, the desk's page, metrics. Files bring their own (`send-file.ts`). */
export function compressAnswers(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const type = String(reply.getHeader('content-type') ?? '');
    if (typeof payload !== 'string' || reply.hasHeader('content-encoding') || !compressible(type, Buffer.byteLength(payload)))
      return payload;
    const varies = reply.getHeader('vary');
    reply.header('vary', varies === undefined ? 'Accept-Encoding' : `${String(varies)}, Accept-Encoding`);
    const encoding = chooseEncoding(request.headers['accept-encoding']);
    if (encoding === undefined) return payload;
    const encoded = await encode(Buffer.from(payload), encoding);
    reply.removeHeader('content-length').header('content-encoding', encoding);
    return encoded;
  });
}
