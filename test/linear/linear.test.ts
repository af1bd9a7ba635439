import { BAD_SHAPES, type Growth, measureGrowth } from '@sightline/testing';
import { expect, test } from 'vitest';
import { TEXTS } from './texts.js';

/** Those whose time does not grow with the length alone. */
function tooLong(run: (text: string) => unknown, shapes = BAD_SHAPES): Record<string, Growth> {
  const found: Record<string, Growth> = {};
  for (const shape of shapes) {
    const growth = measureGrowth(shape, run);
    if (!growth.linear) found[shape.name] = growth;
  }
  return found;
}

test('W1 the control: a search that begins again at every place is found', () => {
  const blanks = BAD_SHAPES.filter(({ name }) => name === '…" "…' || name === '…"/* "…');
  expect(blanks).toHaveLength(2);
  expect(Object.keys(tooLong((text) => /\s+x/.test(text), blanks))).toEqual(['…" "…']);
  expect(Object.keys(tooLong((text) => /\/\*[^]*?\*\//.test(text), blanks))).toEqual(['…"/* "…']);
});

test.each(Object.entries(TEXTS))('W1 %s takes time that grows with the length of a text, whatever is in it', (_name, run) => {
  expect(tooLong(run)).toEqual({});
});
