import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from './answer.js';
import { chooseEncoding } from './encodings.js';
import type { StaticFile } from './files.js';

/** Sends a file as small as the client takes it, with the ETag of these very bytes; a client that has them already gets 304. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: StaticFile): FastifyReply {
  const { encoded } = file;
  if (encoded.size > 0) reply.header('vary', 'Accept-Encoding');
  const encoding = chooseEncoding(request.headers['accept-encoding'], [...encoded.keys()]);
  const etag = encoding === undefined ? file.etag : file.etag.replace(/"$/, `-${encoding}"`);
  reply.header('etag', etag);
  if (hasIt(request.headers['if-none-match'], etag)) return reply.code(304).send();
  if (encoding !== undefined) reply.header('content-encoding', encoding);
  return reply.type(file.type).send((encoding && encoded.get(encoding)) ?? file.bytes);
}

/** `If-None-Match`, a list; a proxy that changed the encoding may have made a tag weak. */
const hasIt = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((entry) => ['*', etag].includes(entry.trim().replace(/^W\//, '')));

/** There is no such file: a row of the table, like every refusal. */
export const notFound = (reply: FastifyReply): FastifyReply => answerError(reply, '9999:invalid_argument', { field: 'path' }, 404);
