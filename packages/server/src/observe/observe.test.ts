import { expect, test } from 'vitest';
import { addressKey } from '../access/address-key.js';
import { memoryStore } from '../store/memory.js';
import { errorFields } from './error-fields.js';
import { createMetrics } from './metrics.js';
import { observeStore } from './observe-store.js';
import { shortAddress } from './short-address.js';

test.each([
  ['203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.0/24', '203.0.113.77'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48', '8193:3512:1:2'],
  ['::1', '0:0:0::/48', '0:0:0:0'],
  ['made up', 'unknown', 'unknown'],
  ['', 'unknown', 'unknown'],
])('J2 %s is logged as %s and limited as %s', (address, logged, limited) => {
  expect(shortAddress(address)).toBe(logged);
  expect(addressKey(address)).toBe(limited);
});

test('J3 an error’s fields: where it happened, and its words only where they cannot quote anyone', () => {
  const parse = (): unknown => {
    try {
      return JSON.parse('{"a": secret');
    } catch (error) {
      return errorFields(error);
    }
  };
  const quoted = parse() as ReturnType<typeof errorFields>;
  expect(quoted).toMatchObject({ name: 'SyntaxError' });
  expect(JSON.stringify(quoted)).not.toContain('secret');
  const own = errorFields(Object.assign(new Error('disk is full'), { code: 'ENOSPC' }));
  expect(own).toMatchObject({ name: 'Error', code: 'ENOSPC', message: 'disk is full' });
  expect(own.at).toMatch(/observe\.test\.ts:\d+/);
  expect(own.at).not.toContain('/');
  expect(errorFields('thrown text')).toEqual({ name: 'string' });
});

test('Y3 calls of the store are measured under their names, failures too, and answer as before', async () => {
  const metrics = createMetrics();
  const inner = await memoryStore();
  const store = observeStore({ ...inner, session: () => Promise.reject(new Error('down')) }, metrics);
  expect(await store.account('nobody')).toBeUndefined();
  await expect(store.session('x')).rejects.toThrow('down');
  const text = await metrics.text();
  expect(text).toContain('sightline_store_seconds_count{operation="account",ok="true"} 1');
  expect(text).toContain('sightline_store_seconds_count{operation="session",ok="false"} 1');
  metrics.stop();
});
