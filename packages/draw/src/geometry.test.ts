import { STROKE_TOOLS } from '@sightline/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { intersection, toFractions, toPixels } from './geometry.js';
import { strokePath } from './stroke-path.js';
import { touches } from './touches.js';

const box = { left: 10, top: 20, width: 200, height: 100 };

test('3.1 points go to fractions of a box and back, and to other boxes', () => {
  expect(toFractions(110, 45, box)).toEqual([0.5, 0.25]);
  expect(toPixels([0.5, 0.25, -1, 2], box)).toEqual([110, 45, -190, 220]);
  expect(toPixels(toFractions(110, 45, box), { left: 0, top: 0, width: 400, height: 400 })).toEqual([200, 100]);
  expect(toFractions(5, 6, { left: 0, top: 0, width: 0, height: 0 })).toEqual([0, 0]);
});

test('3.1 two boxes share an area or none', () => {
  expect(intersection(box, { left: 200, top: 0, width: 50, height: 50 })).toEqual({ left: 200, top: 20, width: 10, height: 30 });
  expect(intersection(box, { left: 210, top: 20, width: 50, height: 50 })).toBeUndefined();
});

test('3.2 a path is of plain numbers and commands, whatever the points are', () => {
  expect(strokePath('pen', [], 3)).toBe('');
  expect(strokePath('pen', [1, 2], 3)).toBe('M1 2h.01');
  expect(strokePath('pen', [0, 0, 10, 0, 10, 10], 3)).toBe('M0 0Q10 0 10 5L10 10');
  expect(strokePath('rectangle', [1, 2, 30, 40], 3)).toBe('M1 2H30V40H1Z');
  expect(strokePath('arrow', [0, 0, 100, 0], 3)).toBe('M0 0L100 0M82 9L100 0L82 -9');
  expect(strokePath('arrow', [5, 5, 5, 5], 3)).toBe('M5 5h.01');
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.constantFrom(...STROKE_TOOLS), fc.array(number, { maxLength: 40 }), (tool, points) => {
      expect(strokePath(tool, points.slice(0, points.length & ~1), 3)).toMatch(/^[MLQHVZh\d. -]*$/);
    }),
  );
});

test('3.3 an eraser takes what it crosses or touches, however fast', () => {
  const pen = { tool: 'pen' as const, points: [0, 0, 100, 0], width: 4 };
  const across = { x1: 50, y1: -500, x2: 50, y2: 500 };
  expect(touches(pen, across, 4)).toBe(true);
  expect(touches(pen, { x1: 50, y1: 5, x2: 60, y2: 5 }, 4)).toBe(true);
  expect(touches(pen, { x1: 50, y1: 9, x2: 60, y2: 9 }, 4)).toBe(false);
  expect(touches({ ...pen, points: [50, 0] }, across, 4)).toBe(true);
  expect(touches({ ...pen, points: [] }, across, 4)).toBe(false);
  const rectangle = { tool: 'rectangle' as const, points: [0, 0, 100, 100], width: 4 };
  expect(touches(rectangle, { x1: 50, y1: 50, x2: 50, y2: 50 }, 4)).toBe(false);
  expect(touches(rectangle, { x1: 98, y1: 50, x2: 98, y2: 50 }, 4)).toBe(true);
  expect(touches(rectangle, { x1: 0, y1: 97, x2: 0, y2: 97 }, 4)).toBe(true);
});
