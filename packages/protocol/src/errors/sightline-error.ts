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
  /** Ours, only where the account is being developed with: what exactly was wrong. Never a token or secret. */
  detail?: string;
}

/** What one failure adds to its row. */
export interface ErrorDetail {
  /** Fills `{field}` of `invalid_argument`. */
  field?: string;
  /** Milliseconds, with `rate_limited` only. */
  retryAfterMs?: number;
  /** Says more than the row's own sentence. */
  action?: string;
  detail?: string;
}

// A page may break these later; what went wrong then must still be told.
const { keys, defineProperty } = Object;

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
  declare detail?: string;

  constructor(fields: ErrorObject) {
    super(fields.message);
    const names = keys(fields) as (keyof ErrorObject)[];
    for (let i = 0; i < names.length; i++) {
      const key = names[i] as keyof ErrorObject;
      // Without a prototype: what a page has put on `Object.prototype` is no part of a descriptor.
      const own = { __proto__: null, value: fields[key], enumerable: true, configurable: true, writable: true };
      defineProperty(this, key, own);
    }
  }
}

/** Where the cause stands in an id, behind a code of four digits. */
const CAUSE_AT = 5;

/** The plain fields of a row's error, ready for JSON. `id` is `code:cause`. */
export function errorObject(id: string, row: ErrorRow, detail: ErrorDetail = {}): ErrorObject {
  const { field = 'value' } = detail;
  // Calls nothing of the page's for a row without a field.
  const message = id === '9999:invalid_argument' ? row.message.replace('{field}', field) : row.message;
  let cause = '';
  for (let i = CAUSE_AT; i < id.length; i++) cause += id[i];
  const fields: ErrorObject = {
    code: row.code,
    errorCode: row.code,
    exception: row.exception,
    name: row.exception,
    message,
    errorMsg: message,
    cause,
    retryable: row.retryable,
    action: detail.action ?? row.action,
  };
  if (detail.retryAfterMs !== undefined) fields.retryAfterMs = detail.retryAfterMs;
  if (detail.detail !== undefined) fields.detail = detail.detail;
  return fields;
}
