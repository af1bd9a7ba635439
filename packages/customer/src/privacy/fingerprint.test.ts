import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { policyHash, policyText } from './fingerprint.js';
import type { MaskSettings } from './policy.js';

const account = { maskCssSelectors: '.iban', maskHTMLAttributes: 'data-a', keepQuery: ['page', 'lang'] };
const masks: MaskSettings = {
  maskType: 'all_input',
  maskCssSelectors: '.a > b, #c:not(.d, .e), [x=y]',
  maskHTMLAttributes: 'data-private, data-kind=iban',
  unmaskCssSelectors: '.open',
  maskPatterns: ['card', /\d{4}/i],
};

const textOf = (maskCssSelectors: string): string => policyText({ maskCssSelectors });

test('G14 lists are one where CSS takes them for one, and others where it may not', () => {
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

test('G14 the same rules have the same fingerprint, however they are written', async () => {
  const same: MaskSettings = {
    maskPatterns: [/\d{4}/i, 'card', 'card'],
    unmaskCssSelectors: ' .open ',
    maskHTMLAttributes: 'data-kind = iban,data-private',
    maskCssSelectors: '\n.a>b,#c:not(.d,.e) , [x = y]',
    maskType: 'all_input',
  };
  expect(await policyHash(same, { ...account, keepQuery: ['lang', 'page'] })).toBe(await policyHash(masks, account));
  expect(await policyHash({})).toBe(await policyHash({ maskType: 'custom_input', maskCssSelectors: ' ', maskPatterns: [] }));
});

test('G14 any other rule, and a rule in another place of the order, has another', async () => {
  const others: [MaskSettings, typeof account | undefined][] = [
    [masks, undefined],
    [{ ...masks, maskType: 'all' }, account],
    [{ ...masks, maskCssSelectors: '.a b, #c:not(.d, .e), [x=y]' }, account],
    [{ ...masks, maskCssSelectors: '.a > b, #c:not(.d, .e), [x=yy]' }, account],
    [{ ...masks, maskHTMLAttributes: 'data-private' }, account],
    [{ ...masks, unmaskCssSelectors: '' }, account],
    [{ ...masks, maskPatterns: ['card'] }, account],
    [{ ...masks, maskPatterns: ['card', /\d{4}/] }, account],
    [{ ...masks, maskPatterns: ['card', /\d{5}/i] }, account],
    [masks, { ...account, maskCssSelectors: '' }],
    [masks, { ...account, keepQuery: ['page'] }],
    // The same selector as the account's, as the page's, as what is opened.
    [{ maskCssSelectors: '.x' }, undefined],
    [{ unmaskCssSelectors: '.x' }, undefined],
    [{}, { ...account, maskCssSelectors: '.x' }],
  ];
  const seen = new Set([await policyHash(masks, account)]);
  for (const [rules, from] of others) seen.add(await policyHash(rules, from));
  expect(seen.size).toBe(others.length + 1);
});

test('G14 it is the first half of the SHA-256 of the canonical text', async () => {
  const whole = createHash('sha256').update(policyText(masks, account)).digest('hex');
  expect(await policyHash(masks, account)).toBe(whole.slice(0, 32));
});
