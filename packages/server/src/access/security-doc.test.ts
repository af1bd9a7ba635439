import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SETTINGS } from '../settings.js';
import { firstDayGuesses, guessBounds } from '../testing/guess-odds.js';
import { JOIN_LIMITS, waitOf } from './join-limits.js';

const doc = readFileSync(new URL('../../../../docs/security.md', import.meta.url), 'utf8');
const FREE = Number(SETTINGS.RATE_JOIN_FAILS.unset);
const PINS = 10 ** 6;
const MINUTE_MS = 60_000;

/** `1.6 × 10⁻⁵` */
function chance(guesses: number): string {
  const [digits, exponent] = (guesses / PINS).toExponential().split('e-');
  return `${digits} × 10⁻${[...exponent!].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]).join('')}`;
}

const row = (attacker: string, { first, later }: { first: number; later: number }): string =>
  `| ${attacker} | ${first} | ${chance(first)} | ${later} | ${chance(later)} |`;

test('H9 the chances docs/security.md gives are those of the limits in the code', () => {
  const bounds = guessBounds(FREE);
  expect(doc).toContain(row('one user', bounds.oneUser));
  expect(doc).toContain(row('one user with sessions to join', bounds.userWithSessions));
  expect(doc).toContain(row('10 users', bounds.manyUsers(10)));
  expect(doc).toContain(row('100 users', bounds.manyUsers(100)));
  const none = bounds.manyUsers(0);
  expect(doc).toContain(`${none.first} + ${bounds.manyUsers(1).first - none.first} *n* on the first day`);
  expect(doc).toContain(`${none.later} + *n* on each later day`);
  expect(doc).toContain(`with 3, one user has ${firstDayGuesses(3, false)} guesses on the first day`);
});

test('H9 so are the limits it lists', () => {
  const limits = JOIN_LIMITS;
  expect(doc).toContain(`(\`RATE_JOIN_FAILS\`) | ${FREE} |`);
  const { growth, longestWaitMs } = limits;
  const wait = `${waitOf(FREE, FREE, false) / MINUTE_MS} min, × ${growth} each, at most ${longestWaitMs / MINUTE_MS / 60} h`;
  expect(doc).toContain(`how it grows | ${wait} |`);
  expect(doc).toContain(`that a day forgives | ${limits.forgottenPerDay} |`);
  expect(doc).toContain(`takes back, a day | ${limits.earnedPerDay} |`);
  const budgets = [limits.perAddress, limits.perPin, limits.perKey].map((times) => times * FREE).join(', ');
  expect(doc).toContain(`a day forgives as many | ${budgets} |`);
  expect(doc).toContain(`his first wait | ${limits.pressedFree}, ${limits.pressedFirstWaitMs / MINUTE_MS} min |`);
  expect(doc).toContain(`cannot be pressed | ${limits.knownDays} day |`);
  expect(doc).toContain(`(${SETTINGS.RATE_REQUESTS.unset} a minute and address)`);
});
