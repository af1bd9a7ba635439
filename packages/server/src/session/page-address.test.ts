import { expect, test } from 'vitest';
import { pageAddress } from './page-address.js';

test.each([
  ['https://bank.example/pay/4711?token=x#y', 'https://bank.example/pay/4711'],
  ['https://me:pw@bank.example/jane@x.example/a%40b/123456789012345678901', 'https://bank.example/:x/:x/:x'],
  ['https://bank.example/?lang=de&token=x&lang=en', 'https://bank.example/?lang=de&lang=en'],
  ['javascript:alert(1)', ''],
  ['no address', ''],
  ['', ''],
])('a page that says too much of itself is not believed: %s', (said, told) => {
  expect(pageAddress(said, ['lang'])).toBe(told);
});
