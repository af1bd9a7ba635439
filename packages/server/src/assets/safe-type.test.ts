import { expect, test } from 'vitest';
import { safeType } from './safe-type.js';

const none = new Uint8Array();

test.each([
  ['image/png', 'image/png'],
  ['image/svg+xml; charset=utf-8', 'image/svg+xml'],
  ['IMAGE/JPEG', 'image/jpeg'],
  ['font/woff2', 'font/woff2'],
  ['application/x-font-ttf', 'font/ttf'],
  ['text/css; charset=utf-8', 'text/css'],
  ['audio/mpeg', 'audio/mpeg'],
  ['video/mp4', 'video/mp4'],
  ['text/html', undefined],
  ['application/xhtml+xml', undefined],
  ['application/javascript', undefined],
  ['text/javascript', undefined],
  ['text/xml', undefined],
  ['image/foo+xml', undefined],
  ['text/plain', undefined],
  ['application/json', undefined],
  ['application/pdf', undefined],
  ['multipart/x-mixed-replace', undefined],
  ['image/png\r\nx: y', undefined],
  ['', undefined],
  [undefined, undefined],
])('M3 %s is served as %s', (given, served) => {
  expect(safeType(given, none)).toBe(served);
});

test('M3 bytes without a type are known by how they begin, and never by more', () => {
  expect(safeType('application/octet-stream', new TextEncoder().encode('wOF2....'))).toBe('font/woff2');
  expect(safeType(undefined, Uint8Array.of(0x89, 0x50, 0x4e, 0x47))).toBe('image/png');
  expect(safeType('application/octet-stream', new TextEncoder().encode('<html>'))).toBeUndefined();
});
