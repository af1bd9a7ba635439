import { expect, test } from 'vitest';
import { createNetworkShares } from './network-shares.js';
import { networksOf } from './networks.js';

test('B6 an address counts with its networks: IPv4 with its /24 and /16, IPv6 by its /64 with its /48 and /32', () => {
  expect(networksOf('192.0.2.77')).toEqual(['192.0', '192.0.2', '192.0.2.77']);
  expect(networksOf('::ffff:192.0.2.77')).toEqual(['192.0', '192.0.2', '192.0.2.77']);
  expect(networksOf('2001:db8:7:1::5')).toEqual(networksOf('2001:db8:7:1:ffff::9'));
  expect(networksOf('2001:db8:7:1::').slice(0, 2)).toEqual(networksOf('2001:db8:7:2::').slice(0, 2));
  expect(networksOf('2001:db8:7:1::')[0]).toBe(networksOf('2001:db8:8:1::')[0]);
  expect(networksOf('2001:db8:7:1::')[1]).not.toBe(networksOf('2001:db8:8:1::')[1]);
  expect(networksOf('what')).toEqual(['unknown', 'unknown', 'unknown']);
});

test('B6 of the largest network the oldest goes first, however its addresses are spread', () => {
  const shares = createNetworkShares<{ name: string }>();
  const leave: (() => void)[] = [];
  const add = (address: string, name: string) => leave.push(shares.add(address, { name }));
  add('198.51.100.1', 'honest');
  // A whole /48, one socket from each of its /64s.
  for (let n = 0; n < 50; n++) add(`2001:db8:7:${n.toString(16)}::1`, `flood ${n}`);
  for (let n = 0; n < 20; n++) add(`203.0.113.${n}`, `small ${n}`);
  expect(shares.size).toBe(71);
  expect(shares.oldestOfLargest()?.name).toBe('flood 0');
  leave[1]?.();
  leave[1]?.();
  expect(shares.size).toBe(70);
  expect(shares.oldestOfLargest()?.name).toBe('flood 1');
  for (const go of leave.slice(1, 40)) go();
  expect(shares.oldestOfLargest()?.name).toBe('small 0');
  expect(shares.of('203.0.113.5')).toBe(1);
  expect(shares.oldestOf('203.0.113.5')?.name).toBe('small 5');
  for (const go of leave) go();
  expect([shares.size, shares.of('198.51.100.1'), shares.oldestOfLargest()]).toEqual([0, 0, undefined]);
});
