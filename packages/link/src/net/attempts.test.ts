import { expect, test } from 'vitest';
import { pauseAfter, returnDelay, TRIES, TRY_MS } from './attempts.js';

test('L3.7 pauses grow and are spread over half their length', () => {
  const least = Array.from({ length: 8 }, (_, i) => returnDelay(i + 1, () => 0));
  const most = Array.from({ length: 8 }, (_, i) => returnDelay(i + 1, () => 0.999));
  expect(least).toEqual([0, 250, 500, 1000, 2000, 4000, 4000, 4000]);
  for (let i = 1; i < 8; i++) expect(most[i]).toBeGreaterThan((least[i] ?? 0) * 1.9);
  expect(Math.max(...most)).toBeLessThanOrEqual(8_000);
});

test('L1.1 a request and an opening together settle within 20 s', () => {
  let ms = 0;
  for (let attempt = 1; attempt <= TRIES; attempt++) ms += TRY_MS + (attempt < TRIES ? pauseAfter(attempt) : 0);
  expect(2 * ms).toBeLessThan(20_000);
});
