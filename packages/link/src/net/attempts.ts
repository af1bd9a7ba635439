import type { Natives } from './natives.js';

/** Attempts of a request and of the first opening of a socket (spec: errors §6). */
export const TRIES = 3;
/** Milliseconds one of them may take. With the pauses, request and opening together stay under 20 s. */
export const TRY_MS = 3_000;

/** Milliseconds before the attempt after number `attempt` of the first three. */
export const pauseAfter = (attempt: number): number => 150 * attempt;

export const pauseBetween = (attempt: number, natives: Natives): Promise<void> =>
  new Promise((resolve) => natives.setTimeout(resolve, pauseAfter(attempt)));

/** Milliseconds one attempt to come back may take. */
export const RETURN_MS = 5_000;

/**
 * Milliseconds before attempt `attempt` (from 1) to come back: nearly at once, then doubling up to 8 s, spread over half
 * its length, so that the clients of a lost node do not return together.
 */
export function returnDelay(attempt: number, random: () => number): number {
  if (attempt === 1) return random() * 250;
  const full = Math.min(8_000, 500 * 2 ** (attempt - 2));
  return full / 2 + (random() * full) / 2;
}
