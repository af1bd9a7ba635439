import type { Dom } from './dom.js';
import type { MouseState } from './mouse-events.js';
import type { Level } from './places.js';

export type Fire = (target: Element, type: string, state: MouseState) => boolean;

/** What the agent's mouse is over, in each document around it. */
export interface Hover {
  /** The mouse is over these now, outermost first: what it left and what it entered hears of it. `between` the pointer's events and the mouse's. */
  over(levels: readonly Level[], state: Omit<MouseState, 'x' | 'y'>, between?: () => void): void;
  /** The mouse is nowhere any more. */
  leave(): void;
}

export function createHover({ dom, fire }: { dom: Dom; fire: Fire }): Hover {
  let now: Level[] = [];
  /** An element and what is around it in its document, innermost first. */
  const chain = (element: Element | undefined): Element[] => {
    const found: Element[] = [];
    for (let at: Node | null = element ?? null; at; at = (at as Element).assignedSlot ?? dom.up(at))
      if (at.nodeType === 1) found.push(at as Element);
    return found;
  };
  type Crossing = [left: Element | undefined, entered: Element | undefined, state: MouseState];
  const cross = (kind: string, [left, entered, state]: Crossing): void => {
    const [from, to] = [chain(left), chain(entered)];
    const still = left && dom.connected(left) ? left : undefined;
    if (still) {
      const out = { ...state, related: entered };
      fire(still, `${kind}out`, out);
      for (const one of from) if (!to.includes(one)) fire(one, `${kind}leave`, out);
    }
    if (!entered) return;
    const into = { ...state, related: still };
    fire(entered, `${kind}over`, into);
    for (const one of to.reverse()) if (!from.includes(one)) fire(one, `${kind}enter`, into);
  };
  const over: Hover['over'] = (levels, state, between) => {
    const crossings: Crossing[] = [];
    const same = (a: Level, b: Level): boolean => a.element.ownerDocument === b.element.ownerDocument;
    for (const old of [...now].reverse())
      if (!levels.some((level) => same(level, old))) crossings.push([old.element, undefined, { ...state, x: old.x, y: old.y }]);
    for (const level of levels) {
      const old = now.find((one) => same(one, level))?.element;
      if (old !== level.element) crossings.push([old, level.element, { ...state, x: level.x, y: level.y }]);
    }
    now = [...levels];
    for (const crossing of crossings) cross('pointer', crossing);
    between?.();
    for (const crossing of crossings) cross('mouse', crossing);
  };
  return { over, leave: () => over([], { modifiers: 0, button: -1, buttons: 0 }) };
}
