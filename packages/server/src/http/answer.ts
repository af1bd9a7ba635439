import { type ErrorDetail, type ErrorId, errorOf, STATUSES } from '@sightline/protocol';
import type { FastifyReply } from 'fastify';

declare module 'fastify' {
  interface FastifyReply {
    /** The row of the table this answer refuses with, for log and metrics. */
    refusal: ErrorId | undefined;
    /** What exactly was wrong, for the log. */
    why: string | undefined;
  }
}

/** Answers with a row of the error table: its status (unless `status` fits better), its object as JSON. */
export function answerError(reply: FastifyReply, error: ErrorId, detail: ErrorDetail = {}, status: number = STATUSES[error]): FastifyReply {
  reply.refusal = error;
  if (detail.retryAfterMs !== undefined) reply.header('retry-after', Math.ceil(detail.retryAfterMs / 1000));
  return reply.code(status).header('cache-control', 'no-store').type('application/json; charset=utf-8').send(errorOf(error, detail));
}
