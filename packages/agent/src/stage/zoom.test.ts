import { expect, test } from 'vitest';
import { scaleOf, step } from './zoom.js';

const page = { width: 1200, height: 800 };

test('V2 fit shrinks to the room and never enlarges', () => {
  expect(scaleOf({ mode: 'fit' }, page, { width: 600, height: 800 })).toBe(0.5);
  expect(scaleOf({ mode: 'fit' }, page, { width: 1200, height: 400 })).toBe(0.5);
  expect(scaleOf({ mode: 'fit' }, page, { width: 4000, height: 4000 })).toBe(1);
  expect(scaleOf({ mode: 'fit' }, page, { width: 0, height: 0 })).toBe(1);
  expect(scaleOf({ mode: 'fixed', scale: 2 }, page, { width: 10, height: 10 })).toBe(2);
});

test('V2 steps go from where fit left the scale, and end', () => {
  expect([step(0.8123, 1), step(0.8123, -1), step(1, 1), step(1, -1), step(3, 1), step(0.25, -1)]).toEqual([0.9, 0.75, 1.1, 0.9, 3, 0.25]);
});
