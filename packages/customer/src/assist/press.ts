import type { Act, AssistType, RefusalReason } from '@sightline/protocol';
import { isControl } from './controls.js';
import type { CustomerHand } from './customer-hand.js';
import { type Dom, isElement } from './dom.js';
import { focused } from './focused.js';
import type { Hand } from './hand.js';
import type { Judge } from './judge.js';
import type { Level, Places } from './places.js';

type PointerAct = Extract<Act, { act: 'pointer' }>;

export interface PressOptions {
  dom: Dom;
  judge: Judge;
  places: Places;
  customer: CustomerHand;
  hand: Hand;
}

/** Judges an act of the agent's mouse by what the page has at that point, and hands it on. */
export function createPress({ dom, judge, places, customer, hand }: PressOptions): {
  /** `ask`: it sends something off, and the customer has not `allowed` it yet. */
  act(act: PointerAct, element: Element, type: AssistType, allowed: boolean): RefusalReason | 'ask' | undefined;
} {
  /** Why the button that should come up was not down. */
  let refusedDown: RefusalReason | undefined;
  const inside = (node: Element, outer: Element): boolean => judge.around(node, (one) => one === outer || undefined) === true;
  const labelled = (of: Element): Element | undefined =>
    judge.around(of, (node) => (isElement(node) && node.localName === 'label' && (node as HTMLLabelElement).control) || undefined);
  /** What is aimed at, something in it or around it, or what stands for it: anything else lies over it. */
  const belongs = (hit: Element, element: Element): boolean =>
    inside(hit, element) || inside(element, hit) || labelled(hit) === element || labelled(element) === hit;
  /** What a press takes the focus from is the customer's while it is being typed in. */
  const typing = (hit: Element): boolean => {
    const { field } = customer;
    return field !== undefined && (hit === field || focused(field.ownerDocument) === field);
  };
  const judged = (act: PointerAct, element: Element, type: AssistType): Level | RefusalReason => {
    const point = places.point(element, act.x, act.y);
    const reason = judge.refuses(element);
    if (reason) return reason;
    const hit = places.hit(point);
    const { pressed } = hand;
    if (typeof hit === 'string') {
      // A button that is held goes on outside the window.
      if (hit !== 'covered' || !pressed || pressed.ownerDocument !== element.ownerDocument) return hit;
      return { ...point, element: element.ownerDocument.documentElement };
    }
    const verdict = judge.refuses(hit);
    if (verdict) return verdict;
    if (!pressed && !belongs(hit, element)) return 'covered';
    if (type === 'edit_form' && !pressed && !isControl(hit, { dom, judge })) return 'wrong_type';
    if (act.phase === 'down' && typing(hit)) return 'busy';
    return { ...point, element: hit };
  };
  return {
    act(act, element, type, allowed) {
      if (act.phase === 'up' && !hand.pressed) return refusedDown ?? 'gone';
      const at = judged(act, element, type);
      if (typeof at === 'string') {
        if (act.phase === 'down') refusedDown = at;
        if (act.phase === 'up') hand.cancel();
        return at;
      }
      switch (act.phase) {
        case 'move':
          return hand.move(at, act);
        case 'down':
          return (refusedDown = hand.down(at, act));
        case 'up':
          return hand.up(at, act, allowed);
        default:
          return act.phase satisfies never;
      }
    },
  };
}
