import { tokenize, TokenType } from '@csstools/css-tokenizer';
import { expect, test } from 'vitest';
import { CssToken, readCssTokens } from './css-tokens.js';

const SEED = 20_261_201;
const SOUPS = 20_000;

const KINDS: Partial<Record<TokenType, number>> = {
  [TokenType.EOF]: CssToken.End,
  [TokenType.Whitespace]: CssToken.Blank,
  [TokenType.Comment]: CssToken.Comment,
  [TokenType.String]: CssToken.String,
  [TokenType.BadString]: CssToken.BadString,
  [TokenType.URL]: CssToken.Url,
  [TokenType.BadURL]: CssToken.BadUrl,
  [TokenType.Function]: CssToken.Function,
  [TokenType.Ident]: CssToken.Ident,
  [TokenType.AtKeyword]: CssToken.AtKeyword,
  [TokenType.Hash]: CssToken.Hash,
  [TokenType.Number]: CssToken.Number,
  [TokenType.Percentage]: CssToken.Number,
  [TokenType.Dimension]: CssToken.Number,
  [TokenType.CDO]: CssToken.Fence,
  [TokenType.CDC]: CssToken.Fence,
};

type Token = [kind: number, text: string];

/** The library's, by the kinds told apart here. It takes offsets of some from where the text ends: the text is what counts. */
const theirs = (text: string): Token[] => tokenize({ css: text }).map(([type, raw]) => [KINDS[type] ?? CssToken.Char, raw]);

function ours(text: string): Token[] {
  const tokens = readCssTokens(text);
  const all: Token[] = [];
  for (;;) {
    const kind = tokens.next();
    all.push([kind, text.slice(tokens.start, tokens.end)]);
    if (kind === CssToken.End) return all;
  }
}

const PIECES = (
  String.raw`" ' ( ) { } [ ] ; : , \ /* */ # @ ! < <!-- --> - -- + . .5 1 1e 1e3 e +1 -1 -.5 1% 12px -moz- -a --x a url( URL( url src( u\72l( \75rl( \75 ` +
  String.raw`\22 \29 \0 \ffffff \110000 \d800 image-set( type( é _x @media @-x #1 #-a #\61 u+1 U+26 * / | ~ > = ^ $ & ?`
).split(' ');
const BLANKS = [' ', '\n', '\r', '\r\n', '\f', '\t', '\\\n', '\\\r\n', '\v', '\u{1f600}', '\x7f'];

/** Numbers below `below` from a seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test(`P5.5 ${SOUPS} texts of pieces at random fall into the tokens of the specification (seed ${SEED})`, () => {
  const random = createRandom(SEED);
  const all = [...PIECES, ...BLANKS, ...BLANKS];
  const seen = new Set<number>();
  for (let i = 0; i < SOUPS; i++) {
    const text = Array.from({ length: 1 + random(24) }, () => all[random(all.length)] ?? '').join('');
    const found = ours(text);
    for (const [kind] of found) seen.add(kind);
    expect(found, `soup ${i}: ${JSON.stringify(text)}`).toEqual(theirs(text));
  }
  // The control: every kind of token was there.
  expect(seen.size).toBe(Object.keys(CssToken).length);
});

test.each([
  ['url(', [CssToken.Url]],
  ['url( \t', [CssToken.Url]],
  ['url("', [CssToken.Function, CssToken.String]],
  ['url(a b)c', [CssToken.BadUrl, CssToken.Ident]],
  ['\\', [CssToken.Ident]],
  ['a\\', [CssToken.Ident]],
  ['"a\\', [CssToken.String]],
  ['\0(', [CssToken.Function]],
  ['\ud800(', [CssToken.Function]],
  ['×url(a"b)', [CssToken.Function, CssToken.Ident, CssToken.String]],
])('P5.5 %j', (text, kinds) => {
  expect(ours(text).map(([kind]) => kind)).toEqual([...kinds, CssToken.End]);
});
