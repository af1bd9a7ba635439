import { expect, test } from 'vitest';
import { formatSite, isLoopbackHost, parseSite, siteAllowed } from './site.js';

const sites = (...entries: string[]) => entries.map((entry) => parseSite(entry) ?? expect.unreachable(entry));

test.each([
  ['https://a.example', true],
  ['https://a.example:8443', false],
  ['http://a.example', false],
  ['https://b.shop.example', true],
  ['https://c.b.shop.example', true],
  ['https://shop.example', false],
  ['https://evilshop.example', false],
  ['https://b.shop.example.evil.example', false],
  ['https://b.shop.example:444', false],
  ['http://b.shop.example', false],
  ['http://localhost:3000', false],
  ['null', false],
  ['', false],
  [undefined, false],
  ['https://a.example/path', false],
])('A2 from %s: %s', (origin, allowed) => {
  expect(siteAllowed(origin, sites('https://a.example', 'https://*.shop.example'), false)).toBe(allowed);
});

test('A2 http is for loopback only, even where it is listed', () => {
  expect(siteAllowed('http://intranet.example', sites('http://intranet.example'), false)).toBe(false);
  expect(siteAllowed('http://127.0.0.1:5000', sites('http://127.0.0.1:5000'), false)).toBe(true);
  expect(siteAllowed('http://127.0.0.1:5001', sites('http://127.0.0.1:5000'), false)).toBe(false);
});

test('A3 a demo takes every loopback page and no other', () => {
  for (const origin of ['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:9', 'http://shop.localhost'])
    expect(siteAllowed(origin, [], true)).toBe(true);
  for (const origin of ['https://a.example', 'http://localhost.example', 'http://127.0.0.1.example'])
    expect(siteAllowed(origin, [], true)).toBe(false);
});

test('A2 what is neither an origin nor a wildcard of a domain is no entry', () => {
  for (const entry of [
    '*',
    'a.example',
    'https://*',
    'https://*.example',
    'http://*.shop.example',
    'https://a.example/x',
    'https://u@a.example',
    'ftp://a.example',
  ])
    expect(parseSite(entry)).toBeUndefined();
  for (const entry of ['https://a.example', 'http://localhost:8080', 'https://*.shop.example'])
    expect(sites(entry).map(formatSite)).toEqual([entry]);
});

test('A3 loopback hosts', () => {
  expect(['localhost', '127.1.2.3', '[::1]', 'a.localhost'].map(isLoopbackHost)).toEqual([true, true, true, true]);
  expect(['127.0.0.1.example', 'localhost.example', '128.0.0.1', '10.0.0.1'].map(isLoopbackHost)).toEqual([false, false, false, false]);
});
