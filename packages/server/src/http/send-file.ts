import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerError } from './answer.js';
import type { StaticFile } from './files.js';

/** Sends a file with its ETag; a client that has it already gets 304. */
export function sendFile(request: FastifyRequest, reply: FastifyReply, file: StaticFile): FastifyReply {
  reply.header('etag', file.etag);
  if (request.headers['if-none-match'] === file.etag) return reply.code(304).send();
  return reply.type(file.type).send(file.bytes);
}

/** There is no such file: a row of the table, like every refusal. */
export const notFound = (reply: FastifyReply): FastifyReply => answerError(reply, '9999:invalid_argument', { field: 'path' }, 404);
