import type { FastifyReply } from 'fastify';

/** Everything below it answers in this shape. */
export const REST_ROOT = '/v2';
export const belowRest = (url: string): boolean => url.startsWith(`${REST_ROOT}/`);

/** Codes of the REST interface (spec: surface §11), each with its HTTP status. */
const STATUS = { 300: 400, 30101: 400, 401: 401, 404: 404, 30300: 404, 429: 429, 500: 500 } as const;

export const restMessages = {
  badParameter: (field: string, why = ''): string => `Invalid parameter: ${field}.${why && ` ${why}`}`,
  badPageToken: 'The next page token is invalid or expired.',
  unauthorized: 'Invalid access token.',
  noPath: 'There is no such path.',
  noSession: 'Session does not exist.',
  tooMany: 'Too many requests, try again later.',
  fault: 'Service error occurred.',
} as const;

export function answerRestError(reply: FastifyReply, code: keyof typeof STATUS, message: string): FastifyReply {
  return reply.code(STATUS[code]).header('cache-control', 'no-store').send({ code, message });
}

export const badParameter = (reply: FastifyReply, field: string, why?: string): FastifyReply =>
  answerRestError(reply, 300, restMessages.badParameter(field, why));
