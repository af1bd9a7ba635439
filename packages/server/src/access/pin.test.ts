import { expect, test } from 'vitest';
import { checkPin, drawPin } from './pin.js';

test.each([
  [undefined, '1009:pin_required'],
  [null, '1009:pin_required'],
  ['', '1009:pin_required'],
  ['12345678901', '1008:pin_too_long'],
  ['ä€ ä€ ä€ ä€ ', '1008:pin_too_long'],
  ['12 34', '1008:pin_bad_chars'],
  [' 1234', '1008:pin_bad_chars'],
  ['1234\n', '1008:pin_bad_chars'],
  ['größe', '1008:pin_bad_chars'],
  ['１２３', '1008:pin_bad_chars'],
])('A4 the PIN %j is refused with %s', (text, error) => {
  expect(checkPin(text)).toEqual({ ok: false, error });
});

test('A4 letters are upper-cased, ten characters are enough', () => {
  expect(checkPin('abcDEF1234')).toEqual({ ok: true, pin: 'ABCDEF1234' });
});

test('A5 service PINs are six digits, leading zeros kept', () => {
  const drawn = Array.from({ length: 2_000 }, drawPin);
  for (const pin of drawn) expect(pin).toMatch(/^\d{6}$/);
  expect(new Set(drawn).size).toBeGreaterThan(1_950);
  expect(drawn.some((pin) => pin.startsWith('0'))).toBe(true);
});
