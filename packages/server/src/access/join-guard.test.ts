import { expect, test } from 'vitest';
import { type Asker, createJoinGuard } from './join-guard.js';
import { guessBounds } from '../testing/guess-odds.js';
import { JOIN_LIMITS } from './join-limits.js';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const FREE = 10;

function guard(free: number | 'off' = FREE) {
  let now = 1_000_000;
  const limits = createJoinGuard({ free: free === 'off' ? undefined : free, now: () => now });
  let guesses = 0;
  const asker = (userId: string, more: Partial<Asker> = {}): Asker => ({
    accountId: 'a',
    role: 'agent',
    userId,
    address: `address of ${userId}`,
    pin: String(guesses),
    ...more,
  });
  const ask = async (who: Asker, found: string | undefined, earns: boolean) => {
    const answer = await limits.lookUp(
      who,
      async () => found,
      () => earns,
    );
    return answer.limited ? answer.limited.retryAfterMs : (answer.found ?? 'unknown');
  };
  return {
    limits,
    asker,
    /** A wrong PIN: `unknown`, or the time to wait. */
    async guess(userId: string, more: Partial<Asker> = {}) {
      guesses++;
      return ask(asker(userId, more), undefined, false);
    },
    find: (userId: string, more: Partial<Asker> = {}, earns = true) => ask(asker(userId, more), 'it', earns),
    pass(ms: number) {
      now += ms;
    },
  };
}

/** Answered wrong PINs of somebody who asks every half minute of so many days. */
async function answered(g: ReturnType<typeof guard>, users: string[], days: number): Promise<number[]> {
  const byDay: number[] = [];
  for (let day = 0; day < days; day++) {
    byDay.push(0);
    for (let step = 0; step < 2_880; step++) {
      for (const user of users) {
        let again = 0;
        while ((await g.guess(user)) === 'unknown' && again++ < 50) byDay[day]!++;
      }
      g.pass(30_000);
    }
  }
  return byDay;
}

test('H9 failures beyond the free ones make wait, each four times as long as the last, a right PIN too', async () => {
  const g = guard(3);
  for (let n = 0; n < 3; n++) expect(await g.guess('eve')).toBe('unknown');
  const waits = [];
  for (let n = 0; n < 4; n++) {
    const wait = await g.guess('eve');
    expect(await g.find('eve')).toBe(wait);
    waits.push(wait);
    g.pass(Number(wait));
    expect(await g.guess('eve')).toBe('unknown');
  }
  expect(waits).toEqual([1, 4, 16, 64].map((minutes) => minutes * MINUTE_MS));
});

test('H9 who has no failure is answered whatever others do, at any rate', async () => {
  const g = guard(3);
  for (let user = 0; user < 300; user++) await g.guess(`eve ${user}`, { address: 'shared', pin: 'X' });
  expect(await g.guess('eve 0', { address: 'shared' })).toBeGreaterThan(0);
  for (let n = 0; n < 30; n++) expect(await g.find('ada', { address: 'shared', pin: 'X' })).toBe('it');
  const together = await Promise.all(Array.from({ length: 60 }, () => g.find('bob', { address: 'shared', pin: 'X' })));
  expect(together.every((answer) => answer === 'it')).toBe(true);
});

test('H9 parallel guesses of one user do not pass the limit', async () => {
  const g = guard(3);
  const answers = await Promise.all(Array.from({ length: 50 }, () => g.guess('eve')));
  expect(answers.filter((answer) => answer === 'unknown')).toHaveLength(3);
});

