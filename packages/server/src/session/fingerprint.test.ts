import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.js';
import { type GivenRules, rulesText } from '@sightline/protocol';

const account = { maskCssSelectors: '.iban', maskHTMLAttributes: 'data-a', keepQuery: ['page', 'lang'] };
const masks: GivenRules = {
  maskType: 'all_input',
  maskCssSelectors: '.a > b, #c:not(.d, .e), [x=y]',
  maskHTMLAttributes: 'data-private, data-kind=iban',
  unmaskCssSelectors: '.open',
  maskPatterns: ['card', String(/\d{4}/i)],
};

const textOf = (maskCssSelectors: string): string => rulesText({ maskCssSelectors });

test('E9 lists are one where CSS takes them for one, and others where it may not', () => {
  expect(textOf(' .b ,\n.a  .c, .a .c , x>y,x > y ')).toBe(textOf('.a .c,x > y,.b'));
  expect(textOf(':not( .a ,.b ) .c')).toBe(textOf(':not(.a, .b) .c'));
  expect(textOf('[data-x = y], .b')).toBe(textOf('.b,[data-x=y]'));
  const apart = [
    '',
    '.a',
    '.a .b',
    '.a.b',
    '.a,.b',
    ':is(.a,.b)',
    ':is(.a) .b',
    ':is(.a).b',
    'a:hover',
    'a :hover',
    '[x="1, 2"]',
    '[x="1,2"]',
    '\\31 a',
    '\\31  a',
  ];
  expect(new Set(apart.map(textOf)).size).toBe(apart.length);
  expect(textOf(':not(.a,.b,.c),:is(.d,.e)')).not.toBe(textOf(':not(.a,.c),:is(.d,.b,.e)'));
});

test('E9 the same rules have the same fingerprint, however they are written', () => {
  const same: GivenRules = {
    maskPatterns: [String(/\d{4}/i), 'card', 'card'],
    unmaskCssSelectors: ' .open ',
    maskHTMLAttributes: 'data-kind = iban,data-private',
    maskCssSelectors: '\n.a>b,#c:not(.d,.e) , [x = y]',
    maskType: 'all_input',
  };
  expect(fingerprint(same, { ...account, keepQuery: ['lang', 'page'] })).toBe(fingerprint(masks, account));
  expect(fingerprint({})).toBe(fingerprint({ maskType: 'custom_input', maskCssSelectors: ' ', maskPatterns: [] }));
});

test('E9 any other rule, and a rule in another place of the order, has another', () => {
  const others: [GivenRules, typeof account | undefined][] = [
    [masks, undefined],
    [{ ...masks, maskType: 'all' }, account],
    [{ ...masks, maskCssSelectors: '.a b, #c:not(.d, .e), [x=y]' }, account],
    [{ ...masks, maskCssSelectors: '.a > b, #c:not(.d, .e), [x=yy]' }, account],
    [{ ...masks, maskHTMLAttributes: 'data-private' }, account],
    [{ ...masks, unmaskCssSelectors: '' }, account],
    [{ ...masks, maskPatterns: ['card'] }, account],
    [{ ...masks, maskPatterns: ['card', String(/\d{4}/)] }, account],
    [{ ...masks, maskPatterns: ['card', String(/\d{5}/i)] }, account],
    [masks, { ...account, maskCssSelectors: '' }],
    [masks, { ...account, keepQuery: ['page'] }],
    // The same selector as the account's, as the page's, as what is opened.
    [{ maskCssSelectors: '.x' }, undefined],
    [{ unmaskCssSelectors: '.x' }, undefined],
    [{}, { ...account, maskCssSelectors: '.x' }],
  ];
  const seen = new Set([fingerprint(masks, account)]);
  for (const [rules, from] of others) seen.add(fingerprint(rules, from));
  expect(seen.size).toBe(others.length + 1);
});
