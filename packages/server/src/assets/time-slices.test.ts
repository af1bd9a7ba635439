import { expect, test } from 'vitest';
import { createTimeSlices } from './time-slices.js';

/** Work of `steps` steps, each of which takes a millisecond of `clock`. */
function* steps(name: string, count: number, clock: { ms: number }, log: string[]): Generator<void, string> {
  for (let i = 0; i < count; i++) {
    clock.ms++;
    log.push(name);
    yield;
  }
  return name;
}

test('M20 long work of many is done in turns, and others have theirs in between', async () => {
  const clock = { ms: 0 };
  const log: string[] = [];
  const slices = createTimeSlices({ sliceMs: 2, now: () => clock.ms });
  const between = (): void => {
    log.push('-');
    if (log.length < 20) setImmediate(between);
  };
  const first = slices.run(steps('a', 6, clock, log));
  const second = slices.run(steps('b', 2, clock, log));
  setImmediate(between);
  expect(await Promise.all([first, second])).toEqual(['a', 'b']);
  expect(log.join('')).toMatch(/^aa-bb-aa-+aa/);
});

test('M20 work that throws is its own end only', async () => {
  const clock = { ms: 0 };
  const slices = createTimeSlices({ sliceMs: 2, now: () => clock.ms });
  const broken = slices.run(
    (function* (): Generator<void, string> {
      yield;
      throw new Error('broken');
    })(),
  );
  const whole = slices.run(steps('a', 6, clock, []));
  await expect(broken).rejects.toThrow('broken');
  expect(await whole).toBe('a');
  expect(await slices.run(steps('b', 1, clock, []))).toBe('b');
});
