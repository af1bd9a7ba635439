import type { ErrorRow } from './row.js';

/** The error as it travels: JSON of HTTP answers and of the control message `error` (spec: errors §1). */
export interface ErrorObject {
  code: number;
  errorCode: number;
  exception: string;
  name: string;
  message: string;
  errorMsg: string;
  cause: string;
  retryable: boolean;
  action: string;
  retryAfterMs?: number;
}

/** What one failure adds to its row. */
export interface ErrorDetail {
  /** Fills `{field}` of `invalid_argument`. */
  field?: string;
  /** Milliseconds, with `rate_limited` only. */
  retryAfterMs?: number;
}

/** The one error of the product: a real `Error` whose fields are all own and enumerable. */
export class SightlineError extends Error implements ErrorObject {
  declare code: number;
  declare errorCode: number;
  declare exception: string;
  declare message: string;
  declare errorMsg: string;
  declare cause: string;
  declare retryable: boolean;
  declare action: string;
  declare retryAfterMs?: number;

  constructor(fields: ErrorObject) {
    super(fields.message);
    const keys = Object.keys(fields) as (keyof ErrorObject)[];
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i] as keyof ErrorObject;
      // Without a prototype: what a page has put on `Object.prototype` is no part of a descriptor.
      const own = { __proto__: null, value: fields[key], enumerable: true, configurable: true, writable: true };
      Object.defineProperty(this, key, own);
    }
  }
}

/** The plain fields of a row's error, ready for JSON. `id` is `code:cause`. */
export function errorObject(id: string, row: Omit<ErrorRow, 'status'>, detail: ErrorDetail = {}): ErrorObject {
  const message = row.message.replace('{field}', detail.field ?? 'value');
  const fields: ErrorObject = {
    code: row.code,
    errorCode: row.code,
    exception: row.exception,
    name: row.exception,
    message,
    errorMsg: message,
    cause: id.slice(id.indexOf(':') + 1),
    retryable: row.retryable,
    action: row.action,
  };
  if (detail.retryAfterMs !== undefined) fields.retryAfterMs = detail.retryAfterMs;
  return fields;
}
