import type { Natives } from './natives.js';

export interface ListenerActions {
  /** Typing, choosing, resetting, toggling. */
  control(event: Event, target: Element): void;
  scroll(target: Node): void;
  states(): void;
  hover(target: Node | null, event: PointerEvent): void;
  pointer(target: Node, event: PointerEvent): void;
  /** Anything the customer does, before what follows from it. */
  act(target: Node): void;
  left(): void;
  /** An image, sheet or anything else that loads. */
  loaded(element: Element): void;
  resized(): void;
  routed(): void;
  fault(error: unknown): void;
}

const CONTROL = ['input', 'change', 'reset', 'toggle', 'beforetoggle', 'close'];
const FOCUS = ['focusin', 'focusout'];
const POINTER = ['pointerdown', 'pointerup', 'pointercancel', 'pointermove'];
const ACT = ['keydown', 'beforeinput', 'pointerdown', 'compositionstart'];
const MEDIA = ['(prefers-color-scheme: dark)', '(prefers-reduced-motion: reduce)', '(forced-colors: active)', '(hover: hover)'];

/** Passive capture listeners on the document, its window, and every mirrored shadow root, where some events end. */
export function createListeners(options: {
  document: Document;
  window: Window & typeof globalThis;
  natives: Natives;
  actions: ListenerActions;
}): {
  root(root: Document | ShadowRoot): void;
  forget(root: ShadowRoot): void;
  /** After `document.open`. */
  renew(): void;
  stop(): void;
} {
  const { document, window, natives, actions } = options;
  const { addEventListener: add, removeEventListener: remove } = window.EventTarget.prototype;
  const passive = { capture: true, passive: true };
  const guarded = (fn: (event: Event) => void) => {
    return (event: Event): void => {
      try {
        fn(event);
      } catch (error) {
        actions.fault(error);
      }
    };
  };
  /** The innermost target, open shadow roots seen through. */
  const deep = (event: Event): Node | undefined => natives.composedPath.call(event)[0] as Node | undefined;
  const seen = new WeakSet<Event>();
  /** A composed event passes the document and each shadow root on its way: it is handled once. */
  const once = (fn: (event: Event, target: Node) => void) =>
    guarded((event) => {
      const target = deep(event);
      if (target === undefined || seen.has(event)) return;
      seen.add(event);
      fn(event, target);
    });
  const inRoot: [string[], (event: Event) => void][] = [
    [CONTROL, once((event, target) => actions.control(event, target as Element))],
    [FOCUS, guarded(() => actions.states())],
    [['scroll'], once((_, target) => actions.scroll(target))],
    [['load'], once((_, target) => actions.loaded(target as Element))],
    [['pointerover'], once((event, target) => actions.hover(target, event as PointerEvent))],
  ];
  const onlyDocument: [string[], (event: Event) => void][] = [
    [ACT, guarded((event) => actions.act(deep(event) as Node))],
    [POINTER, guarded((event) => actions.pointer(deep(event) as Node, event as PointerEvent))],
    [['pointerout'], guarded((event) => (event as PointerEvent).relatedTarget === null && actions.left())],
  ];
  const inWindow: [string[], (event: Event) => void][] = [
    [['resize'], guarded(() => actions.resized())],
    [['popstate', 'hashchange'], guarded(() => actions.routed())],
    [['focus', 'blur'], guarded(() => actions.states())],
  ];
  const each = (target: EventTarget, sets: [string[], (event: Event) => void][], how: typeof add | typeof remove): void => {
    for (const [types, listener] of sets) for (const type of types) how.call(target, type, listener, passive);
  };
  const media = MEDIA.map((query) => window.matchMedia(query));
  const onMedia = guarded(() => actions.resized());
  const roots = new Set<Document | ShadowRoot>([document]);
  const renew = (): void => {
    for (const root of roots) each(root, inRoot, add);
    each(document, onlyDocument, add);
    each(window, inWindow, add);
  };
  renew();
  for (const query of media) add.call(query, 'change', onMedia);
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
    stop() {
      for (const root of roots) each(root, inRoot, remove);
      each(document, onlyDocument, remove);
      each(window, inWindow, remove);
      for (const query of media) remove.call(query, 'change', onMedia);
    },
  };
}
