import { type Act, Modifier } from '@sightline/protocol';
import { cdp, userEvent } from 'vitest/browser';
import { createEditing } from './editing.js';
import { editLog, type Logged, stateOf } from './edit-log.fixture.js';

/** An act without its place: it is aimed at the element that has the focus, or at one that a selector names. */
export type Deed = (Act extends infer A ? (A extends { act: string } ? Omit<A, 'at'> : never) : never) & { on?: string };
type Field = HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement;

/** The same thing done by real input and by acts. */
export interface Step {
  name: string;
  hand(field: Field): Promise<void>;
  /** What an agent's browser sends for it, one after another. */
  acts(field: Field): readonly Deed[];
}

const BITS: Record<string, number> = { Shift: Modifier.Shift, Control: Modifier.Control, Alt: Modifier.Alt };
const CODES: Record<string, string> = {
  ' ': 'Space',
  Shift: 'ShiftLeft',
  Control: 'ControlLeft',
  Alt: 'AltLeft',
  '-': 'Minus',
  '.': 'Period',
  ':': 'Semicolon',
  '@': 'Digit2',
};
const codeOf = (key: string): string =>
  CODES[key] ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : key);

/** Presses a key, with others held: `Control+Shift+z`. `does` is what an agent's browser sends while it is down. */
export function press(chord: string, does: (field: Field) => readonly Deed[] = () => []): Step {
  const keys = chord === '+' ? ['+'] : chord.split('+');
  const last = keys.pop() ?? '';
  const token = (key: string): string => (key === ' ' ? '[Space]' : key.length > 1 ? `{${key}}` : key);
  const bits = keys.reduce((sum, key) => sum | (BITS[key] ?? 0), 0);
  const key = (key: string, down: boolean, modifiers: number): Deed => ({
    act: 'key',
    down,
    key,
    code: codeOf(key),
    modifiers,
    repeat: false,
  });
  return {
    name: chord,
    hand: () => userEvent.keyboard([...keys.map((k) => `{${k}>}`), token(last), ...keys.map((k) => `{/${k}}`).reverse()].join('')),
    acts: (field) => [
      ...keys.map((k, at) =>
        key(
          k,
          true,
          keys.slice(0, at + 1).reduce((sum, held) => sum | (BITS[held] ?? 0), 0),
        ),
      ),
      key(last, true, bits),
      ...does(field),
      key(last, false, bits),
      ...keys
        .map((k, at) =>
          key(
            k,
            false,
            keys.slice(0, at).reduce((sum, held) => sum | (BITS[held] ?? 0), 0),
          ),
        )
        .reverse(),
    ],
  };
}
/** The id of the field itself; options are counted. */
const FIELD = 1000;
const input = (inputType: string, text = ''): Deed => ({ act: 'input', inputType, text });
export const edits = (chord: string, inputType: string, text = ''): Step => press(chord, () => [input(inputType, text)]);
export const types = (text: string): Step[] => [...text].map((letter) => edits(letter, 'insertText', letter));
export const undo = edits('Control+z', 'historyUndo');
export const redo = edits('Control+Shift+z', 'historyRedo');
export const backspace = edits('Backspace', 'deleteContentBackward');
export const remove = edits('Delete', 'deleteContentForward');
export const enter = edits('Enter', 'insertLineBreak');
const caret = (chord: string, to: (start: number, end: number, field: Field) => [number, number]): Step =>
  press(chord, (field) => {
    const [start, end] = to(field.selectionStart, field.selectionEnd, field);
    return [{ act: 'caret', start, end, backward: start < field.selectionStart }];
  });
export const left = caret('ArrowLeft', (start) => [start - 1, start - 1]);
export const home = caret('Home', () => [0, 0]);
export const end = caret('End', (_start, _end, { value }) => [value.length, value.length]);
export const selectLeft = caret('Shift+ArrowLeft', (start, end) => [start - 1, end]);
export const selectAll = press('Control+a', ({ value, childNodes }) => [
  value === undefined
    ? { act: 'range', from: FIELD, fromOffset: 0, to: FIELD, toOffset: childNodes.length }
    : { act: 'caret', start: 0, end: value.length, backward: false },
]);

