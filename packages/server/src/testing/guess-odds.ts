import { JOIN_LIMITS, waitOf } from '../access/join-limits.js';

const DAY_MS = 86_400_000;

/** Wrong PINs one user has answered on his first day, if he asks whenever he may and joins nobody's session. */
export function firstDayGuesses(free: number, pressed: boolean): number {
  let guesses = 0;
  for (let at = 0; at <= DAY_MS; at += waitOf(guesses, free, pressed)) guesses++;
  return guesses;
}

/** Upper bounds of wrong PINs answered, by attacker; `free` is `RATE_JOIN_FAILS`. */
export function guessBounds(free: number) {
  const { forgottenPerDay, earnedPerDay, perKey } = JOIN_LIMITS;
  return {
    oneUser: { first: firstDayGuesses(free, false), later: forgottenPerDay },
    /** What he earns on the first day: what may be earned at once, and what a day gives. */
    userWithSessions: { first: firstDayGuesses(free, false) + 2 * earnedPerDay, later: forgottenPerDay + earnedPerDay },
    manyUsers: (users: number) => ({
      first: 2 * perKey * free + users * firstDayGuesses(free, true),
      later: perKey * free + users * forgottenPerDay,
    }),
  };
}
