import type { FastifyReply } from 'fastify';
import { type Static, Type } from 'typebox';

const CODES = ['invalid', 'unauthorized', 'not_found', 'conflict', 'too_large', 'rate_limited', 'unavailable'] as const;
const STATUS: Record<AdminCode, number> = {
  invalid: 400,
  unauthorized: 401,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
};

type AdminCode = (typeof CODES)[number];

export const AdminError = Type.Object({
  code: Type.Enum([...CODES]),
  message: Type.String({ description: 'For people; it may change.' }),
  field: Type.Optional(Type.String({ description: 'The field that is wrong, with dots between the names.' })),
});

/** Answers with an error of the admin API. `field`: which one is wrong. */
export function refuse(reply: FastifyReply, code: AdminCode, message: string, field?: string): FastifyReply {
  const error: Static<typeof AdminError> = { code, message, ...(field !== undefined && { field }) };
  reply.why = field === undefined ? code : `${code}: ${field}`;
  return reply.code(STATUS[code]).type('application/json; charset=utf-8').send(error);
}

export const noSuch = (reply: FastifyReply, what: string): FastifyReply => refuse(reply, 'not_found', `there is no such ${what}`);
