import { expect, test } from 'vitest';
import { chooseEncoding, compressible } from './encodings.js';

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['GZIP , Br;q=0.1', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['br; q=0.000, *;q=0', undefined],
  ['*', 'br'],
  ['br;q=0,*', 'gzip'],
  ['xbr, brx', undefined],
  [`${'a,'.repeat(8_000)}gzip`, 'gzip'],
])('G7 Accept-Encoding %s takes %s', (header, encoding) => expect(chooseEncoding(header)).toBe(encoding));

test('G7 what is compressed already, or short, stays as it is', () => {
  expect(compressible('application/json; charset=utf-8', 2_000)).toBe(true);
  expect(compressible('image/svg+xml', 2_000)).toBe(true);
  expect(compressible('image/png', 2_000)).toBe(false);
  expect(compressible('text/css', 1_024)).toBe(false);
});
