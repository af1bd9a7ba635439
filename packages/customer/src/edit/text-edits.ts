import type { Control } from './control.js';
import { type Said, sendClipboard, sendInput, sendText } from './edit-events.js';
import { during, isFocused, type View, viewOf } from './realm.js';
import { deletionOf, rangeToDelete, selectToDelete } from './deleting.js';
import { closeTyping, isCaret, rangeIn } from './selecting.js';

type Command = readonly [command: string, value?: string];
export type Writable = Control & { kind: 'text' | 'editable' };

/** What takes back what a command did to another element than it was meant for. */
const INVERSE: Record<string, string> = { undo: 'redo', redo: 'undo' };

/** An element in a shadow root, closed or not, is told of as its host. */
const isOn = (event: Event, target: Element): boolean => {
  const [first] = event.composedPath();
  return first === target || first === (target.getRootNode() as ShadowRoot).host;
};

/**
 * The browser's own editing: it keeps the undo stack, the bounds and the caret, and tells the page with a trusted `input` event. What
 * it says there of a command is made what a hand's act says. Of `events` the page hears the last, of none nothing. Where the page has
 * moved the focus on the way, and where undo would reach into another element, nothing is done: nobody has judged that one.
 */
export function edit(view: View, target: Element, commands: readonly Command[], said: Said, events = 1): void {
  if (!isFocused(target)) return;
  let left = events;
  let heard = 0;
  let strayed = false;
  const hear = (event: Event): void => {
    const stray = !isOn(event, target);
    strayed ||= stray;
    if (events === 0 || stray) return event.stopImmediatePropagation();
    // What the page itself edits meanwhile is its own.
    if (left <= 0) return;
    if (event.type === 'beforeinput') return event.stopImmediatePropagation();
    heard++;
    if (--left > 0) return event.stopImmediatePropagation();
    for (const [name, value] of Object.entries(said)) Object.defineProperty(event, name, { value, configurable: true });
  };
  const run = ([command, value]: Command): void => void view.Document.prototype.execCommand.call(view.document, command, false, value);
  during(view, ['beforeinput', 'input'], hear, () => {
    for (const command of commands) {
      run(command);
      const inverse = INVERSE[command[0]];
      if (strayed && inverse) run([inverse]);
    }
  });
  if (strayed)
    during(
      view,
      FOCUS,
      (event) => event.stopImmediatePropagation(),
      () => view.HTMLElement.prototype.focus.call(target as HTMLElement),
    );
  if (heard && left > 0) sendInput(target, 'input', said);
  reveal(target);
}

const FOCUS = ['focus', 'focusin', 'blur', 'focusout'];

/** A browser shows what a hand writes; at the end of a field, where most is written, so do we. */
function reveal(element: Element): void {
  const { value, selectionEnd } = element as HTMLInputElement;
  if (value === undefined) return;
  if (selectionEnd === value.length) {
    element.scrollTop = element.scrollHeight;
    if (element.localName === 'input') element.scrollLeft = element.scrollWidth;
  }
}

/** What `beforeinput` of a paste and a cut is sent to in editable content: where the selection starts. */
function startOf({ kind, element }: Writable): Element {
  const node = kind === 'editable' ? rangeIn(element)?.startContainer : element;
  return node?.nodeType === 3 ? (node.parentElement ?? element) : ((node as Element | undefined) ?? element);
}

const FORMATS: Record<string, string> = {
  formatBold: 'bold',
  formatItalic: 'italic',
  formatUnderline: 'underline',
  formatStrikeThrough: 'strikeThrough',
  formatSuperscript: 'superscript',
  formatSubscript: 'subscript',
};

/** One edit by the name the Input Events specification gives it. False where no hand can make it here. */
export function editText(control: Writable, inputType: string, text: string): boolean {
  const { kind, element } = control;
  const view = viewOf(element);
  if (!view) return false;
  const rich = kind === 'editable' && !control.plain;
  const ask = (target: Element, said: Said, range = rich ? rangeIn(element) : undefined): boolean =>
    sendInput(target, 'beforeinput', { ...said, targetRanges: range ? [range] : [] });
  const run = (command: string, said: Said): void => edit(view, element, [[command]], said);

  const deletion = deletionOf(inputType);
  if (deletion) {
    if (!ask(element, { inputType }, rich ? rangeToDelete(element, deletion) : undefined)) return true;
    const further = deletion.by !== 'character' && isCaret(control);
    if (further) selectToDelete(control, deletion);
    run(deletion.way === 'forward' && !further ? 'forwardDelete' : 'delete', { inputType });
    return true;
  }
  switch (inputType) {
    case 'insertText':
    case 'insertReplacementText':
      if (ask(element, { inputType, data: text }) && sendText(element, text)) write(view, control, text, { inputType, data: text });
      return true;
    case 'insertLineBreak':
    case 'insertParagraph': {
      if (kind === 'text' && !control.lines) return ask(element, { inputType: 'insertLineBreak' });
      const kept = rich ? inputType : 'insertLineBreak';
      if (!ask(element, { inputType: kept }) || !sendText(element, '\n')) return true;
      run(kept, { inputType: kept });
      return true;
    }
    case 'insertFromPaste': {
      const target = startOf(control);
      const dataTransfer = new view.DataTransfer();
      dataTransfer.setData('text/plain', text);
      if (!sendClipboard(target, 'paste', dataTransfer)) return true;
      const said = rich ? { inputType, data: null, dataTransfer } : { inputType, data: text };
      if (!ask(target, said) || !sendText(target, rich ? '' : text)) return true;
      closeTyping(control);
      write(view, control, text, said);
      closeTyping(control);
      return true;
    }
    case 'deleteByCut': {
      const target = startOf(control);
      if (isCaret(control) || !sendClipboard(target, 'cut', new view.DataTransfer())) return true;
      if (!ask(target, { inputType })) return true;
      run('delete', { inputType });
      closeTyping(control);
      return true;
    }
    case 'historyUndo':
    case 'historyRedo':
      if (ask(element, { inputType })) run(inputType === 'historyUndo' ? 'undo' : 'redo', { inputType });
      return true;
  }
  const format = FORMATS[inputType];
  if (!format || !rich) return false;
  if (ask(element, { inputType })) run(format, { inputType });
  return true;
}

/** Text with line breaks is several edits to the browser, and one to the page. */
function write(view: View, control: Writable, text: string, said: Said): void {
  const { kind, element } = control;
  const lines = text.split(/\r\n|\r|\n/);
  if (kind === 'text' && !control.lines) return edit(view, element, [['insertText', text]], { inputType: said.inputType });
  const parts = lines.flatMap((line, at): Command[] => [
    ...(at ? [['insertLineBreak'] as const] : []),
    ...(line ? [['insertText', line] as const] : []),
  ]);
  const commands = kind === 'editable' && control.plain ? parts : [['insertText', lines.join('\n')] as const];
  if (kind === 'editable') return edit(view, element, commands, said, parts.length);
  const start = element.selectionStart;
  const words = {
    inputType: said.inputType,
    get data() {
      return element.value.slice(start ?? 0, element.selectionEnd ?? undefined);
    },
  };
  edit(view, element, commands, words, parts.length);
}
