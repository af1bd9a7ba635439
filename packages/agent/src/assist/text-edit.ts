/** A text and what is selected in it, in UTF-16 units. */
export interface TextState {
  text: string;
  start: number;
  end: number;
  /** The selection was made from its end to its start. */
  backward: boolean;
}

export type CaretStep = 'left' | 'right' | 'wordLeft' | 'wordRight' | 'lineStart' | 'lineEnd' | 'start' | 'end';

const edges = (text: string, granularity: 'grapheme' | 'word'): Iterable<Intl.SegmentData> =>
  new Intl.Segmenter(undefined, { granularity }).segment(text);

/** The units that are looked at on one side of a caret: a grapheme or word longer than that is cut. */
const NEAR = 2_000;

/** Where the caret comes to from `at`. */
function stepFrom(text: string, at: number, step: CaretStep): number {
  switch (step) {
    case 'left':
    case 'wordLeft': {
      const from = Math.max(0, at - NEAR);
      let last = from;
      for (const { index, isWordLike } of edges(text.slice(from, at), step === 'left' ? 'grapheme' : 'word'))
        if (step === 'left' || isWordLike) last = from + index;
      return last;
    }
    case 'right': {
      const [first] = edges(text.slice(at, at + NEAR), 'grapheme');
      return at + (first?.segment.length ?? 0);
    }
    case 'wordRight': {
      let word = false;
      for (const { index, isWordLike } of edges(text.slice(at, at + NEAR), 'word')) {
        if (word) return at + index;
        word = isWordLike === true;
      }
      return Math.min(text.length, at + NEAR);
    }
    case 'lineStart':
      return text.lastIndexOf('\n', at - 1) + 1;
    case 'lineEnd': {
      const end = text.indexOf('\n', at);
      return end < 0 ? text.length : end;
    }
    case 'start':
      return 0;
    case 'end':
      return text.length;
    default:
      return step satisfies never;
  }
}

/** The end of the selection that moves. */
export const focusOf = ({ start, end, backward }: TextState): number => (backward ? start : end);

/** Puts the caret, or with `extend` the moving end of the selection, to `at`. */
export function placeCaret(state: TextState, at: number, extend: boolean): TextState {
  const to = Math.min(Math.max(0, at), state.text.length);
  if (!extend) return { ...state, start: to, end: to, backward: false };
  const anchor = state.backward ? state.end : state.start;
  return { ...state, start: Math.min(anchor, to), end: Math.max(anchor, to), backward: to < anchor };
}

export function moveCaret(state: TextState, step: CaretStep, extend: boolean): TextState {
  // A selection is left at the side the arrow points to.
  if (!extend && state.start !== state.end && (step === 'left' || step === 'right'))
    return placeCaret(state, step === 'left' ? state.start : state.end, false);
  return placeCaret(state, stepFrom(state.text, focusOf(state), step), extend);
}

const DELETES: Readonly<Record<string, CaretStep>> = {
  deleteContentBackward: 'left',
  deleteContentForward: 'right',
  deleteWordBackward: 'wordLeft',
  deleteWordForward: 'wordRight',
  deleteSoftLineBackward: 'lineStart',
  deleteSoftLineForward: 'lineEnd',
};

/** What an edit makes of a text, by its `inputType`; `undefined` where that cannot be foretold (undo). */
export function editText(state: TextState, inputType: string, data: string): TextState | undefined {
  const { text, start, end } = state;
  const put = (from: number, to: number, what: string): TextState => ({
    text: text.slice(0, from) + what + text.slice(to),
    start: from + what.length,
    end: from + what.length,
    backward: false,
  });
  if (inputType === 'insertLineBreak' || inputType === 'insertParagraph') return put(start, end, '\n');
  if (inputType.startsWith('insert')) return put(start, end, data);
  if (start !== end && inputType.startsWith('delete')) return put(start, end, '');
  const step = DELETES[inputType];
  if (!step) return undefined;
  const to = stepFrom(text, start, step);
  return put(Math.min(to, start), Math.max(to, start), '');
}

/** The selection once the page has made `text` of what was there: it stays before what follows it and has not changed. */
export function followText(state: TextState, text: string): TextState {
  if (text === state.text) return state;
  const room = Math.min(text.length, state.text.length - state.end);
  let same = 0;
  while (same < room && text[text.length - 1 - same] === state.text[state.text.length - 1 - same]) same++;
  const at = text.length - same;
  return { text, start: at, end: at, backward: false };
}
