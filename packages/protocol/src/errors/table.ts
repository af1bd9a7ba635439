import { CLIENT_ROWS } from './client-rows.js';
import type { ErrorRow } from './row.js';
import { type ErrorDetail, type ErrorObject, errorObject } from './sightline-error.js';
import { SERVICE_ROWS } from './service-rows.js';

/** Every error the product can report, keyed `code:cause`. Codes not listed are never sent. */
export const ERROR_TABLE: Readonly<Record<ErrorId, ErrorRow>> = { ...CLIENT_ROWS, ...SERVICE_ROWS };

/** A row's key: its code and cause. */
export type ErrorId = keyof typeof CLIENT_ROWS | keyof typeof SERVICE_ROWS;

/** The error of any row as it travels. For the service: a client has its own rows only (`makeError`). */
export const errorOf = (id: ErrorId, detail?: ErrorDetail): ErrorObject => errorObject(id, ERROR_TABLE[id], detail);
