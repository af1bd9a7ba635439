import type { Natives } from '../capture/natives.js';
import { fold } from './patterns/fold.js';
import type { PatternSet } from './patterns/pattern-set.js';

/** Milliseconds after which what is typed is told. */
const REST_MS = 700;
const EDITABLE = '[contenteditable]:not([contenteditable=false i])';

/** Fields and texts that are typed in: with patterns they are told once the customer rests, or leaves where more may come. */
export interface Typing {
  /** Whether `value` waits, told so far as `told`; it is asked for again later. */
  waits(node: Node, value: string, told: string | undefined): boolean;
  /** The page has copied what is typed in a field just now and may become a match. */
  copies(node: Node, value: string): boolean;
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
  const digits = (text: string): string => fold(text).replace(/\D/g, '');
  const copies = (node: Node, value: string): boolean => {
    const own = digits(value);
    if (own.length < 4) return false;
    let active = node.ownerDocument?.activeElement ?? null;
    for (let inner: Element | null = active; inner; inner = natives.shadowRoot.call(inner)?.activeElement ?? null) active = inner;
    const name = active && natives.localName.call(active);
    if (name !== 'input' && name !== 'textarea') return false;
    const typed = (natives[name].value as (this: Element) => string).call(active as Element);
    if (!patterns.growing(typed)) return false;
    const whole = digits(typed);
    return whole.includes(own) || own.includes(whole);
  };
  return {
    copies,
    waits(node, value, told) {
      if (!focused(node)) {
        if (value === told || !copies(node, value)) return false;
        natives.setTimeout(() => wake(node), REST_MS);
        return true;
      }
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
