import type { Judge } from './judge.js';
import { viewOf } from './mouse-events.js';

/** A text that a press goes on selecting: browsers do that for trusted presses only. */
export interface TextDrag {
  /** The selection reaches from where it began to the point, CSS pixels of the viewport of that document. */
  drag(x: number, y: number): void;
}

type Caret = { offsetNode: Node; offset: number };

/** Where a caret would be at a point, in the tree `target` is in. */
export function caretAt(target: Element, x: number, y: number): Caret | undefined {
  const { ownerDocument: document } = target;
  const root = target.getRootNode();
  return document.caretPositionFromPoint?.(x, y, { shadowRoots: root === document ? [] : [root as ShadowRoot] }) ?? undefined;
}

/** In a field, from a place in its text; beside the field the nearest place in it counts. */
export function dragInField(field: HTMLInputElement, from: number): TextDrag {
  const within = (at: number, low: number, length: number): number => Math.min(Math.max(at, low + 1), low + length - 1);
  return {
    drag(x, y) {
      const { left, top } = field.getBoundingClientRect();
      const { clientLeft, clientTop, clientWidth, clientHeight } = field;
      const at = caretAt(field, within(x, left + clientLeft, clientWidth), within(y, top + clientTop, clientHeight));
      if (at?.offsetNode !== field) return;
      field.setSelectionRange(Math.min(from, at.offset), Math.max(from, at.offset), at.offset < from ? 'backward' : 'forward');
    },
  };
}

/** In the page's text; what was begun in something editable stays in it, and nothing ends in what may not be touched. */
export function dragInPage(target: Element, from: Caret, judge: Pick<Judge, 'refuses' | 'again'>): TextDrag | undefined {
  // What can be dragged itself is.
  if (target.closest('[draggable=true],img')) return undefined;
  const host = editableAround(from.offsetNode);
  return {
    drag(x, y) {
      const at = caretAt(target, x, y);
      const end = at && elementOf(at.offsetNode);
      if (!at || !end || /^(?:input|textarea|select)$/.test(end.localName) || editableAround(end) !== host) return;
      judge.again();
      if (judge.refuses(end) || viewOf(end)?.getComputedStyle(end).userSelect === 'none') return;
      if (from.offsetNode.isConnected)
        viewOf(target)?.getSelection()?.setBaseAndExtent(from.offsetNode, from.offset, at.offsetNode, at.offset);
    },
  };
}

const elementOf = (node: Node): Element | null => (node.nodeType === 1 ? (node as Element) : node.parentElement);

/** The outermost editable element around a node. */
function editableAround(node: Node): Element | undefined {
  let found: Element | undefined;
  for (let at = elementOf(node); at; at = at.parentElement) if ((at as HTMLElement).isContentEditable) found = at;
  return found;
}
