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
  /** `use` is to show what `fragment` names; from `settle` on it does, where that is not too much. */
  want(use: Element, name: string, fragment: string): void;
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
  /** Elements a target stands for, those of uses inside it counted; above `MOST_OF_ONE` it is not counted to the end. */
  const weigh = (target: Element, known: Map<Element, number>, depth: number): number => {
    const before = known.get(target);
    if (before !== undefined) return before;
    // What contains itself, or is too deep, has no end.
    known.set(target, Number.POSITIVE_INFINITY);
    let weight = depth > DEEPEST ? Number.POSITIVE_INFINITY : 0;
    for (let node: Node | null = target; node && weight <= MOST_OF_ONE; node = natives.following(node, target)) {
      o.spend(COST.visit);
      if (natives.type(node) !== 1) continue;
      weight++;
      const inner = wanted.has(node as Element) ? targetOf(node as Element) : null;
      if (inner) weight += weigh(inner, known, depth + 1);
    }
    known.set(target, weight);
    return weight;
  };
  return {
    want(use, name, fragment) {
      const names = wanted.get(use) ?? new Map<string, string>();
      wanted.set(use, names.set(name, fragment));
      dirty = true;
    },
    drop(use, name) {
      const names = wanted.get(use);
      if (names?.delete(name) && names.size === 0) wanted.delete(use);
      dirty = true;
    },
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
        const weight = target ? weigh(target, known, 0) : 0;
        const shown = weight <= MOST_OF_ONE && weight <= left;
        if (shown) left -= weight;
        for (const [name, fragment] of names) {
          if (!shown) natives.removeAttribute(use, name);
          else if (use.getAttribute(name) !== fragment) o.put(use, name, fragment);
        }
      }
    },
  };
}

/** Whether an element's `href` is one that `Uses` decides about. */
export const isUse = (natives: Natives, element: Element): boolean =>
  natives.tag(element) === 'use' && natives.namespace(element) === SVG_NS;
