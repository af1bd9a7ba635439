import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editText, followText, moveCaret, placeCaret, type TextState } from './text-edit.js';

/** `|` is the caret, `[` and `]` a selection, the moving end where the caret is. */
const read = (marked: string): TextState => {
  const at = marked.indexOf('|');
  if (at >= 0) return { text: marked.replace('|', ''), start: at, end: at, backward: false };
  const start = marked.indexOf('[');
  return { text: marked.replace(/[[\]]/g, ''), start, end: marked.indexOf(']') - 1, backward: false };
};
const write = (state: TextState | undefined): string => {
  if (!state) return '?';
  const { text, start, end } = state;
  const middle = start === end ? '|' : `[${text.slice(start, end)}]`;
  return text.slice(0, start) + middle + text.slice(end);
};

test('A6 the caret goes by characters as people see them, by words and lines', () => {
  const moved = (marked: string, step: Parameters<typeof moveCaret>[1], extend = false): string =>
    write(moveCaret(read(marked), step, extend));
  expect(moved('a👩‍👩‍👧|b', 'left')).toBe('a|👩‍👩‍👧b');
  expect(moved('a|👩‍👩‍👧b', 'right')).toBe('a👩‍👩‍👧|b');
  expect(moved('one two|', 'wordLeft')).toBe('one |two');
  expect(moved('|one, two', 'wordRight')).toBe('one|, two');
  expect(moved('ab\ncd|e\nf', 'lineStart')).toBe('ab\n|cde\nf');
  expect(moved('ab\nc|de\nf', 'lineEnd')).toBe('ab\ncde|\nf');
  expect(moved('ab[cd]e', 'left')).toBe('ab|cde');
  expect(moved('ab[cd]e', 'right')).toBe('abcd|e');
  expect(moved('ab|cde', 'right', true)).toBe('ab[c]de');
  expect(moved('|', 'left')).toBe('|');
  expect(write(placeCaret(placeCaret(read('ab|cd'), 0, true), 4, true))).toBe('ab[cd]');
});

test('A6 what an edit will make of a text, as far as it can be foretold', () => {
  const edited = (marked: string, type: string, data = ''): string => write(editText(read(marked), type, data));
  expect(edited('a[bc]d', 'insertText', 'x')).toBe('ax|d');
  expect(edited('a[bc]d', 'deleteContentBackward')).toBe('a|d');
  expect(edited('é́|x', 'deleteContentBackward')).toBe('|x');
  expect(edited('a|👍🏽b', 'deleteContentForward')).toBe('a|b');
  expect(edited('one two|', 'deleteWordBackward')).toBe('one |');
  expect(edited('a|b', 'insertLineBreak')).toBe('a\n|b');
  expect(edited('a|b', 'historyUndo')).toBe('?');
});

test('A6 where the page makes something else of it the caret stays before what follows it', () => {
  const followed = (marked: string, text: string): string => write(followText(read(marked), text));
  expect(followed('12|', '12/')).toBe('12/|');
  expect(followed('1|_/__', '12/__')).toBe('12|/__');
  expect(followed('a|b', '')).toBe('|');
  expect(followed('ab|', 'ab')).toBe('ab|');
});

test('A6 whatever is done the selection stays inside the text', () => {
  const steps = ['left', 'right', 'wordLeft', 'wordRight', 'lineStart', 'lineEnd', 'start', 'end'] as const;
  const edits = ['insertText', 'deleteContentBackward', 'deleteContentForward', 'deleteWordForward', 'insertParagraph', 'historyRedo'];
  const one = fc.oneof(
    fc.tuple(fc.constantFrom(...steps), fc.boolean()).map(
      ([step, extend]) =>
        (s: TextState) =>
          moveCaret(s, step, extend),
    ),
    fc.tuple(fc.constantFrom(...edits), fc.string({ unit: 'grapheme', maxLength: 5 })).map(
      ([type, data]) =>
        (s: TextState) =>
          editText(s, type, data) ?? s,
    ),
    fc.string({ unit: 'binary', maxLength: 12 }).map((text) => (s: TextState) => followText(s, text)),
  );
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), (all) => {
      let state: TextState = { text: 'Grüße 👍🏽\nab', start: 3, end: 5, backward: true };
      for (const next of all) {
        state = next(state);
        expect(state.start).toBeGreaterThanOrEqual(0);
        expect(state.start).toBeLessThanOrEqual(state.end);
        expect(state.end).toBeLessThanOrEqual(state.text.length);
      }
    }),
  );
});