test.each([
  ['an address', (n: number) => ({ address: 'one', pin: `p${n}` }), { address: 'one' }, JOIN_LIMITS.perAddress * FREE],
  ['a PIN', () => ({ pin: 'X' }), { pin: 'X' }, JOIN_LIMITS.perPin * FREE],
  ['an SDK key', () => ({}), {}, JOIN_LIMITS.perKey * FREE - 1],
])('H9 when %s has seen too many failures, one is free and the next wait is longer', async (_what, of, hit, most) => {
  const g = guard();
  expect(await g.guess('typo')).toBe('unknown');
  for (let n = 1; n < most; n++) await g.guess(`eve ${n}`, of(n));
  expect(await g.find('typo', hit, false)).toBe('it');
  await g.guess('eve', of(0));
  expect(await g.find('typo', hit, false)).toBe(JOIN_LIMITS.pressedFirstWaitMs);
  expect(await g.find('typo', { accountId: 'other', ...hit })).toBe('it');
  expect(await g.find('fresh', hit)).toBe('it');
});

test('H9 a right PIN after a wrong one takes it back, a few a day; one that meets nobody does not', async () => {
  const g = guard(2);
  for (let n = 0; n < JOIN_LIMITS.earnedPerDay; n++) {
    expect(await g.guess('ada')).toBe('unknown');
    expect(await g.find('ada')).toBe('it');
  }
  expect(await g.guess('ada')).toBe('unknown');
  expect(await g.find('ada')).toBe('it');
  expect(await g.guess('ada')).toBe('unknown');
  expect(await g.find('ada')).toBe(MINUTE_MS);
  const h = guard(2);
  for (let n = 0; n < 2; n++) {
    expect(await h.guess('eve')).toBe('unknown');
    if (n === 0) expect(await h.find('eve', {}, false)).toBe('it');
  }
  expect(await h.find('eve')).toBe(MINUTE_MS);
});

test('H9 one user who asks all day: the first day and every later one are bounded as the figures say', async () => {
  const [first, ...later] = await answered(guard(), ['eve'], 6);
  expect(first).toBe(guessBounds(FREE).oneUser.first);
  for (const day of later) expect(day).toBeLessThanOrEqual(guessBounds(FREE).oneUser.later);
  expect(later.reduce((sum, day) => sum + day, 0)).toBeGreaterThan(0);
});

test('H9 one user who has sessions to join, to take failures back as often as he may', async () => {
  const g = guard();
  const byDay: number[] = [];
  for (let day = 0; day < 5; day++) {
    byDay.push(0);
    for (let step = 0; step < 2_880; step++) {
      while ((await g.guess('eve')) === 'unknown') {
        byDay[day]!++;
        await g.find('eve');
      }
      await g.find('eve');
      g.pass(30_000);
    }
  }
  const [first, ...later] = byDay;
  const bounds = guessBounds(FREE).userWithSessions;
  expect(first).toBeLessThanOrEqual(bounds.first);
  expect(first).toBeGreaterThan(guessBounds(FREE).oneUser.first);
  for (const day of later) expect(day).toBeLessThanOrEqual(bounds.later);
});

test('H9 who joins real sessions is spared what others’ failures cost', async () => {
  const g = guard();
  await g.find('ada');
  for (let n = 0; n < JOIN_LIMITS.perKey * FREE; n++) await g.guess(`eve ${n}`);
  for (let n = 0; n < FREE; n++) expect(await g.guess('ada')).toBe('unknown');
  expect(await g.guess('ada')).toBe(MINUTE_MS);
});

test('H9 many users who ask all day: bounded by the key’s budget and a few each', async () => {
  const users = Array.from({ length: 60 }, (_, n) => `eve ${n}`);
  const [first, second] = await answered(guard(), users, 2);
  const bounds = guessBounds(FREE).manyUsers(users.length);
  expect(first).toBeLessThanOrEqual(bounds.first);
  expect(first).toBeGreaterThan(bounds.first / 4);
  expect(second).toBeLessThanOrEqual(bounds.later);
});

test('H9 a day later failures are forgotten one by one; off means off', async () => {
  const g = guard(2);
  for (let n = 0; n < 2; n++) await g.guess('ada');
  expect(await g.guess('ada')).toBe(MINUTE_MS);
  g.pass(DAY_MS / JOIN_LIMITS.forgottenPerDay);
  expect(await g.guess('ada')).toBe('unknown');
  const off = guard('off');
  for (let n = 0; n < 100; n++) expect(await off.guess('eve')).toBe('unknown');
});
