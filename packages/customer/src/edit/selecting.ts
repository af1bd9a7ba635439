import { original } from '@sightline/link';
import type { Control, TextControl } from './control.js';
import { during, type View, viewOf } from './realm.js';
import { sendPlain } from './edit-events.js';

type Way = 'forward' | 'backward';
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
  if (!selection || !isCaret(control)) return;
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

const WORDS: Record<string, string> = { Content: 'character', Word: 'word', SoftLine: 'lineboundary', HardLine: 'paragraphboundary' };

/** `deleteWordBackward` and its like: how far and which way. */
export function deletionOf(inputType: string): { way: Way; by: string } | undefined {
  const [, what = '', way] = /^delete(Content|Word|SoftLine|HardLine)(Backward|Forward)$/.exec(inputType) ?? [];
  const by = WORDS[what];
  return by && way ? { way: way === 'Forward' ? 'forward' : 'backward', by } : undefined;
}

/** What a deletion from the caret takes away, as `getTargetRanges()` tells it in editable content. */
export function rangeToDelete(host: Element, { way, by }: { way: Way; by: string }): StaticRange | undefined {
  const range = rangeIn(host);
  const view = viewOf(host);
  if (!range?.collapsed || !view) return range;
  const { startContainer: node, startOffset: at } = range;
  const { data } = node as Text;
  if (by === 'character' && data !== undefined) {
    const rest = way === 'forward' ? data.slice(at) : data.slice(0, at);
    const length = letterOf(rest, way === 'forward') ?? 0;
    const [startOffset, endOffset] = way === 'forward' ? [at, at + length] : [at - length, at];
    if (length) return new view.StaticRange({ startContainer: node, startOffset, endContainer: node, endOffset });
  }
  if (by === 'character') return nextTo(host, range, way === 'forward') ?? range;
  if ('host' in host.getRootNode()) return range;
  const selection = selectionOf(host);
  selection?.modify('extend', way, by);
  const wider = rangeIn(host);
  selection?.collapse(node, at);
  return wider ?? range;
}

const blockOf = (node: Node, host: Element): Node => {
  const view = viewOf(host);
  let at: Node | null = node;
  while (at && at !== host && (at.nodeType !== 1 || view?.getComputedStyle(at as Element).display.startsWith('inline'))) at = at.parentNode;
  return at ?? host;
};

/** From a caret at the edge of a text over what is next to it; moving the selection to find out would end what is undone at once. */
function nextTo(host: Element, { startContainer, startOffset }: StaticRange, forward: boolean): StaticRange | undefined {
  const view = viewOf(host);
  if (!view) return undefined;
  const caret = { node: startContainer, at: startOffset };
  const walker = host.ownerDocument.createTreeWalker(host, 5);
  const inside = startContainer.childNodes[forward ? startOffset : startOffset - 1];
  walker.currentNode = inside ?? startContainer;
  const leaf = (node: Node): boolean =>
    node.nodeType === 3 ? (node as Text).data !== '' : /^(?:br|img|hr|input|video)$/i.test(node.nodeName);
  let next: Node | null = inside && leaf(inside) ? inside : null;
  for (let node: Node | null = walker.currentNode; node && !next; ) {
    node = forward ? walker.nextNode() : walker.previousNode();
    if (node && !node.contains(startContainer) && leaf(node)) next = node;
    else if (node === null) return undefined;
  }
  if (!next) return undefined;
  const parent = next.parentNode as Node;
  const index = [...parent.childNodes].indexOf(next as ChildNode);
  const data = (next as Partial<Text>).data ?? '';
  const apart = blockOf(next, host) !== blockOf(startContainer, host);
  const far =
    next.nodeType === 3 ? { node: next, at: apart === forward ? 0 : data.length } : { node: parent, at: forward ? index + 1 : index };
  if (next.nodeType === 3 && !apart) far.at = forward ? (letterOf(data, true) ?? 0) : data.length - (letterOf(data, false) ?? 0);
  const [start, end] = forward ? [caret, far] : [far, next.nodeType === 3 ? caret : { node: parent, at: index + 1 }];
  return new view.StaticRange({ startContainer: start.node, startOffset: start.at, endContainer: end.node, endOffset: end.at });
}

const letterOf = (text: string, first: boolean): number | undefined =>
  [...new Intl.Segmenter().segment(text)].at(first ? 0 : -1)?.segment.length;

/** Selects what a deletion takes away, without a word to the page. */
export function selectToDelete(element: Element, { way, by }: { way: Way; by: string }): void {
  const view = viewOf(element);
  if (!view) return;
  during(
    view,
    ['select', 'selectstart'],
    (event) => event.stopImmediatePropagation(),
    () => selectionOf(element)?.modify('extend', way, by),
  );
}
