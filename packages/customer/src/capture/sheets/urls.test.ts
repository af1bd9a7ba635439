import { expect, test } from 'vitest';
import { rewriteUrls } from './urls.js';

const named = (css: string): string => rewriteUrls(css, (address) => new URL(address, 'https://a.example/css/').pathname);

test.each([
  ['a{b:url(x)}', 'a{b:url("/css/x")}'],
  ['a{b:url( "x" )}', 'a{b:url("/css/x")}'],
  ['a{b:u\\72l(x)}', 'a{b:url("/css/x")}'],
  ['a{b:url(x', 'a{b:url("/css/x")'],
  // What is no address is none, up to where it closes; what follows is read.
  ['a{b:url(x y);c:url(z)}', 'a{b:url("");c:url("/css/z")}'],
  ['a{b:url("x" y);c:url(z)}', 'a{b:url("");c:url("/css/z")}'],
  ['a{b:url("x', 'a{b:url("")'],
  [
    'a{b:image-set("x" 1x, url(y) 2x, "z" type("image/png"))}',
    'a{b:image-set(url("/css/x") 1x, url("/css/y") 2x, url("/css/z") type("image/png"))}',
  ],
  ['a{b:image-set("x" 1x', 'a{b:image-set(url("/css/x") 1x'],
  ['@namespace url(http://n/);a{b:url(x)}', '@namespace url(http://n/);a{b:url("/css/x")}'],
  ['@import url(x) layer(a);@import "y";a{b:url(x)}', 'a{b:url("/css/x")}'],
  ['a{b:"url(x)"}/* url(x) */', 'a{b:"url(x)"}/**/'],
])('1.10 %s', (css, expected) => expect(named(css)).toBe(expected));
