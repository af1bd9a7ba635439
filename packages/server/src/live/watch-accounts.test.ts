import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Account } from '../store/account.js';
import { watchAccounts } from './watch-accounts.js';

const EVERY_MS = 2_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Accounts by their versions, in a store that counts what it is asked. */
function bench() {
  const versions = new Map([
    ['a', 1],
    ['b', 1],
  ]);
  const asked: string[] = [];
  const faults: unknown[] = [];
  let answer: () => Promise<void> = async () => {};
  const watch = watchAccounts({
    store: {
      async accountVersions(ids) {
        asked.push(ids.join());
        await answer();
        return ids.flatMap((id) => (versions.has(id) ? [{ id, version: versions.get(id)! }] : []));
      },
      async accountById(id) {
        asked.push(`by ${id}`);
        return versions.has(id) ? ({ id, version: versions.get(id) } as Account) : undefined;
      },
    },
    everyMs: EVERY_MS,
    fault: (error) => void faults.push(error),
  });
  const heard: string[] = [];
  const follow = (name: string, accountId: string, version = 1) =>
    watch.follow({ accountId, version, changed: (account) => void heard.push(`${name} ${account?.version ?? 'gone'}`) });
  return {
    versions,
    watch,
    follow,
    faults,
    heard: () => heard.splice(0),
    asked: () => asked.splice(0),
    pass: (ms = EVERY_MS) => vi.advanceTimersByTimeAsync(ms),
    answers: (how: () => Promise<void>) => void (answer = how),
  };
}

test('I32 one question each two seconds for all accounts of live sessions, none without; a change is told once, to those of that account', async () => {
  const { versions, follow, heard, asked, pass } = bench();
  await pass(60_000);
  expect(asked()).toEqual([]);
  const first = follow('first', 'a');
  const second = follow('second', 'a');
  const third = follow('third', 'b');
  await pass();
  expect([asked(), heard()]).toEqual([['a,b'], []]);
  versions.set('a', 2);
  await pass();
  expect([asked(), heard()]).toEqual([
    ['a,b', 'by a'],
    ['first 2', 'second 2'],
  ]);
  await pass();
  expect([asked(), heard()]).toEqual([['a,b'], []]);
  second.stop();
  third.stop();
  versions.set('a', 3).set('b', 2);
  await pass();
  expect([asked(), heard()]).toEqual([['a', 'by a'], ['first 3']]);
  versions.delete('a');
  await pass();
  expect(heard()).toEqual(['first gone']);
  first.stop();
  asked();
  await pass(60_000);
  expect(asked()).toEqual([]);
});

test('I32 a session begun with an account that was read some seconds ago is told what has changed since', async () => {
  const { versions, follow, heard, pass } = bench();
  versions.set('a', 7);
  follow('late', 'a', 6);
  await pass();
  expect(heard()).toEqual(['late 7']);
});

test('I32 where the store fails what was known holds on and one fault is told; where it is slow it is not asked again meanwhile', async () => {
  const { versions, follow, heard, asked, faults, pass, answers } = bench();
  follow('first', 'a');
  versions.set('a', 2);
  answers(() => Promise.reject(new Error('away')));
  await pass(5 * EVERY_MS);
  expect([heard(), faults.length, asked().length]).toEqual([[], 1, 5]);
  let free = (): void => {};
  answers(() => new Promise((resolve) => (free = resolve)));
  await pass(5 * EVERY_MS);
  expect(asked().length).toBe(1);
  answers(async () => {});
  free();
  await pass(0);
  expect(heard()).toEqual(['first 2']);
  answers(() => Promise.reject(new Error('away again')));
  await pass(2 * EVERY_MS);
  expect(faults.length).toBe(2);
});

test('I32 many sessions of one account are told in turns, between which others are answered, all within two seconds', async () => {
  const { versions, follow, heard, pass } = bench();
  for (let n = 0; n < 10_000; n++) follow(String(n), 'a');
  versions.set('a', 2);
  await pass();
  const first = heard().length;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(500);
  await pass(2_000);
  expect(first + heard().length).toBe(10_000);
});

test('I32 stopped, nothing is asked and nobody told, whatever is under way', async () => {
  const { versions, watch, follow, heard, asked, pass, answers } = bench();
  let free = (): void => {};
  answers(() => new Promise((resolve) => (free = resolve)));
  follow('first', 'a');
  versions.set('a', 2);
  await pass();
  // The answer is on its way.
  watch.stop();
  free();
  await pass(60_000);
  expect([heard(), asked().length]).toEqual([[], 1]);
});
