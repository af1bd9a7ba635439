import { TOLD_STATES } from './css/pseudo-classes.js';
import type { Natives } from './natives.js';

export type StateKind = 'focus' | 'hover' | 'active' | 'ring';

/** Mirrors hover, active and focus as attributes on the element and what contains it in the flat tree. */
export interface States {
  set(kind: StateKind, element: Element | undefined): void;
  /** All elements in states the customer's side tells of: ids by the selector that means the state. */
  tell(states: Readonly<Record<string, readonly number[]>>): void;
  /** Ends a frame: the containing elements are found anew. */
  settle(): void;
  /** The innermost element with the customer's focus. */
  readonly focused: Element | undefined;
}

export function createStates(natives: Natives, elementOf: (id: number) => Element | undefined): States {
  const innermost: Record<StateKind, Element | undefined> = {
    focus: undefined,
    hover: undefined,
    active: undefined,
    ring: undefined,
  };
  const marked = new Map<string, Set<Element>>();
  let dirty = false;
  let told: Readonly<Record<string, readonly number[]>> | undefined;
  let news = false;
  let invalid = new Set<Element>();

  const chain = (from: Element | undefined): Set<Element> => {
    const found = new Set<Element>();
    for (let node: Node | null = from ?? null; node; ) {
      const type = natives.type(node);
      if (type === 1) {
        found.add(node as Element);
        node = natives.slotOf(node as Element) ?? natives.parent(node);
      } else node = type === 11 ? (node as ShadowRoot).host : null;
    }
    return found;
  };
  const mark = (name: string, elements: Set<Element>): void => {
    const before = marked.get(name);
    if (before) for (const element of before) if (!elements.has(element)) natives.removeAttribute(element, name);
    for (const element of elements) if (!before?.has(element)) natives.setAttribute(element, name, '');
    marked.set(name, elements);
  };
  const only = (element: Element | undefined): Set<Element> => new Set(element ? [element] : []);

  const inState = (selector: string): Set<Element> => {
    return new Set((told?.[selector] ?? []).map(elementOf).filter((element) => element !== undefined));
  };
  const apply = (): void => {
    for (const [selector, attribute] of TOLD_STATES) if (attribute) mark(attribute, inState(selector));
    mark('sightline-target-within', new Set([...inState(':target')].flatMap((target) => [...chain(target)])));
    const now = inState(':invalid');
    for (const element of invalid) if (!now.has(element)) natives.setValidity(element, '');
    for (const element of now) natives.setValidity(element, 'invalid');
    invalid = now;
  };
  return {
    get focused() {
      return innermost.focus;
    },
    tell(states) {
      told = states;
      news = true;
    },
    set(kind, element) {
      innermost[kind] = element;
      dirty = true;
    },
    settle() {
      if (news) apply();
      news = false;
      if (!dirty && !innermost.focus && !innermost.hover && !innermost.active) return;
      dirty = false;
      const { focus, hover, active, ring } = innermost;
      const focused = only(focus);
      const within = chain(focus);
      for (const element of within) if (natives.shadow(element)?.delegatesFocus) focused.add(element);
      mark('sightline-focus', focused);
      mark('sightline-focus-visible', ring !== undefined && ring === focus ? focused : new Set());
      mark('sightline-focus-within', within);
      mark('sightline-hover', chain(hover));
      mark('sightline-active', chain(active));
    },
  };
}
