import { expect, test } from 'vitest';
import { rewriteCss } from './rewrite.js';

const SEED = 20_260_722;
const SOUPS = 20_000;
const EVIL = '//evil.example/';

/** Pieces whose order decides what is a string, an address or a comment. */
const PIECES = [
  '"',
  "'",
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ';',
  ':',
  ',',
  '\\',
  '/*',
  '*/',
  '\n',
  '\r',
  '\f',
  ' ',
  '#',
  '@',
  '!',
  '<!--',
  '-->',
  '\0',
  'url(',
  'URL(',
  'u\\72l(',
  '\\75rl(',
  'src(',
  'image-set(',
  '-webkit-image-set(',
  'cross-fade(',
  'type(',
  'var(--x)',
  'attr(x)',
  'calc(',
  'a',
  'b{',
  'color:red;',
  'background:',
  '--x:',
  'content:',
  'background-image:',
  'color-scheme:',
  '@media ',
  '@media all{',
  '@supports (a:b){',
  '@import ',
  '@namespace ',
  '@layer l{',
  '1x',
  '\\\n',
  '\\22 ',
  '\\29',
  ':hover',
  `url(${EVIL})`,
  `url("${EVIL}")`,
  EVIL,
  `"${EVIL}"`,
  `'${EVIL}'`,
];

/** Numbers below 2^32 from a seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Values with substitutions are kept as they were written, so that a string in one can look like an address. */
const named = (name: string, value: string): string[] =>
  name.startsWith('--') || /(?:var|attr|env)\(/i.test(value) ? [] : (value.match(/url\("(?:[^"\\]|\\.)*"\)/g) ?? []);

/** Every address the browser finds in a sheet, in declarations that mean something to it. */
function addresses(text: string): string[] {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const found: string[] = [];
  const read = (rules: CSSRuleList): void => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) for (const name of rule.style) found.push(...named(name, rule.style.getPropertyValue(name)));
      if ('cssRules' in rule) read(rule.cssRules as CSSRuleList);
    }
  };
  read(sheet.cssRules);
  return found;
}

test(`C1 in ${SOUPS} sheets of pieces at random no address is hidden from the rewriting (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  let unprotected = 0;
  for (let i = 0; i < SOUPS; i++) {
    const pieces = Array.from({ length: 4 + random(24) }, () => PIECES[random(PIECES.length)] ?? '');
    // What the browser makes of it should depend on the soup, not begin in the middle of nothing.
    const text = `a{background:${pieces.join('')} ;background:url(${EVIL})}b{background:url("${EVIL}")}`;
    if (addresses(text).some((address) => address.includes(EVIL))) unprotected++;
    const left = addresses(rewriteCss(text, { assetBase: 'https://s.example/a/k', media: { hover: 'none' } }).text);
    expect(
      left.filter((address) => address.includes('evil')),
      `soup ${i}: ${JSON.stringify(text)}`,
    ).toEqual([]);
  }
  // The control: without rewriting most of them have one.
  expect(unprotected).toBeGreaterThan(SOUPS / 8);
});
