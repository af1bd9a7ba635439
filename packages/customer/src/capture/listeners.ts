import { FEATURES } from './meta.js';
import { quietly } from '@sightline/link';
import type { Natives } from './natives.js';
import type { See } from './see.js';

export interface ListenerActions {
  /** Typing, choosing, resetting. */
  control(event: Event, target: Element): void;
  /** Something opens or closes, or is about to. */
  layer(event: Event, target: Element): void;
  scroll(target: Node): void;
  states(): void;
  hover(target: Node): void;
  pointer(target: Node, event: PointerEvent): void;
  /** Anything the customer does, before what follows from it. */
  act(target: Node, keys: boolean): void;
  left(): void;
  /** An image, sheet or anything else that loads. */
  loaded(element: Element): void;
  resized(): void;
  /** The customer zooms with two fingers, or moves what is zoomed. */
  zoomed(): void;
  routed(): void;
}

/** Passive capture listeners on the document, its window, and every mirrored shadow root, where some events end. */
export function createListeners(options: {
  document: Document;
  window: Window & typeof globalThis;
  natives: Natives;
  see: See | undefined;
  actions: ListenerActions;
}): {
  root(root: Document | ShadowRoot): void;
  forget(root: ShadowRoot): void;
  /** After `document.open`. */
  renew(): void;
  stop(): void;
} {
  const { document, window, natives, actions, see } = options;
  const { addEventListener: add, removeEventListener: remove } = natives;
  const passive = { capture: true, passive: true };
  const guarded = (fn: (event: Event) => unknown) => {
    // A pointer that a script moves, an agent's acts among them, is not the customer's.
    return (event: Event): void => void ((event.isTrusted || !(event as PointerEvent).pointerType) && quietly(() => fn(event)));
  };
  /** The innermost target, open shadow roots seen through. */
  const deep = (event: Event): Node | undefined => {
    const target = natives.composedPath.call(event)[0] as Node | undefined;
    return see ? see.target(target, event, natives) : target;
  };
  const seen = new WeakMap<Event, Node>();
  /** A composed event passes the document and each shadow root on its way: it is handled once for each target. */
  const once = (fn: (event: Event, target: Node) => void) =>
    guarded((event) => {
      const target = deep(event);
      if (target === undefined || seen.get(event) === target) return;
      seen.set(event, target);
      fn(event, target);
    });
  /** Only at elements: old libraries dispatch what they like at documents, shadow roots and texts. */
  const atElement = (fn: (event: Event, target: Element) => void) =>
    once((event, target) => natives.nodeType.call(target) === 1 && fn(event, target as Element));
  const scrolls = (target: Node): boolean => natives.nodeType.call(target) % 8 === 1;
  const resized = guarded(() => actions.resized());
  const zoomed = guarded(() => actions.zoomed());
  const states = guarded(() => actions.states());
  /** Types, separated by blanks, and what listens to them. */
  const inRoot: [string, (event: Event) => void][] = [
    ['input change reset', atElement(actions.control)],
    ['toggle beforetoggle close fullscreenchange', once((event, target) => actions.layer(event, target as Element))],
    ['focusin focusout', states],
    ['scroll', once((_, target) => scrolls(target) && actions.scroll(target))],
    ['load', atElement((_, target) => actions.loaded(target))],
    ['pointerover', once((_, target) => actions.hover(target))],
  ];
  const onlyDocument: typeof inRoot = [
    [
      'keydown beforeinput pointerdown compositionstart',
      guarded((event) => actions.act(deep(event) as Node, event.type !== 'pointerdown')),
    ],
    [
      'pointerdown pointerup pointercancel pointermove',
      guarded((event) => 'clientX' in event && actions.pointer(deep(event) as Node, event as PointerEvent)),
    ],
    ['pointerout', guarded((event) => (event as PointerEvent).relatedTarget === null && actions.left())],
  ];
  const inWindow: typeof inRoot = [
    ['resize', resized],
    ['popstate hashchange', guarded(() => actions.routed())],
    ['focus blur', states],
  ];
  const each = (target: EventTarget, sets: typeof inRoot, how: typeof add | typeof remove): void => {
    for (const [types, listener] of sets) for (const type of types.split(' ')) how.call(target, type, listener, passive);
  };
  const media: MediaQueryList[] = [];
  void quietly(() => {
    // Each tells of its first value.
    for (const line of FEATURES) media.push(window.matchMedia(`(${line.replace(/ (\S+).*/, ': $1')})`));
  });
  const roots = new Set<Document | ShadowRoot>([document]);
  /** Adding twice is adding once. */
  const everywhere = (how: typeof add | typeof remove): void => {
    for (const root of roots) each(root, inRoot, how);
    each(document, onlyDocument, how);
    each(window, inWindow, how);
    for (const query of media) each(query, [['change', resized]], how);
    if (window.visualViewport) each(window.visualViewport, [['resize scroll', zoomed]], how);
  };
  const renew = (): void => everywhere(add);
  renew();
  return {
    renew,
    root(root) {
      if (roots.has(root)) return;
      roots.add(root);
      each(root, inRoot, add);
    },
    forget(root) {
      roots.delete(root);
      each(root, inRoot, remove);
    },
    stop: () => everywhere(remove),
  };
}
