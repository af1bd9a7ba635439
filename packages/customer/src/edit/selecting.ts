import { original } from '@sightline/link';
import type { Control, TextControl } from './control.js';
import { isFocused, type View, viewOf } from './realm.js';
import { sendPlain } from './edit-events.js';

/** Which way a caret moves. */
export type Way = 'forward' | 'backward';
export const selectionOf = (element: Element): Selection | null => element.ownerDocument.getSelection();

/** Where the selection in editable content starts and ends, in shadow roots too. */
export function rangeIn(host: Element): StaticRange | undefined {
  const selection = selectionOf(host);
  const root = host.getRootNode();
  const view = viewOf(host);
  if (!selection?.rangeCount || !view) return undefined;
  const inner = 'host' in root ? selection.getComposedRanges?.({ shadowRoots: [root as ShadowRoot] })[0] : undefined;
  const { startContainer, startOffset, endContainer, endOffset } = inner ?? selection.getRangeAt(0);
  return host.contains(startContainer) && host.contains(endContainer)
    ? new view.StaticRange({ startContainer, startOffset, endContainer, endOffset })
    : undefined;
}

/** Whether nothing is selected. */
export function isCaret({ kind, element }: Control): boolean {
  if (kind !== 'text') {
    const range = rangeIn(element);
    return !range || range.collapsed;
  }
  const { selectionStart, selectionEnd } = element;
  return selectionStart === null ? String(selectionOf(element)) === '' : selectionStart === selectionEnd;
}

/** Text typed from now on is undone by itself: what a browser does after a paste, a cut or a composition. */
export function closeTyping(control: Control): void {
  const selection = selectionOf(control.element);
  if (!selection || !isFocused(control.element) || !isCaret(control)) return;
  const at = JSON.stringify(placeOf(control));
  selection.modify('move', 'backward', 'character');
  const moved = at !== JSON.stringify(placeOf(control));
  selection.modify('move', 'forward', 'character');
  // At the very start there is no way back to go.
  if (!moved) selection.modify('move', 'backward', 'character');
}

const placeOf = ({ kind, element }: Control): number | null | undefined =>
  kind === 'text' ? element.selectionStart : selectionOf(element)?.anchorOffset;

export interface Caret {
  /** UTF-16 units. */
  start: number;
  end: number;
  backward: boolean;
}

/** Selects in a text control and says `select` as a hand does: at once, and not of a mere caret. */
export function setCaret(view: View, element: TextControl, caret: Caret): void {
  if (placeCaret(view, element, caret) && caret.start < caret.end) sendPlain(element, 'select');
}

/** The same without a word; true where it makes a difference. Where the browser has no offsets for its type, by steps. */
export function placeCaret(view: View, element: TextControl, { start, end, backward }: Caret): boolean {
  const { length } = element.value;
  const [from, to] = [Math.min(start, length), Math.min(Math.max(start, end), length)];
  const { selectionStart, selectionEnd, selectionDirection } = element;
  if (selectionStart === null) {
    step(element, backward ? to : from, backward ? from : to);
    return true;
  }
  const direction = from === to || !backward ? 'forward' : 'backward';
  if (selectionStart === from && selectionEnd === to && (from === to || selectionDirection === direction)) return false;
  const { prototype } = element.localName === 'input' ? view.HTMLInputElement : view.HTMLTextAreaElement;
  withoutSelect(view, element, () => prototype.setSelectionRange.call(element, from, to, direction));
  return true;
}

/** What a script selects the browser tells with the next frame, too late, and of a mere caret, too. */
function withoutSelect(view: View, element: Element, run: () => void): void {
  const { addEventListener, removeEventListener } = view.EventTarget.prototype;
  const stop = (event: Event): void => {
    if (event.target === element && event.isTrusted) event.stopImmediatePropagation();
  };
  original(addEventListener).call(view, 'select', stop, true);
  run();
  const frame = original(view.requestAnimationFrame).bind(view);
  frame(() => frame(() => original(removeEventListener).call(view, 'select', stop, true)));
}

function step(element: Element, anchor: number, focus: number): void {
  const selection = selectionOf(element);
  if (!selection) return;
  selection.modify('move', 'backward', 'documentboundary');
  for (let at = 0; at < anchor; at++) selection.modify('move', 'forward', 'character');
  const way: Way = focus < anchor ? 'backward' : 'forward';
  for (let at = 0; at < Math.abs(focus - anchor); at++) selection.modify('extend', way, 'character');
}

/** Selects in editable content; nothing where the places are not in it. */
export function setRange(host: Element, [from, fromOffset]: [Node, number], [to, toOffset]: [Node, number]): void {
  const selection = selectionOf(host);
  if (!selection || !host.contains(from) || !host.contains(to)) return;
  const bound = (node: Node, offset: number): number => Math.min(offset, (node as Text).data?.length ?? node.childNodes.length);
  const [start, end] = [bound(from, fromOffset), bound(to, toOffset)];
  if (selection.isCollapsed && (from !== to || start !== end) && !sendPlain(from as Element, 'selectstart', true)) return;
  selection.setBaseAndExtent(from, start, to, end);
}

/** What Ctrl+A does; told by the browser itself. */
export function selectAll(view: View): void {
  view.Document.prototype.execCommand.call(view.document, 'selectAll');
}
