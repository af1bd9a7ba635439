import { expect, test } from 'vitest';
import { asksForOwnPin } from './byop.js';
import { checkPin } from './pin.js';
import { checkOwnPin, readJoin, readStart } from './wishes.js';

const token = (claims: unknown): string =>
  `h.${btoa(JSON.stringify(claims)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}.s`;
const own = token({ enable_byop: 1, user_name: 'Zoë ÿ?>' });
const causeOf = (result: { ok: boolean; error?: { cause: string } }): string => (result.ok ? 'ok' : (result.error?.cause ?? ''));
const call = (options: Record<string, unknown>) => ({ options, callback: undefined });

test('L6.1 length before characters, empty is missing', () => {
  expect(causeOf(checkPin(''))).toBe('pin_required');
  expect(causeOf(checkPin('1234567890'))).toBe('ok');
  expect(causeOf(checkPin('aBc9'))).toBe('ok');
  expect(causeOf(checkPin('12345678901'))).toBe('pin_too_long');
  expect(causeOf(checkPin('1234 56789 ü'))).toBe('pin_too_long');
  for (const pin of ['12 34', ' 1234', 'ümlaut', '12-34', '１２', '1\n']) expect(causeOf(checkPin(pin))).toBe('pin_bad_chars');
});

test('L6.2 only a readable enable_byop of 1 asks for a PIN', () => {
  expect(asksForOwnPin(own)).toBe(true);
  for (const text of [token({ enable_byop: 0 }), token({ enable_byop: '1' }), token({}), token(null), token(1), '', 'a', 'a.b.c', 'a.%%.c'])
    expect(asksForOwnPin(text)).toBe(false);
});

test('L6.1 a PIN of one’s own is asked for only where the token does', () => {
  expect(causeOf(checkOwnPin({ sdkToken: own }))).toBe('pin_required');
  expect(causeOf(checkOwnPin({ sdkToken: own, customPinCode: 'a b' }))).toBe('pin_bad_chars');
  expect(causeOf(checkOwnPin({ sdkToken: own, customPinCode: 'ab12' }))).toBe('ok');
  expect(causeOf(checkOwnPin({ sdkToken: token({}), customPinCode: 'a b' }))).toBe('ok');
});

test('L5.1 wishes of the wrong shape are named', () => {
  expect(readStart(call({ sdkToken: 't', customPinCode: null }))).toEqual({ ok: true, value: { sdkToken: 't' } });
  expect(readStart(call({ sdkToken: 't', customPinCode: 'x' }))).toEqual({ ok: true, value: { sdkToken: 't', customPinCode: 'x' } });
  expect(readStart(call({}))).toMatchObject({ error: { message: 'Invalid argument: sdkToken.' } });
  expect(readStart(call({ sdkToken: 't', customPinCode: 7 }))).toMatchObject({ error: { message: 'Invalid argument: customPinCode.' } });
  expect(readJoin(call({ sdkToken: 't' }))).toEqual({ ok: true, value: { kind: 'resume' } });
  expect(readJoin(call({ sdkToken: 't', pinCode: null }))).toEqual({ ok: true, value: { kind: 'pin', pinCode: '', sdkToken: 't' } });
  expect(readJoin(call({ sdkToken: 't', pinCode: 123456 }))).toMatchObject({ error: { message: 'Invalid argument: pinCode.' } });
  expect(readJoin(call({ pinCode: '1' }))).toMatchObject({ error: { message: 'Invalid argument: sdkToken.' } });
});
