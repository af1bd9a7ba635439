import type { Act, NodePlace } from '@sightline/protocol';
import { type MirrorSource, placeOf, toDocument } from './mirror-place.js';
import { barAt, type Scroller, scrollerFor, scrollersAround } from './scroller.js';
import type { ActSender } from './act-sender.js';
import type { PagePoint } from '../stage/mode.js';

/** Scrolls the customer's page by wheel, keys, and drags. */
export interface ScrollInput {
  wheel(event: WheelEvent, at: PagePoint): void;
  /** True where the key scrolls. `at`: where the agent points. */
  key(event: KeyboardEvent, at: PagePoint): boolean;
  /** A press on a scroll bar, or with `page` anywhere, is a drag from now on. */
  press(at: PagePoint, page: boolean): { move(at: PagePoint): void } | undefined;
}

/** CSS pixels a line and a page of a wheel's turn are. */
const LINE = 20;
/** CSS pixels of an arrow key; a page is seven eighths of what is seen. */
const ARROW = 40;
const PAGE = 0.875;
/** Milliseconds the mirror has to show what was scrolled; until then the next step goes on from there. */
const ON_THE_WAY = 600;

type Step = (seen: Scroller) => { dx: number; dy: number };
const KEYS: Readonly<Record<string, Step>> = {
  ArrowUp: () => ({ dx: 0, dy: -ARROW }),
  ArrowDown: () => ({ dx: 0, dy: ARROW }),
  ArrowLeft: () => ({ dx: -ARROW, dy: 0 }),
  ArrowRight: () => ({ dx: ARROW, dy: 0 }),
  PageUp: ({ height }) => ({ dx: 0, dy: -height * PAGE }),
  PageDown: ({ height }) => ({ dx: 0, dy: height * PAGE }),
  Home: ({ maxTop }) => ({ dx: 0, dy: -maxTop }),
  End: ({ maxTop }) => ({ dx: 0, dy: maxTop }),
  ' ': ({ height }) => ({ dx: 0, dy: height * PAGE }),
};

export function createScrollInput(source: MirrorSource, sender: ActSender, now: () => number): ScrollInput {
  let turned = { dx: 0, dy: 0 };
  let going: { at: NodePlace; left: number; top: number; until: number } | undefined;

  const around = (at: PagePoint): Scroller[] => {
    const hit = source.hit(at);
    const place = hit && placeOf(source.renderer, hit);
    return hit && place ? scrollersAround(place, hit) : [];
  };
  /** Where it is, or will be once the mirror has followed. */
  const offset = (scroller: Scroller): { left: number; top: number } =>
    going && now() < going.until && going.at.id === scroller.id && going.at.path.join() === scroller.path.join() ? going : scroller;
  const clamp = (value: number, max: number): number => Math.min(max, Math.max(0, value));
  const scrollTo = ({ path, id, maxLeft, maxTop }: Scroller, left: number, top: number): void => {
    const at = { path, id };
    going = { at, left: clamp(left, maxLeft), top: clamp(top, maxTop), until: now() + ON_THE_WAY };
    const act: Act = { act: 'scroll', at, left: going.left, top: going.top };
    sender.sendInFrame(`scroll ${id} ${path.join()}`, () => act);
  };
  return {
    wheel(event, at) {
      const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? LINE : 400;
      turned = { dx: turned.dx + event.deltaX * unit, dy: turned.dy + event.deltaY * unit };
      sender.sendInFrame('wheel', () => {
        const { dx, dy } = turned;
        turned = { dx: 0, dy: 0 };
        const hit = source.hit(at);
        return hit && { act: 'wheel', at: { path: hit.path, id: hit.id }, x: hit.fraction.x, y: hit.fraction.y, dx, dy };
      });
    },
    key(event, at) {
      const step = KEYS[event.key];
      if (!step || event.ctrlKey || event.metaKey || event.altKey) return false;
      const all = around(at);
      const outer = all.at(-1);
      if (!outer) return true;
      const back = event.key === ' ' && event.shiftKey ? -1 : 1;
      const sketch = step(outer);
      const scroller = scrollerFor(
        all.map((one) => ({ ...one, ...offset(one) })),
        sketch.dx * back,
        sketch.dy * back,
      );
      if (!scroller) return true;
      const { dx, dy } = step(scroller);
      const from = offset(scroller);
      scrollTo(scroller, from.left + dx * back, from.top + dy * back);
      return true;
    },
    press(at, page) {
      const hit = source.hit(at);
      const place = hit && placeOf(source.renderer, hit);
      if (!hit || !place) return undefined;
      const all = scrollersAround(place, hit);
      const bar = barAt(place, all, at);
      const begin = toDocument(place, at);
      if (bar) {
        const { scroller, vertical } = bar;
        const seen = vertical ? scroller.height : scroller.width;
        const max = vertical ? scroller.maxTop : scroller.maxLeft;
        const from = vertical ? scroller.top : scroller.left;
        return {
          move(to) {
            const there = toDocument(place, to);
            const by = ((vertical ? there.y - begin.y : there.x - begin.x) * (seen + max)) / Math.max(1, seen);
            scrollTo(scroller, vertical ? scroller.left : from + by, vertical ? from + by : scroller.top);
          },
        };
      }
      const inner = page ? (all.find(({ maxLeft, maxTop }) => maxLeft > 0 || maxTop > 0) ?? all.at(-1)) : undefined;
      if (!inner) return undefined;
      return {
        move(to) {
          const there = toDocument(place, to);
          scrollTo(inner, inner.left - (there.x - begin.x), inner.top - (there.y - begin.y));
        },
      };
    },
  };
}
