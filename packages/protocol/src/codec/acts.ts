import type { AssistType } from '../frame/header.js';
import { LIMITS } from '../limits.js';
import { type NodePlace, readPlace, writePlace } from './place.js';
import { MalformedFrame, Reader } from './reader.js';
import { createWriter } from './writer.js';

/** What the agent's mirror showed when the act was made: the last view frame applied. */
export interface AimedAt {
  stream: number;
  number: number;
}

/** Bits of keys held down. */
export const Modifier = { Shift: 1, Control: 2, Alt: 4, Meta: 8 } as const;

/**
 * What an agent can do on the customer's page. `at` is the element it is aimed at; `x`, `y` are fractions of its border box.
 *
 * - `scroll` to an offset in CSS pixels, `wheel` by some, `show` brings an element into view: type `scroll_page`. The document's id
 *   stands for its viewport.
 * - `pointer`: one event of a mouse at a place. `clicks` counts those in a row. Type `click`, or `edit_form` on form controls.
 * - `history`, `go`: type `navigate`.
 * - everything else: type `edit_form`. `key` goes before and after what it does. In texts that is an act of its own between the two:
 *   `input` (by the names of the Input Events specification; Enter in a field of one line is its `insertLineBreak`, which sends the form
 *   off), `caret` (UTF-16 units of a text control), `range` (in editable content, by text nodes or elements and offsets), after Tab
 *   `focus`. Such an act is not carried out where the page has cancelled the key. All else keys do the page does by itself: Space and
 *   Enter on what can be pressed, arrow keys on radios, sliders, numbers and closed lists, letters on lists, Escape.
 *   `value` sets what a popup has chosen (date, time, colour, range), `choose` the selected options of a list, by ids.
 */
export type Act =
  | { act: 'scroll'; at: NodePlace; left: number; top: number }
  | { act: 'wheel'; at: NodePlace; x: number; y: number; dx: number; dy: number }
  | { act: 'show'; at: NodePlace }
  | { act: 'pointer'; at: NodePlace; phase: PointerPhase; x: number; y: number; button: number; modifiers: number; clicks: number }
  | { act: 'history'; by: HistoryStep }
  | { act: 'go'; url: string }
  | { act: 'focus'; at: NodePlace }
  | { act: 'blur'; at: NodePlace }
  | { act: 'key'; at: NodePlace; down: boolean; key: string; code: string; modifiers: number; repeat: boolean }
  | { act: 'input'; at: NodePlace; inputType: string; text: string }
  | { act: 'compose'; at: NodePlace; phase: ComposePhase; text: string }
  | { act: 'caret'; at: NodePlace; start: number; end: number; backward: boolean }
  | { act: 'range'; at: NodePlace; from: number; fromOffset: number; to: number; toOffset: number }
  | { act: 'value'; at: NodePlace; text: string }
  | { act: 'choose'; at: NodePlace; options: readonly number[] };

export const POINTER_PHASES = ['move', 'down', 'up'] as const;
export type PointerPhase = (typeof POINTER_PHASES)[number];
export const HISTORY_STEPS = ['back', 'forward', 'reload'] as const;
export type HistoryStep = (typeof HISTORY_STEPS)[number];
export const COMPOSE_PHASES = ['start', 'update', 'end'] as const;
export type ComposePhase = (typeof COMPOSE_PHASES)[number];

/** In the order of their numbers on the wire. */
const ACTS = [
  'scroll',
  'wheel',
  'show',
  'pointer',
  'history',
  'go',
  'focus',
  'blur',
  'key',
  'input',
  'compose',
  'caret',
  'range',
  'value',
  'choose',
] as const satisfies readonly Act['act'][];

const TYPES: Partial<Record<Act['act'], readonly AssistType[]>> = {
  scroll: ['scroll_page'],
  wheel: ['scroll_page'],
  show: ['scroll_page'],
  pointer: ['click', 'edit_form'],
  history: ['navigate'],
  go: ['navigate'],
};

/** The kinds of remote assist an act may be made under. */
export const typesOf = ({ act }: Act): readonly AssistType[] => TYPES[act] ?? ['edit_form'];

const STEPS = 65_536;

