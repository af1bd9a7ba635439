import { CLIENT_ROWS, type ClientErrorId } from './client-rows.js';
import { EXCEPTIONS } from './row.js';
import { type ErrorDetail, errorObject, SightlineError } from './sightline-error.js';

/** Makes the error of one of a client's own rows: `makeError('1017:canceling')`. */
export function makeError(id: ClientErrorId, detail?: ErrorDetail): SightlineError {
  return new SightlineError(errorObject(id, CLIENT_ROWS[id], detail));
}

/**
 * Makes the error the service sent. Of a row the client has itself only `code`, `cause`, `retryAfterMs`, `detail` and the field's name of
 * `invalid_argument` are used; one only the service has is taken as it is, within bounds; anything else becomes `fallback`.
 */
export function errorFromWire(value: unknown, fallback: ClientErrorId): SightlineError {
  if (typeof value !== 'object' || value === null) return makeError(fallback);
  const { code, cause, retryable, action, retryAfterMs, message, detail: said } = value as Record<string, unknown>;
  const id = `${String(code)}:${String(cause)}`;
  const detail: ErrorDetail = typeof retryAfterMs === 'number' ? { retryAfterMs } : {};
  if (isText(said, 300)) detail.detail = said;
  if (Object.hasOwn(CLIENT_ROWS, id)) {
    const field = typeof message === 'string' ? /^Invalid argument: ([\w.$ -]{1,80})\.$/.exec(message)?.[1] : undefined;
    if (field !== undefined) detail.field = field;
    return makeError(id as ClientErrorId, detail);
  }
  const exception = EXCEPTIONS[code as keyof typeof EXCEPTIONS] as string | undefined;
  if (exception === undefined || !/^\w{1,40}$/.test(String(cause)) || !isText(message) || !isText(action)) return makeError(fallback);
  const row = { code: code as number, exception, message, action, retryable: retryable === true };
  return new SightlineError(errorObject(id, row, detail));
}

const isText = (text: unknown, longest = 140): text is string =>
  typeof text === 'string' && text.length <= longest && /^[^<>]+$/.test(text);
