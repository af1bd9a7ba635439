import { original } from '@sightline/link';

/** The window a node lives in: of the page, or of a document in an iframe of its origin. */
export type View = Window & typeof globalThis;

export const viewOf = (node: Node): View | null => (node.ownerDocument?.defaultView ?? null) as View | null;

/** Hears trusted events at the window while `run` runs, before any listener of the page on the way there. */
export function during(view: View, types: readonly string[], hear: (event: Event) => void, run: () => void): void {
  const { addEventListener, removeEventListener } = view.EventTarget.prototype;
  const trusted = (event: Event): void => {
    if (event.isTrusted) hear(event);
  };
  for (const type of types) original(addEventListener).call(view, type, trusted, true);
  try {
    run();
  } finally {
    for (const type of types) original(removeEventListener).call(view, type, trusted, true);
  }
}

/** A property as the browser has it, past what a framework or the page has put on the element itself. */
export function setNative(element: Element, name: string, value: unknown): void {
  for (let at: object | null = Object.getPrototypeOf(element) as object | null; at; at = Object.getPrototypeOf(at) as object | null) {
    const set = Object.getOwnPropertyDescriptor(at, name)?.set;
    if (set) return set.call(element, value);
  }
}

/** The focused element of the document, in the innermost open shadow root. */
export function focusedIn(document: Document): Element | null {
  let at = document.activeElement;
  for (let inner = at; inner; inner = inner.shadowRoot?.activeElement ?? null) at = inner;
  return at;
}

/** A closed shadow root is asked itself. */
export const isFocused = (element: Element): boolean => (element.getRootNode() as Document | ShadowRoot).activeElement === element;
