import { type Clipper, clippersOf, type Tree } from './clippers.js';
import { type Box, intersection } from './geometry.js';
import { getter } from './getter.js';
import type { StrokePlace } from './stroke-place.js';

/** Milliseconds for which what cuts an element is not looked for again: styles of all ancestors are read for it. */
const KNOWN_MS = 300;
/** Longer than any page. */
const ENDLESS = 1e6;

/** Where elements of a page are seen: the customer's, and alike its mirror. */
export interface ElementPlaces {
  /**
   * Border box and clip of an element, in CSS pixels of the viewport of `top`, also from within its same-origin iframes. Undefined where it
   * is not seen: not in the page, hidden (`display`, `visibility`, `opacity: 0`, `content-visibility`), or wholly cut off by what scrolls.
   */
  of(element: Element): Pick<StrokePlace, 'box' | 'clip'> | undefined;
  /** Where the viewport of an iframe's document begins, the pixels that one of its CSS pixels takes, and what is seen of it. */
  inFrame(frame: Element): { left: number; top: number; across: number; down: number; clip: Box | undefined } | undefined;
}

export function createElementPlaces({ top, now }: { top: Window & typeof globalThis; now(): number }): ElementPlaces {
  const { getBoundingClientRect, checkVisibility } = top.Element.prototype as Partial<Element> & Element;
  const parentNode = getter<Node | null>(top.Node, 'parentNode');
  const slotOf = getter<Element | null>(top.Element, 'assignedSlot');
  const isConnected = getter<boolean>(top.Node, 'isConnected');
  const tree: Tree = {
    parent: (node) => parentNode.call(node),
    slotOf: (element) => slotOf.call(element),
    styleOf: (element) => top.getComputedStyle(element),
  };
  const known = new WeakMap<Element, { until: number; clippers: Clipper[] }>();

  const clippers = (element: Element): Clipper[] => {
    const time = now();
    let found = known.get(element);
    if (!found || found.until < time) known.set(element, (found = { until: time + KNOWN_MS, clippers: clippersOf(tree, element) }));
    return found.clippers;
  };
  /** The padding box, without scrollbars; endless along an axis that is not cut. */
  const cut = ({ element, x, y }: Clipper): Box => {
    const rect = getBoundingClientRect.call(element);
    const { clientLeft, clientTop, clientWidth, clientHeight, offsetWidth, offsetHeight } = element as HTMLElement;
    const across = offsetWidth ? rect.width / offsetWidth : 1;
    const down = offsetHeight ? rect.height / offsetHeight : 1;
    // Drawings have no padding box of their own.
    const inner = offsetWidth !== undefined;
    return {
      left: x ? rect.left + (inner ? clientLeft * across : 0) : -ENDLESS,
      top: y ? rect.top + (inner ? clientTop * down : 0) : -ENDLESS,
      width: x ? (inner ? clientWidth * across : rect.width) : 2 * ENDLESS,
      height: y ? (inner ? clientHeight * down : rect.height) : 2 * ENDLESS,
    };
  };
  const isSeen = (element: Element): boolean => {
    if (!isConnected.call(element)) return false;
    if (checkVisibility) return checkVisibility.call(element, { visibilityProperty: true, opacityProperty: true });
    return element.getClientRects().length > 0 && tree.styleOf(element).visibility === 'visible';
  };
  const of: ElementPlaces['of'] = (element) => {
    const view = element.ownerDocument.defaultView;
    if (!view || !isSeen(element)) return undefined;
    const { left, top: y, width, height } = getBoundingClientRect.call(element);
    const box = { left, top: y, width, height };
    let clip: Box | undefined = { left: -ENDLESS, top: -ENDLESS, width: 2 * ENDLESS, height: 2 * ENDLESS };
    const cutting = clippers(element);
    for (const clipper of cutting) clip = clip && intersection(clip, cut(clipper));
    if (!clip || !sees(box, clip)) return undefined;
    if (view === top) return cutting.length ? { box, clip } : { box };
    return throughFrame(view, box, clip);
  };
  const inFrame: ElementPlaces['inFrame'] = (frame) => {
    const around = of(frame);
    if (!around) return undefined;
    const { clientLeft, clientTop, clientWidth, clientHeight, offsetWidth, offsetHeight } = frame as HTMLElement;
    const { box, clip } = around;
    const across = offsetWidth ? box.width / offsetWidth : 1;
    const down = offsetHeight ? box.height / offsetHeight : 1;
    const { paddingLeft, paddingRight, paddingTop, paddingBottom } = tree.styleOf(frame);
    const [left, right, up, low] = [paddingLeft, paddingRight, paddingTop, paddingBottom].map(Number.parseFloat) as [
      number,
      number,
      number,
      number,
    ];
    const content = {
      left: box.left + (clientLeft + left) * across,
      top: box.top + (clientTop + up) * down,
      width: (clientWidth - left - right) * across,
      height: (clientHeight - up - low) * down,
    };
    return { left: content.left, top: content.top, across, down, clip: clip ? intersection(content, clip) : content };
  };
  /** From a document in an iframe to the one around it. */
  const throughFrame = (view: Window, box: Box, clip: Box): ReturnType<ElementPlaces['of']> => {
    const frame = view.frameElement;
    const around = frame && inFrame(frame);
    if (!around) return undefined;
    const out = (inner: Box): Box => ({
      left: around.left + inner.left * around.across,
      top: around.top + inner.top * around.down,
      width: inner.width * around.across,
      height: inner.height * around.down,
    });
    const seen = around.clip && intersection(out(clip), around.clip);
    const moved = out(box);
    return seen && sees(moved, seen) ? { box: moved, clip: seen } : undefined;
  };
  return { of, inFrame };
}

/** A box without an area, too, is in what holds its place. */
const sees = (box: Box, clip: Box): boolean =>
  box.left <= clip.left + clip.width &&
  box.top <= clip.top + clip.height &&
  box.left + box.width >= clip.left &&
  box.top + box.height >= clip.top;