/** Body of an act frame: `v:stream v:number v:act`, then the act's fields in the order above; fractions in 1/65536, pixels in eighths. */
export function writeAct({ stream, number }: AimedAt, act: Act): Uint8Array<ArrayBuffer> {
  const w = createWriter();
  w.varint(stream, number, ACTS.indexOf(act.act));
  const place = (at: NodePlace): void => writePlace(w, at);
  const at = (fraction: number): void => w.int(Math.round(fraction * STEPS));
  const pixels = (value: number): void => w.int(Math.round(value * 8));
  if ('at' in act) place(act.at);
  switch (act.act) {
    case 'scroll':
      pixels(act.left);
      pixels(act.top);
      break;
    case 'wheel':
      at(act.x);
      at(act.y);
      pixels(act.dx);
      pixels(act.dy);
      break;
    case 'pointer':
      w.u8(POINTER_PHASES.indexOf(act.phase));
      at(act.x);
      at(act.y);
      w.varint(act.button, act.modifiers, act.clicks);
      break;
    case 'history':
      w.u8(HISTORY_STEPS.indexOf(act.by));
      break;
    case 'go':
      w.string(act.url);
      break;
    case 'key':
      w.u8((act.down ? 1 : 0) | (act.repeat ? 2 : 0));
      w.string(act.key);
      w.string(act.code);
      w.varint(act.modifiers);
      break;
    case 'input':
      w.string(act.inputType);
      w.string(act.text);
      break;
    case 'compose':
      w.u8(COMPOSE_PHASES.indexOf(act.phase));
      w.string(act.text);
      break;
    case 'caret':
      w.varint(act.start, act.end, act.backward ? 1 : 0);
      break;
    case 'range':
      w.varint(act.from, act.fromOffset, act.to, act.toOffset);
      break;
    case 'value':
      w.string(act.text);
      break;
    case 'choose':
      w.varint(act.options.length, ...act.options);
      break;
    case 'show':
    case 'focus':
    case 'blur':
      break;
    default:
      act satisfies never;
  }
  return w.take();
}

/** Throws `MalformedFrame` and nothing else. */
export function readAct(body: Uint8Array): { aimed: AimedAt; act: Act } {
  const r = new Reader();
  r.open(body);
  const aimed = { stream: r.varint(), number: r.varint() };
  return { aimed, act: takeAct(r, one(ACTS, r.varint())) };
}

function takeAct(r: Reader, act: Act['act']): Act {
  if (act === 'history') return { act, by: one(HISTORY_STEPS, r.u8()) };
  if (act === 'go') return { act, url: r.string() };
  const at = readPlace(r);
  const fraction = (): number => r.int() / STEPS;
  const pixels = (): number => r.int() / 8;
  switch (act) {
    case 'scroll':
      return { act, at, left: pixels(), top: pixels() };
    case 'wheel':
      return { act, at, x: fraction(), y: fraction(), dx: pixels(), dy: pixels() };
    case 'pointer': {
      const phase = one(POINTER_PHASES, r.u8());
      return { act, at, phase, x: fraction(), y: fraction(), button: r.varint(), modifiers: r.varint(), clicks: r.varint() };
    }
    case 'key': {
      const bits = r.u8();
      return { act, at, down: (bits & 1) > 0, repeat: (bits & 2) > 0, key: r.string(), code: r.string(), modifiers: r.varint() };
    }
    case 'input':
      return { act, at, inputType: r.string(), text: r.string() };
    case 'compose':
      return { act, at, phase: one(COMPOSE_PHASES, r.u8()), text: r.string() };
    case 'caret':
      return { act, at, start: r.varint(), end: r.varint(), backward: r.varint() > 0 };
    case 'range':
      return { act, at, from: r.varint(), fromOffset: r.varint(), to: r.varint(), toOffset: r.varint() };
    case 'value':
      return { act, at, text: r.string() };
    case 'choose': {
      const count = r.varint();
      if (count > LIMITS.actBytes) throw new MalformedFrame('too many options');
      return { act, at, options: Array.from({ length: count }, () => r.varint()) };
    }
    case 'show':
    case 'focus':
    case 'blur':
      return { act, at };
    default:
      return act satisfies never;
  }
}

function one<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new MalformedFrame('unknown act');
  return found;
}
