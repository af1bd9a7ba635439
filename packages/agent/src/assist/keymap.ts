import { Modifier } from '@sightline/protocol';
import type { CaretStep } from './text-edit.js';
import type { TextPlace } from './text-place.js';

/** What a key does in a text, besides being a key. */
export type KeyEffect =
  | { kind: 'edit'; inputType: string }
  | { kind: 'caret'; step: CaretStep | 'up' | 'down' | 'all'; extend: boolean }
  /** Text comes by `beforeinput`, copy and paste by their events. */
  | { kind: 'native' }
  /** The browser's, or the desk's: it is not told to the page. */
  | { kind: 'foreign' }
  | { kind: 'plain' };

export const modifiersOf = (event: KeyboardEvent | MouseEvent): number =>
  (event.shiftKey ? Modifier.Shift : 0) |
  (event.ctrlKey ? Modifier.Control : 0) |
  (event.altKey ? Modifier.Alt : 0) |
  (event.metaKey ? Modifier.Meta : 0);

const ARROWS: Readonly<Record<string, CaretStep | 'up' | 'down'>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'lineStart',
  End: 'lineEnd',
};
const WORDS: Readonly<Record<string, CaretStep>> = { ArrowLeft: 'wordLeft', ArrowRight: 'wordRight' };
const CHORDS: Readonly<Record<string, string>> = { z: 'historyUndo', y: 'historyRedo' };
const FORMATS: Readonly<Record<string, string>> = { b: 'formatBold', i: 'formatItalic', u: 'formatUnderline' };

/** What a key means on this desk's keyboard in a text of that kind. */
export function effectOf(event: KeyboardEvent, lines: TextPlace['lines'], mac: boolean): KeyEffect {
  const { key, shiftKey } = event;
  const chord = mac ? event.metaKey : event.ctrlKey && !event.altKey;
  const byWord = mac ? event.altKey : event.ctrlKey;
  if (/^F\d+$/.test(key)) return { kind: 'foreign' };
  if (key === 'Backspace' || key === 'Delete') {
    const side = key === 'Backspace' ? 'Backward' : 'Forward';
    return { kind: 'edit', inputType: `delete${mac && chord ? 'SoftLine' : byWord ? 'Word' : 'Content'}${side}` };
  }
  if (key === 'Enter' && !chord) {
    return { kind: 'edit', inputType: lines === 'rich' && !shiftKey ? 'insertParagraph' : 'insertLineBreak' };
  }
  const arrow = ARROWS[key];
  if (arrow) {
    if (mac && chord) {
      const step = { left: 'lineStart', right: 'lineEnd', up: 'start', down: 'end' }[arrow as 'left'] as CaretStep | undefined;
      return { kind: 'caret', step: step ?? arrow, extend: shiftKey };
    }
    if (byWord && (key === 'Home' || key === 'End')) return { kind: 'caret', step: key === 'Home' ? 'start' : 'end', extend: shiftKey };
    return { kind: 'caret', step: (byWord && WORDS[key]) || arrow, extend: shiftKey };
  }
  if (chord) {
    const letter = key.toLowerCase();
    if (letter === 'a') return { kind: 'caret', step: 'all', extend: false };
    if (letter in CHORDS) return { kind: 'edit', inputType: shiftKey && letter === 'z' ? 'historyRedo' : (CHORDS[letter] ?? '') };
    if (lines === 'rich' && letter in FORMATS) return { kind: 'edit', inputType: FORMATS[letter] ?? '' };
    return /^[cvx]$/.test(letter) ? { kind: 'native' } : { kind: 'foreign' };
  }
  if (event.metaKey || (event.ctrlKey && !event.altKey)) return { kind: 'foreign' };
  return key.length === 1 ? { kind: 'native' } : { kind: 'plain' };
}
