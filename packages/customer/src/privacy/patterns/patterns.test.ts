import { expect, test } from 'vitest';
import { fold } from './fold.js';
import { guardPattern } from './guarded.js';
import { createPatternSet } from './pattern-set.js';

const now = (): number => performance.now();
const set = (...patterns: Parameters<typeof createPatternSet>[0][number][]) => createPatternSet(patterns, now);

/** What must stay readable whatever named pattern is set. */
const HARMLESS = [
  'Order 123456',
  'Total 1.234,56 €',
  '$ 12,345.67',
  'from 01.02.2024 to 03.04.2024',
  '2024-01-02 – 2024-03-04',
  '2024-01-02 10:11:12',
  'page 1 2 3 4 5 6 7 8 9 10 11 12',
  '10 11 12 13 14 15 16 17 18 19 20',
  'Look at our offers for 24 months',
  'ab 10 Personen und mehr willkommen',
  'version 3.11.27',
  'EUR 612 345 678,00',
  '@everyone',
  '',
];

test.each<[Parameters<typeof createPatternSet>[0][number], string[]]>([
  [
    'card',
    [
      '4111111111111111',
      'Card 4111 1111 1111 1111 exp 12/27',
      '4111-1111-1111-1111',
      '4111\u00a01111\u00a01111\u00a01111',
      '4111\u20101111\u20101111\u20101111',
      '3782 822463 10005',
      '3056 930902 5904',
      '6304 0000 0000 0000 123',
      '4222222222222',
      '4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1',
      '4111.1111.1111.1111',
      '41111111\u00ad11111111',
      '٤١١١ ١١١١ ١١١١ ١١١١',
      '４１１１１１１１１１１１１１１１',
    ],
  ],
  [
    'iban',
    [
      'DE89370400440532013000',
      'IBAN: DE89 3704 0044 0532 0130 00.',
      'gb29 nwbk 6016 1331 9268 19',
      'NO9386011117947',
      'MT84MALT011000012345MTLCAST001S',
      'DE 89 3704 0044 0532 0130 00',
    ],
  ],
  [
    'ssn',
    ['123-45-6789', '123 45 6789', '123456789', '756.1234.5678.97', 'QQ 12 34 56 C', 'RSSMRA85T10A562S', '12 345 678 901', '12345678Z'],
  ],
  [
    'email',
    [
      'jane@example.com',
      'Write to jane.doe+x@mail.example.photography, please',
      'jürgen@bücher.example',
      'a@b',
      'jane (at) example.org',
      'JANE[at]example[dot]org',
      'jane＠example.com',
    ],
  ],
  [
    'phone',
    [
      '+49 (0)30 1234567',
      '0043 1 234 5678',
      '030/1234-5678',
      '(212) 555-1234',
      '212-555-1234',
      '06 12 34 56 78',
      '079 123 45 67',
      '612 345 678',
      '12 34 56 78',
      '98765 43210',
      '+1-212-555-0100',
    ],
  ],
])('2.15 pattern %s means what banks and people write, and leaves numbers of orders, prices, dates and pages', (name, meant) => {
  const { test: means } = set(name);
  for (const text of meant) expect(means(text), text).toBe(true);
  for (const text of HARMLESS) expect(means(text), text).toBe(false);
});

test('2.15 parts are read as one, and those that take part are told', () => {
  const { hits } = set('card', 'email');
  expect([...hits(['Card ', '4111', ' ', '1111 1111', '\n 1111', ' thanks'])]).toEqual([1, 3, 4]);
  expect([...hits(['jane', '@', 'example', '.com', ' and more'])]).toEqual([0, 1, 2, 3]);
  expect([...hits(['4111 1111', '\u200b', '1111 1111'])]).toEqual([0, 1, 2]);
});

test('2.16 a RegExp of the page keeps no state and none of its own methods, and may be sticky or global', () => {
  const given = /kunde-\d+/gy;
  given.lastIndex = 7;
  given.exec = () => null;
  const { test: means } = set({ source: given.source, flags: given.flags });
  for (let i = 0; i < 3; i++) expect(means('Herr kunde-12')).toBe(true);
  expect(means('kunde-')).toBe(false);
  expect(set({ source: 'x*', flags: '' }).test('nothing')).toBe(false);
  expect([...set({ source: '^ab$', flags: 'm' }).hits(['a', 'b', '\ncd'])]).toEqual([0, 1]);
});

test.each(['(a+)+$', '^(a|a)*$', '(a|aa)+$', '(.*a){12}$', '([a-z]+)*\\d', 'a*a*a*a*a*a*b', '(?:a?){40}a{40}', '(x+x+)+y|a+a+a+b'])(
  '2.16 a pattern that takes too long masks and never hangs: %s',
  (source) => {
    const pattern = guardPattern({ source, flags: '' }, now);
    const started = now();
    let found = 0;
    const text = `${'hello '.repeat(20)}${'a'.repeat(60)}!${'x'.repeat(40)}`;
    for (let i = 0; i < 50; i++) pattern.find(text, () => found++);
    expect(now() - started).toBeLessThan(4000);
    // Either it was fast after all, or everything it is asked about is masked.
    if (pattern.slow()) {
      found = 0;
      pattern.find('anything', () => found++);
      expect(found).toBe(1);
    }
  },
);

test('2.16 at least one of them is slow, and an honest pattern is not', () => {
  const bad = guardPattern({ source: '(a+)+$', flags: '' }, now);
  bad.find(`${'a'.repeat(60)}!`, () => undefined);
  expect(bad.slow()).toBe(true);
  const good = guardPattern({ source: String.raw`[^\s@]+@[^\s@]+\.[a-z]{2,}`, flags: 'i' }, now);
  for (let i = 0; i < 20; i++) good.find('Some words that are long enough and a jane@example.com in them. '.repeat(30), () => undefined);
  expect(good.slow()).toBe(false);
});

test('2.15 a long text is read in pieces that overlap', () => {
  for (const length of [3000, 3060, 4090, 8190, 20_000]) {
    const spans: string[] = [];
    const text = `${'x'.repeat(length)} kunde-1234 ${'y'.repeat(5000)}`;
    guardPattern({ source: String.raw`kunde-\d+`, flags: '' }, now).find(text, (start, end) => spans.push(text.slice(start, end)));
    expect(new Set(spans), String(length)).toEqual(new Set(['kunde-1234']));
  }
});

test('2.15 what is typed may become a match', () => {
  const { growing } = set('card', 'email');
  expect(growing('4111 111')).toBe(true);
  expect(growing('123456')).toBe(false);
  expect(growing('jane@')).toBe(true);
  expect(growing('hello')).toBe(false);
});

test('2.15 a text is folded as it is read', () => {
  expect(fold('４１\u200b1\u00a0 x\t\n y\u2014z ٣')).toBe('411 x y-z 3');
});
