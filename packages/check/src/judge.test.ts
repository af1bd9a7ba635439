import { expect, test } from 'vitest';
import type { Checked } from './check-page.js';
import type { Field } from './field.js';
import { compare, findForbidden, snapshotOf } from './judge.js';

const field = (what: string, more: Partial<Field> = {}): Field => ({ path: 'html > body', kind: 'text', what, ...more });
const checked = (fields: Field[], words = ''): Checked => ({ rules: 'aa', fields, boxes: [{ path: 'b', rule: 'r' }], words: [words] });
const forbid = (...texts: string[]) => texts.map((written) => ({ written, pattern: new RegExp(written, 'i') }));

test('K4 what is forbidden is found in every part of a field, and in words that formatting splits', () => {
  const fields = [
    field('Hello'),
    field('Muster'),
    field('x', { kind: 'attribute', name: 'data-maria' }),
    field('y', { path: 'div#maria' }),
  ];
  const found = findForbidden(checked(fields, '\nHello Maria Muster\nnext'), forbid('maria', 'a must', 'nobody'));
  expect(found.map(({ forbidden, field: { what } }) => [forbidden, what])).toEqual([
    ['maria', 'x'],
    ['maria', 'y'],
    ['a must', 'a Must'],
  ]);
});

test('K5 lists are equal whatever their order; any other field, box or rule is a difference', () => {
  const before = snapshotOf(checked([field('a'), field('b')]));
  expect(compare(before, snapshotOf(checked([field('b'), field('a')])))).toBeUndefined();
  expect(compare(before, snapshotOf(checked([field('a'), field('c')])))).toMatchObject({ more: [field('c')], less: [field('b')] });
  expect(compare(before, { ...before, boxes: [] })).toMatchObject({ boxesLess: [{ path: 'b', rule: 'r' }] });
  expect(compare(before, { ...before, rules: 'bb' })).toMatchObject({ rules: true });
});
