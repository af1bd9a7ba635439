import { expect, test } from 'vitest';
import { nearest } from './nearest.js';

const known = ['maskType', 'maskCssSelectors', 'maskHTMLAttributes', 'ui', 'host', 'theme'];

test('P4.7 a misspelt name means the nearest known one, at most two letters away', () => {
  expect(nearest('maskCssSelector', known)).toBe('maskCssSelectors');
  expect(nearest('masktype', known)).toBe('maskType');
  expect(nearest('maskCSSSelectors', known)).toBe('maskCssSelectors');
  expect(nearest('maskHtmlAttribute', known)).toBe('maskHTMLAttributes');
  expect(nearest('UI', known)).toBe('ui');
  expect(nearest('thme', known)).toBe('theme');
  expect(nearest('hots', known)).toBe('host');
  for (const other of ['id', 'x', '', 'containerId', 'mask', 'language', 'maskCssSelectorsList'])
    expect(nearest(other, known), other).toBeUndefined();
});

test('P4.7 a name of any length costs next to nothing', () => {
  const started = performance.now();
  for (let i = 0; i < 1_000; i++) expect(nearest('a'.repeat(1_000_000), known)).toBeUndefined();
  expect(performance.now() - started).toBeLessThan(1_000);
});
