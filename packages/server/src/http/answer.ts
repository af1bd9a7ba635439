import { type ErrorDetail, type ErrorId, ERROR_TABLE, errorObject } from '@sightline/protocol';
import type { FastifyReply } from 'fastify';

/** Answers with a row of the error table: its status, its object as JSON. */
export function answerError(reply: FastifyReply, error: ErrorId, detail: ErrorDetail = {}): FastifyReply {
  if (detail.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(detail.retryAfterMs / 1000));
  return reply
    .code(ERROR_TABLE[error].status)
    .header('cache-control', 'no-store')
    .send(errorObject(error, ERROR_TABLE[error], detail));
}
