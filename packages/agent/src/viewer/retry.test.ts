import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRetry } from './retry.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('V7 faults that go on are put right later and later, and rare ones at once again', () => {
  const asked: number[] = [];
  let changes = 0;
  const retry = createRetry({ now: () => Date.now(), ask: () => asked.push(Date.now() - start), changed: () => changes++ });
  const start = Date.now();
  for (let i = 0; i < 3; i++) retry.fault('x');
  expect(asked).toEqual([0, 0, 0]);
  expect(retry.waiting).toBe(false);
  for (const [passed, at] of [
    [1_000, 1_000],
    [2_000, 3_000],
    [4_000, 7_000],
    [8_000, 15_000],
    [16_000, 31_000],
    [30_000, 61_000],
  ] as const) {
    retry.fault('x');
    retry.fault('y');
    expect(retry.waiting).toBe(true);
    vi.advanceTimersByTime(passed - 1);
    expect(asked.at(-1)).not.toBe(at);
    vi.advanceTimersByTime(1);
    expect(asked.at(-1)).toBe(at);
  }
  expect(changes).toBe(12);
  vi.advanceTimersByTime(60_001);
  retry.fault('x');
  expect(retry.waiting).toBe(false);
  retry.stop();
});
