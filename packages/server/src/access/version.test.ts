import { expect, test } from 'vitest';
import { sdkSupported } from './version.js';

test.each([
  ['3.11.0', undefined, true],
  ['2.0.0', undefined, true],
  ['3.11.x', undefined, true],
  ['3.x', undefined, true],
  ['1.9.0', undefined, false],
  ['4.0.0', undefined, false],
  ['latest', undefined, false],
  ['', undefined, false],
  [undefined, undefined, false],
  ['3.10.9', '3.11.0', false],
  ['3.11.0', '3.11.0', true],
  ['3.11.x', '3.11.4', true],
  ['2.99.0', '3.0.0', false],
  ['3.2.0', '3.11', false],
])('A1 version %s with least %s: %s', (version, least, served) => {
  expect(sdkSupported(version, least)).toBe(served);
});
