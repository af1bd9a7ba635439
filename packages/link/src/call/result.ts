import type { SightlineError } from '@sightline/protocol';

/** What inner code returns instead of throwing: a value, or the error of one row of the table. */
export type Result<T> = { ok: true; value: T } | { ok: false; error: SightlineError };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (error: SightlineError): { ok: false; error: SightlineError } => ({ ok: false, error });
