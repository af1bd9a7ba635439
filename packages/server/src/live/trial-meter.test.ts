import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTrialMeter } from './trial-meter.js';

const MINUTE_MS = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function meter(minutes: number) {
  const asked: number[] = [];
  let broken = false;
  let used = 0;
  const usedUp = vi.fn();
  const fault = vi.fn();
  const made = createTrialMeter({
    async charge(upTo) {
      if (broken) throw new Error('no store');
      asked.push(upTo);
      used = Math.min(minutes, Math.max(used, upTo));
      return upTo <= minutes;
    },
    usedUp,
    now: Date.now,
    fault,
  });
  return {
    ...made,
    asked,
    usedUp,
    fault,
    used: () => used,
    fail(value: boolean) {
      broken = value;
    },
  };
}

test('Q1 each minute is charged when it begins; when none is left the session is told', async () => {
  const m = meter(3);
  m.from(Date.now());
  m.from(Date.now() + 5);
  await vi.advanceTimersByTimeAsync(MINUTE_MS - 1);
  expect(m.asked).toEqual([1]);
  await vi.advanceTimersByTimeAsync(2 * MINUTE_MS);
  expect(m.asked).toEqual([1, 2, 3]);
  expect(m.usedUp).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(m.usedUp).toHaveBeenCalledTimes(1);
  await m.end(Date.now());
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(m.asked).toEqual([1, 2, 3, 4]);
});

test('Q1 a session of a moment costs a minute; one nobody watched costs nothing', async () => {
  const m = meter(3);
  m.from(Date.now());
  await m.end(Date.now());
  expect(m.used()).toBe(1);
  const unwatched = meter(3);
  await unwatched.end(Date.now());
  expect(unwatched.used()).toBe(0);
});

test('Q2 taken up after a pause of the service, the minutes since are charged at once', async () => {
  const m = meter(100);
  m.from(Date.now() - 7.5 * MINUTE_MS);
  await vi.advanceTimersByTimeAsync(0);
  expect(m.asked).toEqual([8]);
  m.stop();
  await vi.advanceTimersByTimeAsync(10 * MINUTE_MS);
  expect(m.asked).toEqual([8]);
});

test('Q3 a store that fails cuts nobody off; the charge is made up for, at the end too', async () => {
  const m = meter(100);
  m.fail(true);
  m.from(Date.now());
  await vi.advanceTimersByTimeAsync(MINUTE_MS * 2);
  expect(m.usedUp).not.toHaveBeenCalled();
  expect(m.fault).toHaveBeenCalled();
  m.fail(false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(m.used()).toBeGreaterThan(0);
  m.fail(true);
  await vi.advanceTimersByTimeAsync(MINUTE_MS * 2);
  const ended = m.end(Date.now());
  await vi.advanceTimersByTimeAsync(5_000);
  m.fail(false);
  await vi.advanceTimersByTimeAsync(5_000);
  await ended;
  expect(m.used()).toBeGreaterThanOrEqual(4);
});
