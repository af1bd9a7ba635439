import { type ErrorDetail, errorObject, SightlineError } from './sightline-error.js';
import { ERROR_TABLE, type ErrorId } from './table.js';

/** Makes the error of one row: `makeError('1006:pin_not_found')`. */
export function makeError(id: ErrorId, detail?: ErrorDetail): SightlineError {
  return new SightlineError(errorObject(id, ERROR_TABLE[id], detail));
}

/**
 * Makes the error of one row from what the service sent. Only `code`, `cause` and `retryAfterMs` of the peer's object are
 * used (and the field name of `invalid_argument`); an unknown pair becomes `fallback`.
 */
export function errorFromWire(value: unknown, fallback: ErrorId): SightlineError {
  if (typeof value === 'object' && value !== null) {
    const { code, cause, retryAfterMs, message } = value as Record<string, unknown>;
    const id = `${String(code)}:${String(cause)}`;
    if (Object.hasOwn(ERROR_TABLE, id)) {
      const detail: ErrorDetail = {};
      if (typeof retryAfterMs === 'number') detail.retryAfterMs = retryAfterMs;
      const field = typeof message === 'string' ? /^Invalid argument: ([\w.$ -]{1,80})\.$/.exec(message)?.[1] : undefined;
      if (field !== undefined) detail.field = field;
      return makeError(id as ErrorId, detail);
    }
  }
  return makeError(fallback);
}
