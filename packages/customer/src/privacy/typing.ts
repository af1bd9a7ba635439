import type { Natives } from '../capture/natives.js';
import type { PatternSet } from './patterns/pattern-set.js';

/** Milliseconds after which what is typed is told. */
const REST_MS = 700;
const EDITABLE = '[contenteditable]:not([contenteditable=false i])';

/** Fields and texts that are typed in: with patterns they are told once the customer rests, or leaves where more may come. */
export interface Typing {
  /** Whether `value` waits, told so far as `told`; it is asked for again later. */
  waits(node: Node, value: string, told: string | undefined): boolean;
}

export function createTyping(options: { natives: Natives; patterns: PatternSet; wake(node: Node): void }): Typing {
  const { natives, patterns, wake } = options;
  const { nodeType, up, closest, getRootNode, now } = natives;
  const typing = new WeakMap<Node, { value: string; since: number }>();
  /** A text stands in an editable region that has the focus, a field has it itself. */
  const focused = (node: Node): boolean => {
    const active = (getRootNode.call(node) as Document | ShadowRoot).activeElement;
    if (active === null || active === node || nodeType.call(node) === 1) return active === node;
    if (closest.call(active, EDITABLE) === null && node.ownerDocument?.designMode !== 'on') return false;
    for (let at: Node | null = node; at !== null; at = up(at)) if (at === active) return true;
    return false;
  };
  return {
    waits(node, value, told) {
      if (!focused(node)) return false;
      let typed = typing.get(node);
      if (typed === undefined || typed.value !== value) {
        typed = { value, since: now() };
        typing.set(node, typed);
      }
      if (value === '' || told === value) return false;
      const left = typed.since + REST_MS - now();
      if (left <= 0 && !patterns.growing(value)) return false;
      natives.setTimeout(() => wake(node), Math.max(left, REST_MS));
      return true;
    },
  };
}
