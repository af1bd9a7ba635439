import { expect, test } from 'vitest';
import { isOriginEntry, onList } from './origins.js';

test('5.4 an entry is an origin as browsers write it, or https://*.example.com; never a star, never an address', () => {
  for (const good of [
    'https://shop.example',
    'http://localhost:8080',
    'https://shop.example:8443',
    'https://*.shop.example',
    'http://[::1]:80',
  ])
    expect(isOriginEntry(good), good).toBe(good !== 'http://[::1]:80');
  for (const bad of [
    '*',
    '',
    'null',
    'https://*',
    'https://*.com',
    'http://*.shop.example',
    'https://*.shop.example:8443',
    'https://shop.example/',
    'https://shop.example/pay',
    'https://Shop.example',
    'https://user@shop.example',
    'file:///etc',
    'shop.example',
    ['https://shop.example'],
    undefined,
  ])
    expect(isOriginEntry(bad), String(bad)).toBe(false);
});

test('5.4 an origin is on a list by itself or below a domain, and nothing that only looks like it is', () => {
  const list = ['https://pay.example', 'https://*.shop.example'];
  for (const on of ['https://pay.example', 'https://a.shop.example', 'https://a.b.shop.example']) expect(onList(list, on), on).toBe(true);
  for (const off of [
    'null',
    '',
    'http://pay.example',
    'https://pay.example.evil.test',
    'https://shop.example',
    'https://evilshop.example',
    'https://a.shop.example:8443',
    'http://a.shop.example',
    'https://evil.test/.shop.example',
    'https://evil.test#.shop.example',
  ])
    expect(onList(list, off), off).toBe(false);
  expect(onList([], 'https://pay.example')).toBe(false);
});
