import type { Act, RefusalReason } from '@sightline/protocol';
import type { CustomerHand } from './customer-hand.js';
import { type Dom, isElement } from './dom.js';
import type { Judge } from './judge.js';
import { asFirstButton, mouseEvent, viewOf } from './mouse-events.js';
import type { Level, Places } from './places.js';

export interface ScrollOptions {
  dom: Dom;
  judge: Judge;
  places: Places;
  customer: CustomerHand;
  natives: { now(): number };
}

/** A wheel that goes on turning stays with what it began to scroll. */
const LATCH_MS = 400;

type ScrollAct = Extract<Act, { act: 'scroll' | 'wheel' | 'show' }>;

/** Scrolls as a hand would: by the bar, by the wheel, and to what the agent sees. */
export function createScroll({ dom, judge, places, customer, natives }: ScrollOptions): {
  act(act: ScrollAct, node: Node): RefusalReason | undefined;
} {
  let latch: { target: Element; scroller: Element; until: number } | undefined;

  /** The element a viewport's offsets are of, where the node stands for one. */
  const scrollerOf = (node: Node): Element | undefined => {
    const document = isElement(node) ? node.ownerDocument : (node as Document);
    const { documentElement, body, scrollingElement } = document;
    if (node === document || node === documentElement || node === scrollingElement) return scrollingElement ?? documentElement;
    // In quirks mode the body is the page's.
    return isElement(node) && (node !== body || scrollingElement !== body) ? node : undefined;
  };
  const isViewport = (element: Element): boolean =>
    element === (element.ownerDocument.scrollingElement ?? element.ownerDocument.documentElement);
  /** Whether a hand could scroll it: what is cut off by `hidden` only scripts can. */
  const canScroll = (element: Element, axis: 'x' | 'y'): boolean => {
    const view = viewOf(element);
    if (!view) return false;
    const overflow = (of: Element | null): string => (of ? view.getComputedStyle(of).getPropertyValue(`overflow-${axis}`) : 'visible');
    const { documentElement, body } = element.ownerDocument;
    const [inner, outer] = axis === 'x' ? [element.clientWidth, element.scrollWidth] : [element.clientHeight, element.scrollHeight];
    if (outer <= inner) return false;
    if (!isViewport(element)) return /auto|scroll/.test(overflow(element)) || element.localName === 'textarea';
    const own = overflow(documentElement);
    return !/hidden|clip/.test(own === 'visible' ? overflow(body) : own);
  };
  const room = (element: Element, axis: 'x' | 'y', by: number): boolean => {
    if (by === 0 || !canScroll(element, axis)) return false;
    const [at, inner, outer] =
      axis === 'x'
        ? [element.scrollLeft, element.clientWidth, element.scrollWidth]
        : [element.scrollTop, element.clientHeight, element.scrollHeight];
    // Right to left it counts below zero.
    const most = outer - inner;
    const [low, high] = axis === 'x' && viewOf(element)?.getComputedStyle(element).direction === 'rtl' ? [-most, 0] : [0, most];
    return by > 0 ? high - at > 0.5 : at - low > 0.5;
  };
  /** What turning the wheel over an element scrolls: the first around it that has room, no further than what keeps it to itself. */
  const chained = (from: Element, dx: number, dy: number): Element | undefined => {
    let kept = false;
    return judge.around(from, (node) => {
      if (kept || !isElement(node) || (isViewport(node) ? node : scrollerOf(node)) !== node) return undefined;
      if (room(node, 'y', dy) || room(node, 'x', dx)) return node;
      const style = viewOf(node)?.getComputedStyle(node);
      kept = (canScroll(node, 'y') || canScroll(node, 'x')) && style?.getPropertyValue(`overscroll-behavior-${dy ? 'y' : 'x'}`) !== 'auto';
      return undefined;
    });
  };
  /** What a mouse would be over: where the page has moved on meanwhile, what the wheel was turned on. */
  const under = (element: Element, point: Level): Element | RefusalReason => {
    const hit = places.hit(point);
    if (typeof hit !== 'string') return hit;
    return hit === 'covered' ? element : hit;
  };
  const touchable = (from: Element): Element | undefined =>
    judge.around(from, (node) => (isElement(node) && !judge.refuses(node) ? node : undefined));
  const wheel = (element: Element, { x, y, dx, dy }: Extract<Act, { act: 'wheel' }>): RefusalReason | undefined => {
    const now = natives.now();
    const held = latch && now < latch.until && dom.connected(latch.target) ? latch : undefined;
    const point = places.point(element, x, y);
    const found = held?.target ?? under(element, point);
    if (typeof found === 'string') return found;
    const reason = judge.refuses(found);
    // Over what may not be touched it turns what is around that.
    const target = reason === 'own_ui' ? undefined : touchable(found);
    if (!target) return reason;
    const view = viewOf(target);
    if (!view) return 'gone';
    const { clientX, clientY, screenX, screenY } = mouseEvent(view, 'mousemove', { ...point, button: 0, buttons: 0, modifiers: 0 });
    const init = { bubbles: true, composed: true, cancelable: true, view, clientX, clientY, screenX, screenY, button: -1 };
    const event = asFirstButton(init, (all) => new view.WheelEvent('wheel', { ...all, deltaX: dx, deltaY: dy }));
    if (!target.dispatchEvent(event)) return undefined;
    const scroller = held && (room(held.scroller, 'y', dy) || room(held.scroller, 'x', dx)) ? held.scroller : chained(target, dx, dy);
    latch = undefined;
    if (!scroller || judge.refuses(scroller)) return undefined;
    latch = { target, scroller, until: now + LATCH_MS };
    scroller.scrollBy({ left: canScroll(scroller, 'x') ? dx : 0, top: canScroll(scroller, 'y') ? dy : 0, behavior: 'instant' });
    return undefined;
  };
  return {
    act(act, node) {
      const element = scrollerOf(node);
      if (!element) return 'gone';
      if (customer.scrolls) return 'busy';
      if (act.act === 'wheel') return wheel(isElement(node) ? node : element, act);
      const reason = judge.refuses(element);
      if (reason) return reason;
      switch (act.act) {
        case 'show':
          element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
          return undefined;
        case 'scroll': {
          const [x, y] = [canScroll(element, 'x'), canScroll(element, 'y')];
          // What has no bar cannot be scrolled by one.
          if (!x && !y) return 'not_editable';
          element.scrollTo({ ...(x && { left: act.left }), ...(y && { top: act.top }), behavior: 'instant' });
          return undefined;
        }
        default:
          return act satisfies never;
      }
    },
  };
}
