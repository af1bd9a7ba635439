import type { NodePlace, RefusalReason } from '@sightline/protocol';
import type { Dom } from './dom.js';
import type { createFreshFrames } from './fresh-frames.js';
import type { Judge } from './judge.js';
import type { Sight } from '../help/sighted.js';

/** A point in one of the documents around an element, and what of it is there. */
export interface Level {
  element: Element;
  /** CSS pixels of the viewport of that element's document. */
  x: number;
  y: number;
}

export interface Places {
  /** The node an act is aimed at, or why there is none. */
  find(aimed: { stream: number }, place: NodePlace): Node | RefusalReason;
  /** The point at fractions of the element's border box, where a mouse can be. */
  point(element: Element, x: number, y: number): Level;
  /** The point in each document around its own, outermost first, itself last; the elements of those around are iframes. */
  levels(point: Level): Level[];
  /** What a mouse would hit at the point, through open shadow roots; `covered` where something outside its document lies over it. */
  hit(point: Level): Element | RefusalReason;
}

export interface PlacesOptions {
  dom: Dom;
  judge: Judge;
  fresh: Pick<ReturnType<typeof createFreshFrames>, 'isFresh'>;
  capture(): Sight | undefined;
}

export function createPlaces({ dom, judge, fresh, capture }: PlacesOptions): Places {
  const levels = (point: Level): Level[] => {
    const frame = dom.frameOf(point.element.ownerDocument) as HTMLElement | null;
    if (!frame) return [point];
    const box = dom.box(frame);
    const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
    const inset = (side: string, border: number): number => border + Number.parseFloat(style?.getPropertyValue(`padding-${side}`) ?? '0');
    // It may be scaled.
    const outer = {
      element: frame,
      x: box.left + (inset('left', frame.clientLeft) + point.x) * (box.width / frame.offsetWidth || 1),
      y: box.top + (inset('top', frame.clientTop) + point.y) * (box.height / frame.offsetHeight || 1),
    };
    return [...levels(outer), point];
  };
  const deepest = ({ element, x, y }: Level): Element | null => {
    let found = element.ownerDocument.elementFromPoint(x, y);
    for (let root = found?.shadowRoot; root; ) {
      const inner: Element | null = root.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
      root = inner.shadowRoot;
    }
    return found;
  };
  return {
    levels,
    find({ stream }, { path, id }) {
      const page = capture();
      if (!page || page.stream !== stream) return 'stale';
      let inner: Sight | undefined = page;
      for (const at of path) {
        const frame: Node | undefined = inner?.nodeOf(at);
        inner = inner?.at([at]);
        if (inner && frame && fresh.isFresh(frame as Element, inner)) return 'stale';
      }
      const node = inner?.nodeOf(id);
      return node && dom.connected(node) ? node : 'gone';
    },
    point(element, x, y) {
      const box = dom.box(element);
      // A mouse is at whole pixels of its screen.
      const ratio = element.ownerDocument.defaultView?.devicePixelRatio ?? 1;
      const snap = (at: number): number => Math.round(at * ratio) / ratio;
      return { element, x: snap(box.left + box.width * x), y: snap(box.top + box.height * y) };
    },
    hit(point) {
      for (const level of levels(point)) {
        const found = deepest(level);
        if (level.element === point.element) return found ?? 'covered';
        if (found !== level.element) return (found && judge.refuses(found) === 'own_ui' && 'own_ui') || 'covered';
      }
      return 'covered';
    },
  };
}
