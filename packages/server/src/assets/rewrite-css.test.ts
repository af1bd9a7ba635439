import { expect, test } from 'vitest';
import { rewriteCss } from './rewrite-css.js';

const BASE = 'https://a.example/css/site.css';

function rewrite(text: string): { text: string; urls: string[] } {
  const urls: string[] = [];
  const work = rewriteCss(text, BASE, (url) => (urls.includes(url) ? urls.indexOf(url) : urls.push(url) - 1) + 1);
  for (;;) {
    const { done, value } = work.next();
    if (done) return { text: value, urls };
  }
}

test.each([
  ['url(i.png)', 'url("sightline-asset:1")', 'https://a.example/css/i.png'],
  ['url( "../i.png" )', 'url("sightline-asset:1")', 'https://a.example/i.png'],
  ["URL('/i.png?v=1')", 'url("sightline-asset:1")', 'https://a.example/i.png?v=1'],
  ['url(//b.example/i.png)', 'url("sightline-asset:1")', 'https://b.example/i.png'],
  ['url(s.svg#part)', 'url("sightline-asset:1#part")', 'https://a.example/css/s.svg'],
  ['URL("i.png" /**/)', 'url("sightline-asset:1")', 'https://a.example/css/i.png'],
  ['u\\72l(i.png)', 'url("sightline-asset:1")', 'https://a.example/css/i.png'],
  ['url("a\\"b\\29 .png")', 'url("sightline-asset:1")', 'https://a.example/css/a%22b).png'],
])('M1 %s', (text, rewritten, url) => {
  expect(rewrite(`a{background:${text}}`)).toEqual({ text: `a{background:${rewritten}}`, urls: [url] });
});

test.each([
  'a{background:url(data:image/png;base64,AAAA)}',
  'a{fill:url(#gradient)}',
  'a{content:"url(x.png)"}',
  '/* url(x.png) */',
  '@import url(other.css);',
  '@import "other.css";',
  'a{background:url(javascript:alert)}',
  'a{background:url()}',
  'a{background:url(i.png',
  'a{background:url(i.png x)}',
  'a{background:url("i.png" x)}',
  `a{background:url(${'x'.repeat(20_000)})}`,
])('M2 %.60s stays as it is', (text) => {
  expect(rewrite(text)).toEqual({ text, urls: [] });
});

test('M1 the same address is the same asset', () => {
  expect(rewrite('a{background:url(i.png)}b{background:url("i.png")}@font-face{src:url(f.woff2)}').urls).toHaveLength(2);
});
