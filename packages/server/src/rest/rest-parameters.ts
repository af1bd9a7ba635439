import { Type } from 'typebox';
import { RestError } from './rest-schemas.js';
import { restMessages } from './answer-rest-error.js';

/** Parameters that several calls take. */
export const paging = {
  page_size: Type.Integer({ minimum: 30, maximum: 300, default: 30, description: 'Most rows of a page.' }),
  next_page_token: Type.Optional(
    Type.String({ maxLength: 1_024, description: 'Of the page before, with the same other parameters; good for 15 minutes.' }),
  ),
};

const PIN = '^[A-Za-z0-9]{1,10}$';
export const bySession = {
  session_pin: Type.Optional(Type.String({ pattern: PIN, description: 'Only sessions with this PIN, in either case.' })),
  pin_code: Type.Optional(Type.String({ pattern: PIN, description: 'Another name of session_pin.' })),
};

/** Both names mean the same: `undefined` in `pin` where there is none. */
export function readPin(query: { session_pin?: string; pin_code?: string }): { ok: true; pin: string | undefined } | { ok: false } {
  const [pin, alias = pin] = [query.session_pin ?? query.pin_code, query.pin_code].map((one) => one?.toUpperCase());
  return pin === alias ? { ok: true, pin } : { ok: false };
}

export const sessionParams = Type.Object({ sessionId: Type.String({ description: 'The id of the session: 22 characters.' }) });
/** An id of any other form is of no session. */
export const SESSION_ID = /^[\w-]{22}$/;

const failure = (about: string, code: number, message: string) => ({ about, schema: RestError, example: { code, message } });

/** Answers that every call may give. */
export const failures = {
  400: failure('A parameter is wrong (300), or the page token (30101).', 300, restMessages.badParameter('page_size')),
  401: failure('The access token is missing, wrong or expired.', 401, restMessages.unauthorized),
  429: {
    ...failure('Too many requests of this API key, or too many wrong tokens from this address.', 429, restMessages.tooMany),
    headers: { 'Retry-After': 'Seconds to wait.' },
  },
  500: failure('The service failed; try again later.', 500, restMessages.fault),
};
export const noSession = failure('The account has no such session.', 30300, restMessages.noSession);