export const tab = (to: string): Step => press('Tab', () => [{ act: 'focus', on: to }]);
/** A key that steps the part of a date the caret is in; an agent's browser knows the value only. */
export const steps = (chord: string, to: string): Step => press(chord, () => [{ act: 'value', text: to }]);

/** Pastes; the browser's clipboard is filled from a field of the test's own before. */
export const paste = (text: string): Step => {
  const step = edits('Control+v', 'insertFromPaste', text);
  return {
    ...step,
    async hand(field) {
      await navigator.clipboard.writeText(text);
      await step.hand(field);
    },
  };
};
export const cut = edits('Control+x', 'deleteByCut');

type Session = { send(method: string, params: object): Promise<unknown> };
const ime = (method: string, params: object): Promise<unknown> => (cdp() as unknown as Session).send(`Input.${method}`, params);

/** Composes by an input method: what it shows one after another, the last for good. */
export const composes = (...texts: string[]): Step[] =>
  texts.map((text, at) => ({
    name: `composes ${text}`,
    hand: async () =>
      void (await (at < texts.length - 1 || text === ''
        ? ime('imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
        : ime('insertText', { text }))),
    acts: () => [
      ...(at ? [] : [{ act: 'compose', phase: 'start', text: '' } as const]),
      { act: 'compose', phase: at < texts.length - 1 ? 'update' : 'end', text } as const,
    ],
  }));

export interface Row {
  name: string;
  /** The element the steps are done on is `#a`. */
  html: string;
  /** What the page itself does. */
  script?: (root: HTMLElement) => void;
  steps: readonly Step[];
  /** How often it is undone at the end, by the real key. */
  undos?: number;
}

export interface Driven {
  step: string;
  events: Logged[];
  state: (Logged | string)[];
}

const settled = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
let used = 0;

/** Drives one twin: makes it, focuses its element `a`, does the steps, and undoes as often as told, with the real keys. */
export async function drive({ html, steps, script, undos = 0 }: Row, by: 'hand' | 'acts'): Promise<Driven[]> {
  const root = document.createElement('div');
  root.id = `twin${used++}`;
  root.innerHTML = html;
  document.body.append(root);
  root.id = 'root';
  for (const form of root.querySelectorAll('form')) form.addEventListener('submit', (event) => event.preventDefault());
  script?.(root);
  const field = root.querySelector<Field>('#a');
  if (!field) throw new Error('no field');
  const editing = createEditing({
    natives: { now: () => Date.now() },
    nodeOf: (_document, id) => (id === FIELD ? field : root.querySelectorAll('option')[id]),
    refuses: () => undefined,
    press: (_target, run) => run(),
  });
  const { length } = field.value ?? '';
  field.focus();
  if (field.selectionStart !== undefined && field.selectionStart !== null) field.setSelectionRange(length, length);
  else if (field.isContentEditable) getSelection()?.setPosition(field, field.childNodes.length);
  if (field.isContentEditable) getSelection()?.modify('move', 'forward', 'documentboundary');
  await settled();
  const log = editLog(document);
  const driven: Driven[] = [];
  const note = async (step: string): Promise<void> => {
    await settled();
    driven.push({ step, events: log.take(), state: stateOf(root) });
  };
  try {
    for (const step of steps) {
      if (by === 'hand') await step.hand(field);
      else
        for (const deed of step.acts(field)) {
          const at = (deed.on ? root.querySelector(deed.on) : document.activeElement) ?? field;
          const refused = editing.act({ ...deed, at: { path: [], id: 0 } } as Act, at === document.body ? field : at, document);
          if (refused) throw new Error(`${deed.act} refused: ${refused}`);
        }
      await note(step.name);
    }
    for (let i = 0; i < undos; i++) {
      await undo.hand(field);
      await settled();
      log.take();
      driven.push({ step: 'undone', events: [], state: stateOf(root) });
    }
    (document.activeElement as HTMLElement | null)?.blur();
    await note('leaves');
  } finally {
    editing.stop();
    log.stop();
    root.remove();
  }
  return driven;
}
