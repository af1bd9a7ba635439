import type { ComposePhase } from '@sightline/protocol';
import type { Control } from './control.js';
import { type Said, sendComposition, sendInput, sendText } from './edit-events.js';
import { isFocused, type View, viewOf } from './realm.js';
import { closeTyping, rangeIn, selectionOf } from './selecting.js';
import { edit, type Writable } from './text-edits.js';

/** What an input method writes: letters that are replaced until the customer's page has them for good. */
export interface Composing {
  /** The element something is being composed in. */
  readonly at: Element | undefined;
  compose(control: Writable, phase: ComposePhase, text: string): void;
  /** Ends what is being composed as it is. */
  end(): void;
}

interface Open {
  control: Writable;
  text: string;
  /** What the control held before, to tell whether taking back brings it back. */
  before: string;
  written: boolean;
}

const textOf = ({ kind, element }: Control): string => (kind === 'text' ? element.value : (element.textContent ?? ''));

export function createComposing(): Composing {
  let open: Open | undefined;
  const start = (control: Writable): void => {
    const { kind, element } = control;
    const selected =
      kind === 'text' ? element.value.slice(element.selectionStart ?? 0, element.selectionEnd ?? 0) : String(selectionOf(element) ?? '');
    open = { control, text: '', before: textOf(control), written: false };
    closeTyping(control);
    sendComposition(element, 'compositionstart', selected);
  };
  /** Takes the letters of before back, so that one undo takes back the whole composition; where the page has changed them, replaces them. */
  const takeBack = (view: View, { control, text, before }: Open): void => {
    const silent: Said = { inputType: 'insertCompositionText' };
    edit(view, control.element, [['undo']], silent, 0);
    if (textOf(control) === before) return;
    edit(view, control.element, [['redo']], silent, 0);
    const selection = selectionOf(control.element);
    for (const _ of text) selection?.modify('extend', 'backward', 'character');
  };
  const write = (at: Open, text: string, last: boolean): void => {
    const { control } = at;
    const { element, kind } = control;
    const view = viewOf(element);
    // The focus is elsewhere by now: what is there is somebody else's.
    if (!view || !isFocused(element)) return;
    const said: Said = { inputType: 'insertCompositionText', data: text, isComposing: true };
    sendComposition(element, 'compositionupdate', text);
    const range = kind === 'editable' && !control.plain ? composed(at) : undefined;
    sendInput(element, 'beforeinput', { ...said, targetRanges: range ? [range] : [] });
    if (last && !sendText(element, text)) return;
    if (at.written) takeBack(view, at);
    if (text) edit(view, element, [['insertText', text]], said);
    else sendInput(element, 'input', said);
    at.text = text;
    at.written = text !== '';
  };
  const finish = (text: string): void => {
    if (!open) return;
    const ended = open;
    open = undefined;
    write(ended, text, true);
    sendComposition(ended.control.element, 'compositionend', text);
    closeTyping(ended.control);
  };
  return {
    get at() {
      return open?.control.element;
    },
    compose(control, phase, text) {
      if (open && open.control.element !== control.element) finish(open.text);
      if (!open) start(control);
      if (!open || phase === 'start') return;
      if (phase === 'update') write(open, text, false);
      else finish(text);
    },
    end: () => finish(open?.text ?? ''),
  };
}

/** What is being composed, as a range of editable content: what the next letters replace. */
function composed({ control, text }: Open): StaticRange | undefined {
  const range = rangeIn(control.element);
  const view = viewOf(control.element);
  if (!range || !view || !range.collapsed || range.endContainer.nodeType !== 3) return range;
  const { endContainer, endOffset } = range;
  return new view.StaticRange({ startContainer: endContainer, startOffset: Math.max(0, endOffset - text.length), endContainer, endOffset });
}
