/**
 * What failed look-ups of PINs cost. `docs/security.md` computes the remaining chance of a guess from these figures, and a test
 * holds the two together. `RATE_JOIN_FAILS` is the one that is a setting.
 */
export const JOIN_LIMITS = {
  /** Milliseconds a user waits after the first failure beyond what is free; each further one takes `growth` times as long. */
  firstWaitMs: 60_000,
  growth: 4,
  /** The same while an address, a PIN or the whole SDK key has seen too many failures; one failure is free then. */
  pressedFirstWaitMs: 300_000,
  pressedFree: 1,
  longestWaitMs: 86_400_000,
  /** Failures of a user that a day forgives. */
  forgottenPerDay: 1,
  /** Failures a day that joining somebody's real session takes back. */
  earnedPerDay: 4,
  /** Days for which somebody who joined a real session is spared what others' failures cost. */
  knownDays: 1,
  /** Failures, in multiples of `RATE_JOIN_FAILS`, before an address, a PIN or a key is pressed; a day forgives as many. */
  perAddress: 5,
  perPin: 1,
  perKey: 10,
} as const;

/** How long a user with so many failures waits after the last. */
export function waitOf(failures: number, free: number, pressed: boolean): number {
  const beyond = failures - (pressed ? Math.min(free, JOIN_LIMITS.pressedFree) : free);
  if (beyond < 0) return 0;
  const first = pressed ? JOIN_LIMITS.pressedFirstWaitMs : JOIN_LIMITS.firstWaitMs;
  return Math.min(JOIN_LIMITS.longestWaitMs, first * JOIN_LIMITS.growth ** beyond);
}
