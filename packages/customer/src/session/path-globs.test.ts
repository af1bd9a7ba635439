import { expect, test } from 'vitest';
import { isGlob, matchesPath } from './path-globs.js';

test('11.1 a glob means paths by segments: * within one, ** any number of them', () => {
  for (const [glob, yes, no] of [
    ['/checkout/**', '/checkout /checkout/ /checkout/a /checkout/a/b //checkout/a', '/ /checkouts /shop/checkout /checkou'],
    ['/account/*/cards', '/account/7/cards /account/a-b/cards/', '/account/cards /account/7/8/cards /account/7/cards/9'],
    ['/**/card', '/card /a/card /a/b/card', '/a/card/b /cards'],
    ['/a/**/b/**/c', '/a/b/c /a/x/b/y/z/c /a/b/b/c', '/a/c /a/b/c/d'],
    ['/order-*', '/order- /order-77', '/order /order-7/edit'],
    ['/*x*y*', '/xy /axbyc', '/yx /x/y'],
    ['/', '/', '/a'],
    ['/**', '/ /a /a/b', ''],
    ['/kasse/übersicht', '/kasse/%C3%BCbersicht /Kasse/Übersicht', '/kasse/ubersicht'],
    ['/pay', '/pay;jsessionid=5 /PAY', '/pay.html'],
    ['/50%', '/50%', '/50'],
  ] as const) {
    for (const path of yes.split(' ')) expect(matchesPath(glob, path), `${glob} ${path}`).toBe(true);
    for (const path of no.split(' ').filter(Boolean)) expect(matchesPath(glob, path), `${glob} ${path}`).toBe(false);
  }
});

test('11.1 a glob that would never match, or that other globs read otherwise, is none', () => {
  for (const good of ['/', '/a', '/a/*', '/**', '/**/a/**', '/a*b', '/ü']) expect(isGlob(good), good).toBe(true);
  for (const bad of [
    '',
    'a',
    'a/**',
    '**',
    '*',
    ' /a',
    'https://a.example/b',
    '/a?b=1',
    '/a#b',
    '/a**',
    '/**a',
    '/a/***',
    '/[ab]',
    '/{a,b}',
    '/a\\b',
    '!/a',
    `/${'a'.repeat(1_000)}`,
  ])
    expect(isGlob(bad), bad).toBe(false);
});

test('11.1 any path is matched in time that grows with its length', () => {
  const began = performance.now();
  expect(matchesPath(`/${'*a'.repeat(200)}`, `/${'a'.repeat(100_000)}b`)).toBe(false);
  expect(matchesPath(`/${'**/a/'.repeat(100)}c`, '/a'.repeat(50_000))).toBe(false);
  expect(performance.now() - began).toBeLessThan(10_000);
});
