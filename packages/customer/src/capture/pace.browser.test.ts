import { expect, test } from 'vitest';
import type { Natives } from './natives.js';
import { createPace } from './pace.js';

test('a flush in the middle of which the machine slept for an hour is not followed by hours of rest', async () => {
  let clock = 0;
  let flushes = 0;
  const waits: number[] = [];
  const natives = {
    now: () => clock,
    setTimeout: (run: () => void, ms: number) => (waits.push(ms), window.setTimeout(run, 0)),
    clearTimeout: (timer: number) => window.clearTimeout(timer),
  } as unknown as Natives;
  const pace = createPace({
    natives,
    window,
    run() {
      clock += flushes++ === 0 ? 3_600_000 : 1;
    },
  });
  pace.soon();
  pace.soon();
  await expect.poll(() => flushes).toBe(2);
  expect(waits).toEqual([2_000]);
  // The control: after a short one it rests a little.
  clock += 1;
  pace.soon();
  await expect.poll(() => flushes).toBe(3);
  expect(waits.at(-1)).toBeLessThan(20);
  pace.stop();
});
