import { randomInt } from 'node:crypto';
import { type ErrorId, LIMITS } from '@sightline/protocol';

export type PinResult = { ok: true; pin: string } | { ok: false; error: ErrorId };

/** Rules of a PIN's form (spec: errors §4): required, length before characters, upper-cased, never trimmed. */
export function checkPin(text: string | null | undefined): PinResult {
  if (text === undefined || text === null || text === '') return { ok: false, error: '1009:pin_required' };
  if ([...text].length > LIMITS.pinLength) return { ok: false, error: '1008:pin_too_long' };
  if (!/^[A-Za-z0-9]+$/.test(text)) return { ok: false, error: '1008:pin_bad_chars' };
  return { ok: true, pin: text.toUpperCase() };
}

/** Six unpredictable digits; the caller claims them, and draws again where they are taken. */
export const drawPin = (): string => String(randomInt(1_000_000)).padStart(6, '0');
