import { expect, test } from 'vitest';
import { readArguments } from './arguments.js';

const callback = (): void => undefined;
const fieldOf = (args: unknown[]): string | undefined => {
  const read = readArguments(args, ['a', 'b']);
  return read.ok ? undefined : read.error.message;
};

test('L5.1 a function in first place is the callback', () => {
  expect(readArguments([callback], ['a'])).toEqual({ ok: true, value: { options: {}, callback } });
  expect(readArguments([{ a: 1 }, callback], ['a'])).toEqual({ ok: true, value: { options: { a: 1 }, callback } });
});

test('L5.1 undefined is absent', () => {
  for (const args of [[], [undefined], [undefined, undefined], [{}], [{ a: undefined }], [{ other: 1 }]])
    expect(readArguments(args, ['a'])).toEqual({ ok: true, value: { options: {}, callback: undefined } });
});

test('L5.1 what is neither is named', () => {
  expect(fieldOf(['text'])).toBe('Invalid argument: options.');
  expect(fieldOf([null])).toBe('Invalid argument: options.');
  expect(fieldOf([[]])).toBe('Invalid argument: options.');
  expect(fieldOf([{}, 'text'])).toBe('Invalid argument: callback.');
  const throwing = {
    get b() {
      throw new Error('mine');
    },
  };
  expect(fieldOf([throwing])).toBe('Invalid argument: b.');
});
