import type { Natives } from './natives.js';

/** Milliseconds a scroll offset is tried again while the page is still too short for it (a picture is on its way). */
const PATIENCE = 10_000;
/** Offsets kept for later; the oldest goes first. */
const MAX_PENDING = 2_000;

export interface Scrolls {
  /** Notes offsets in CSS pixels of an element, or of the viewport where `node` is the document. */
  set(node: Node, left: number, top: number): void;
  /** Applies what was noted in this frame: the tree is complete now. */
  settle(): void;
  stop(): void;
}

export function createScrolls(frame: { window: Window; document: Document; natives: Natives }, outer: Window): Scrolls {
  const { natives, document } = frame;
  const left = new Map<Node, { left: number; top: number; until: number }>();
  let timer: number | undefined;

  const apply = (node: Node, to: { left: number; top: number }): boolean => {
    if (node === document) {
      frame.window.scrollTo({ left: to.left, top: to.top, behavior: 'instant' });
      return Math.abs(frame.window.scrollX - to.left) < 1 && Math.abs(frame.window.scrollY - to.top) < 1;
    }
    const element = node as Element;
    natives.scrollTo(element, to.left, to.top);
    return Math.abs(natives.scrollLeft(element) - to.left) < 1 && Math.abs(natives.scrollTop(element) - to.top) < 1;
  };
  const settle = (): void => {
    if (timer !== undefined) outer.clearTimeout(timer);
    timer = undefined;
    const now = outer.performance.now();
    for (const [node, to] of left) if (apply(node, to) || now > to.until) left.delete(node);
    if (left.size > 0) timer = outer.setTimeout(settle, 50);
  };
  return {
    set(node, x, y) {
      left.delete(node);
      left.set(node, { left: x, top: y, until: outer.performance.now() + PATIENCE });
      if (left.size > MAX_PENDING) for (const oldest of left.keys()) if (left.delete(oldest)) break;
    },
    settle: () => {
      if (left.size > 0) settle();
    },
    stop: () => {
      if (timer !== undefined) outer.clearTimeout(timer);
      left.clear();
    },
  };
}
