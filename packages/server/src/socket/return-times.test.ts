import { expect, test } from 'vitest';
import { returnTimes } from './return-times.js';

test('U3 clients come back one after the other, at most 500 a second, in no order of theirs', () => {
  const times = returnTimes({ count: 1_000, withinMs: 30_000, random: Math.random });
  const sorted = [...times].sort((a, b) => a - b);
  expect([sorted[0], sorted.at(-1)]).toEqual([1_000, 2_998]);
  expect(times).not.toEqual(sorted);
  for (let at = 500; at < 1_000; at++) expect(sorted[at]! - sorted[at - 500]!).toBeGreaterThanOrEqual(1_000);
});

test('U3 however many they are, all are back before seats lapse', () => {
  const times = returnTimes({ count: 100_000, withinMs: 30_000, random: Math.random });
  expect(Math.max(...times.slice(0, 50_000), ...times.slice(50_000))).toBeLessThanOrEqual(30_000);
  expect(Math.min(...returnTimes({ count: 3, withinMs: 50, random: Math.random }))).toBe(25);
  expect(returnTimes({ count: 0, withinMs: 50, random: Math.random })).toEqual([]);
});
