import { DOCUMENT_ID, Op } from '@sightline/protocol';
import type { Dirt } from './dirt.js';
import type { Natives } from './natives.js';
import type { Side, Stream } from './stream.js';

const UNIT = 8;

/** Writes the offsets of what scrolled, in eighths of a CSS pixel, where they differ from what was last sent. */
export function writeScrolls(dirt: Dirt, stream: Stream, document: Document, natives: Natives): void {
  for (const node of dirt.scrolled) writeScroll(stream, node, document, natives);
  dirt.scrolled.clear();
}

function writeScroll(stream: Stream, node: Node, document: Document, natives: Natives): void {
  const { nodes, sides, boxes, writer } = stream;
  const viewport = node === document || node === document.scrollingElement;
  const id = viewport ? DOCUMENT_ID : nodes.ids.get(node);
  const window = document.defaultView;
  if (id === undefined || boxes.has(id) || window === null) return;
  const left = Math.round((viewport ? window.scrollX : natives.scrollLeft.call(node as Element)) * UNIT);
  const top = Math.round((viewport ? window.scrollY : natives.scrollTop.call(node as Element)) * UNIT);
  let side: Side | undefined = sides.get(id);
  if (left === (side?.left ?? 0) && top === (side?.top ?? 0)) return;
  if (side === undefined) sides.set(id, (side = {}));
  side.left = left;
  side.top = top;
  writer.u8(Op.Scroll);
  writer.varint(id);
  writer.int(left);
  writer.int(top);
}

/**
 * Looks once through a new mirror for elements that were scrolled before it. Reads layout, so it comes after the walk, when
 * the page is laid out. Returns false where the budget ended; `from` is where it goes on.
 */
export function createScrollSweep(stream: Stream, document: Document, natives: Natives): { step(): boolean } {
  const { nodes, budget } = stream;
  const { nodeType, scrollTop, scrollLeft } = natives;
  const end = nodes.next;
  let at: number = DOCUMENT_ID;
  return {
    step() {
      if (at === DOCUMENT_ID) writeScroll(stream, document, document, natives);
      while (at < end) {
        if (budget.spent()) return false;
        const node = nodes.nodeOf(at++);
        if (node === undefined || nodeType.call(node) !== 1) continue;
        if (scrollTop.call(node as Element) !== 0 || scrollLeft.call(node as Element) !== 0) writeScroll(stream, node, document, natives);
      }
      return true;
    },
  };
}
