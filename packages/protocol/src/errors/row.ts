/** One cause of the error contract (spec: errors §§2–5). */
export interface ErrorRow {
  readonly code: number;
  readonly exception: string;
  readonly message: string;
  readonly retryable: boolean;
  /** One sentence for the integrator, at most 140 characters. */
  readonly action: string;
}

/** Exception names by code (errors §§2–5). */
export const EXCEPTIONS = {
  1001: 'SESSION_START_FAILED',
  1002: 'SESSION_CONNECTING_IN_PROGRESS',
  1004: 'SESSION_COUNT_LIMIT',
  1006: 'SESSION_JOIN_PIN_NOT_FOUND',
  1008: 'SESSION_PIN_INVALID_FORMAT',
  1009: 'SESSION_START_PIN_REQUIRED',
  1010: 'SESSION_START_PIN_CONFLICT',
  1011: 'SESSION_JOIN_FAILED',
  1012: 'SESSION_CUSTOMER_COUNT_LIMIT',
  1013: 'SESSION_AGENT_COUNT_LIMIT',
  1015: 'SESSION_DUPLICATE_USER',
  1016: 'NETWORK_ERROR',
  1017: 'SESSION_CANCELING_IN_PROGRESS',
  2001: 'TOKEN_INVALID',
  9999: 'UNDEFINED',
} as const;

/** One row. Work at import, but none that does anything. */
export const row = (code: keyof typeof EXCEPTIONS, message: string, action: string, retryable = false): ErrorRow => ({
  code,
  exception: EXCEPTIONS[code],
  message,
  action,
  retryable,
});
