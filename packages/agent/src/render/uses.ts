import { SVG_NS } from '@sightline/protocol';
import { COST, type Effort } from './effort.js';
import type { Natives } from './natives.js';

/** Elements one `use` may stand for, and all of a document together: more than pages of icons and charts have. */
const MOST_OF_ONE = 5_000;
const MOST = 50_000;
/** Uses in uses. */
const DEEPEST = 100;

/** The `use` elements of one document: a hundred nodes can stand for 10⁹, and a browser makes them all. */
export interface Uses {
  /** True where a `use` is to show what `value` names: from `settle` on it does, where that is not too much. */
  took(use: Element, name: string, value: string): boolean;
  /** It shows nothing by that attribute any more. */
  drop(use: Element, name: string): void;
  /** Elements came, went or were named: a use may stand for something else now. */
  changed(): void;
  forget(node: Node): void;
  settle(): void;
}

export function createUses(o: { natives: Natives; put(use: Element, name: string, value: string): void } & Effort): Uses {
  const { natives } = o;
  const wanted = new Map<Element, Map<string, string>>();
  let dirty = false;

  const targetOf = (use: Element): Element | null => {
    const names = wanted.get(use);
    const fragment = names?.get('href') ?? names?.get('xlink:href') ?? '';
    return fragment.length > 1 ? natives.byId(use, fragment.slice(1)) : null;
  };
  /** Something that is being weighed was met again: the browser leaves that out, and what was found holds here only. */
  let cut = false;
  /**
   * Elements a target stands for, those of uses inside it counted; above `MOST_OF_ONE` it is not counted to the end. `inside`: the
   * targets around, which it cannot show once more.
   */
  const weigh = (target: Element, known: Map<Element, number>, inside: Set<Element>): number => {
    const before = known.get(target);
    if (before !== undefined) return before;
    if (inside.size > DEEPEST) return Number.POSITIVE_INFINITY;
    const outer = cut;
    cut = false;
    inside.add(target);
    let weight = 0;
    for (let node: Node | null = target; node && weight <= MOST_OF_ONE; node = natives.following(node, target)) {
      o.spend(COST.visit);
      if (natives.type(node) !== 1) continue;
      weight++;
      const inner = wanted.has(node as Element) ? targetOf(node as Element) : null;
      if (!inner) continue;
      if (inside.has(inner)) cut = true;
      else weight += weigh(inner, known, inside);
    }
    inside.delete(target);
    if (!cut || weight > MOST_OF_ONE) known.set(target, weight);
    cut ||= outer;
    return weight;
  };
  const drop = (use: Element, name: string): void => {
    const names = wanted.get(use);
    if (!names?.delete(name)) return;
    if (names.size === 0) wanted.delete(use);
    dirty = true;
  };
  return {
    took(use, name, value) {
      if (natives.namespace(use) !== SVG_NS) return false;
      if (!value.startsWith('#')) {
        drop(use, name);
        return false;
      }
      const names = wanted.get(use) ?? new Map<string, string>();
      wanted.set(use, names.set(name, value));
      dirty = true;
      return true;
    },
    drop,
    changed() {
      dirty = true;
    },
    forget: (node) => void wanted.delete(node as Element),
    settle() {
      if (!dirty || wanted.size === 0) return;
      dirty = false;
      const known = new Map<Element, number>();
      let left = MOST;
      for (const [use, names] of wanted) {
        o.spend(COST.visit);
        const target = targetOf(use);
        const weight = target && left > 0 ? weigh(target, known, new Set()) : 0;
        const shown = !target || (weight <= MOST_OF_ONE && weight < left);
        if (shown) left -= weight;
        for (const [name, fragment] of names) {
          if (!shown) natives.removeAttribute(use, name);
          else if (use.getAttribute(name) !== fragment) o.put(use, name, fragment);
        }
      }
    },
  };
}
