import { DOCUMENT_ID, type NodePlace } from '@sightline/protocol';
import type { FramePlace } from '../render/embed/frame-at.js';
import type { PagePoint } from '../stage/mode.js';
import { around, type MirrorElement, type PageBox, toDocument } from './mirror-place.js';

/** What can be scrolled in the mirror: an element, or the viewport of a document. */
export interface Scroller extends NodePlace {
  left: number;
  top: number;
  maxLeft: number;
  maxTop: number;
  /** What is seen of it, CSS pixels. */
  width: number;
  height: number;
  /** Where its scroll bars stand, in pixels of its document; absent where it has none or they lie over the content. */
  bars: { vertical?: PageBox; horizontal?: PageBox };
}

const SCROLLS = /^(?:auto|scroll|overlay)$/;

/** What scrolls around an element, innermost first, the viewport of its document last. */
export function scrollersAround(place: FramePlace, { element, path }: MirrorElement): Scroller[] {
  const { scene } = place;
  const { window, document } = scene.frame;
  const root = document.documentElement;
  const found: Scroller[] = [];
  for (let at: Element | null = element; at; at = around(place, at)) {
    const id = scene.table.idOf(at);
    if (id === undefined || at === root || at === document.body) continue;
    const { overflowX, overflowY } = window.getComputedStyle(at);
    const across = SCROLLS.test(overflowX) ? at.scrollWidth - at.clientWidth : 0;
    const down = SCROLLS.test(overflowY) ? at.scrollHeight - at.clientHeight : 0;
    if (across > 0 || down > 0)
      found.push(ofElement(at, scene.frame.natives.rect(at), { path, id, maxLeft: Math.max(0, across), maxTop: Math.max(0, down) }));
  }
  const { innerWidth, innerHeight, scrollX, scrollY } = window;
  const [width, height] = [root.clientWidth, root.clientHeight];
  found.push({
    path,
    id: DOCUMENT_ID,
    left: scrollX,
    top: scrollY,
    maxLeft: Math.max(0, root.scrollWidth - width),
    maxTop: Math.max(0, root.scrollHeight - height),
    width,
    height,
    bars: {
      ...(innerWidth > width && { vertical: { left: width, top: 0, width: innerWidth - width, height } }),
      ...(innerHeight > height && { horizontal: { left: 0, top: height, width, height: innerHeight - height } }),
    },
  });
  return found;
}

function ofElement(element: Element, box: DOMRect, at: Pick<Scroller, 'path' | 'id' | 'maxLeft' | 'maxTop'>): Scroller {
  const { clientLeft, clientTop, clientWidth, clientHeight } = element;
  const { offsetWidth, offsetHeight } = element as HTMLElement;
  const [left, top] = [box.left + clientLeft, box.top + clientTop];
  // What is left of the border box beside the borders.
  const across = offsetWidth - clientWidth - 2 * clientLeft;
  const down = offsetHeight - clientHeight - 2 * clientTop;
  return {
    ...at,
    left: element.scrollLeft,
    top: element.scrollTop,
    width: clientWidth,
    height: clientHeight,
    bars: {
      ...(across > 2 && at.maxTop > 0 && { vertical: { left: left + clientWidth, top, width: across, height: clientHeight } }),
      ...(down > 2 && at.maxLeft > 0 && { horizontal: { left, top: top + clientHeight, width: clientWidth, height: down } }),
    },
  };
}

/** The innermost of them that can go on in a direction; the outermost where none can. */
export function scrollerFor(all: readonly Scroller[], dx: number, dy: number): Scroller | undefined {
  const can = (at: number, max: number, by: number): boolean => (by < 0 ? at > 0 : by > 0 && at < max - 1);
  return all.find((one) => can(one.left, one.maxLeft, dx) || can(one.top, one.maxTop, dy)) ?? all.at(-1);
}

/** The scroll bar under a place of the customer's viewport. */
export function barAt(place: FramePlace, all: readonly Scroller[], at: PagePoint): { scroller: Scroller; vertical: boolean } | undefined {
  const { x, y } = toDocument(place, at);
  const inside = (box: PageBox | undefined): boolean =>
    box !== undefined && x >= box.left && x < box.left + box.width && y >= box.top && y < box.top + box.height;
  for (const scroller of all) {
    if (inside(scroller.bars.vertical)) return { scroller, vertical: true };
    if (inside(scroller.bars.horizontal)) return { scroller, vertical: false };
  }
  return undefined;
}
