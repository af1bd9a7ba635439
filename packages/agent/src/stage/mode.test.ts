import { expect, test } from 'vitest';
import { createModes, LOOK } from './mode.js';

test('D2 one mode has the input at a time, and is told where it begins and ends', () => {
  const told: string[] = [];
  const modes = createModes();
  const watch = modes.watch(({ kind }) => told.push(`is ${kind}`));
  const look = { end: () => void told.push('look ends') };
  const draw = { begin: () => void told.push('draw begins'), end: () => void told.push('draw ends') };
  modes.register('look', look);
  const drawing = modes.register('draw', draw);
  modes.set(LOOK);
  expect(told).toEqual([]);
  modes.set({ kind: 'draw', tool: 'pen' });
  expect(modes.input).toBe(draw);
  modes.set({ kind: 'draw', tool: 'arrow' });
  modes.set({ kind: 'draw', tool: 'arrow' });
  expect(told.splice(0)).toEqual(['look ends', 'draw begins', 'is draw', 'draw begins', 'is draw']);
  drawing.stop();
  expect(told.splice(0)).toEqual(['draw ends', 'is look']);
  expect(modes.input).toBe(look);
  watch.stop();
  modes.set({ kind: 'laser' });
  expect([modes.input, told]).toEqual([undefined, ['look ends']]);
});
