import type { Control } from './control.js';
import { during, type View, viewOf } from './realm.js';
import { isCaret, placeCaret, rangeIn, selectionOf, type Way } from './selecting.js';

/** What a key takes away from the caret on. */
export interface Deletion {
  way: Way;
  /** As `Selection.modify` names it. */
  by: string;
}

const WORDS: Record<string, string> = { Content: 'character', Word: 'word', SoftLine: 'lineboundary', HardLine: 'paragraphboundary' };

/** `deleteWordBackward` and its like: how far and which way. */
export function deletionOf(inputType: string): Deletion | undefined {
  const [, what = '', way] = /^delete(Content|Word|SoftLine|HardLine)(Backward|Forward)$/.exec(inputType) ?? [];
  const by = WORDS[what];
  return by && way ? { way: way === 'Forward' ? 'forward' : 'backward', by } : undefined;
}

/** What a deletion from the caret takes away, as `getTargetRanges()` tells it in editable content. */
export function rangeToDelete(host: Element, { way, by }: Deletion): StaticRange | undefined {
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
  extend(host, view, { way, by });
  const wider = rangeIn(host);
  selectionOf(host)?.collapse(node, at);
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

const extend = (element: Element, view: View, { way, by }: Deletion): void =>
  during(
    view,
    ['select', 'selectstart'],
    (event) => event.stopImmediatePropagation(),
    () => selectionOf(element)?.modify('extend', way, by),
  );

/** Selects what a deletion takes away, without a word to the page. */
export function selectToDelete(control: Control, deletion: Deletion): void {
  const view = viewOf(control.element);
  if (!view) return;
  extend(control.element, view, deletion);
  // Some browsers move no caret of a field by steps.
  if (control.kind !== 'text' || !isCaret(control) || control.element.selectionStart === null) return;
  const { value, selectionStart } = control.element;
  const [before, after] = [value.slice(0, selectionStart), value.slice(selectionStart)];
  const length = deletion.way === 'forward' ? reach(after, deletion) : reach([...before].reverse().join(''), deletion);
  const [start, end] = deletion.way === 'forward' ? [selectionStart, selectionStart + length] : [selectionStart - length, selectionStart];
  placeCaret(view, control.element, { start, end, backward: false });
}

/** Units to the end of the next word, or of the line. */
const reach = (text: string, { by }: Deletion): number =>
  (by === 'word' ? /^\s*(?:[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]*)/u : /^.*/).exec(text)?.[0].length ?? 0;
