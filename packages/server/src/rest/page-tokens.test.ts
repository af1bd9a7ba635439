import { expect, test } from 'vitest';
import { createPageTokens } from './page-tokens.js';

const position = { time: 1_700_000_000_123, id: 'q3J0gk2hTRe0lMgbQ1s9Aw', since: 1_700_000_000_500 };
const query = ['one', 'past', 'end_time', undefined, 'x'];

function tokens(key = Buffer.alloc(32, 1)) {
  const clock = { now: 1_700_000_001_000 };
  return { clock, ...createPageTokens({ key, now: () => clock.now }) };
}

test('H27 a page token gives its position back for 15 minutes, in every process with the same key', () => {
  const { issue, read, clock } = tokens();
  const token = issue(query, position);
  expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
  expect(read(query, token)).toEqual(position);
  expect(tokens().read(query, token)).toEqual(position);
  expect(tokens(Buffer.alloc(32, 2)).read(query, token)).toBeUndefined();
  clock.now += 15 * 60_000;
  expect(read(query, token)).toEqual(position);
  clock.now += 1;
  expect(read(query, token)).toBeUndefined();
});

test('H27 it is good for no other query, and for nothing once it was changed in any character', () => {
  const { issue, read } = tokens();
  const token = issue(query, position);
  for (const other of [
    ['two', 'past', 'end_time', undefined, 'x'],
    ['one', 'live', 'end_time', undefined, 'x'],
    ['one', 'past', 'end_time', 'x', undefined],
    ['one', 'past', 'end_time', undefined],
    ['one', 'past', 'end_time', '', 'x'],
    ['one","past', 'end_time', undefined, 'x'],
  ])
    expect(read(other, token), JSON.stringify(other)).toBeUndefined();
  for (let at = 0; at < token.length; at++) {
    const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    expect(read(query, changed), changed).toBeUndefined();
  }
  for (const bad of [
    '',
    '.',
    'a.b',
    `${token}.`,
    `${token}.x`,
    token.slice(1),
    token.slice(0, -1),
    'x'.repeat(100_000),
    `.${token}`,
    '💥.💥',
  ])
    expect(read(query, bad)).toBeUndefined();
  expect(read(query, token)).toEqual(position);
});
