import type { Stand } from './during.js';
import { MOUSE_POINTER } from './mouse-events.js';

/** The element the page has tied the agent's pointer to, as a browser keeps it for a mouse. */
export interface PointerCapture {
  /** What the page asked for last. */
  wanted: Element | undefined;
  /** What it has been told of, by `gotpointercapture`. */
  told: Element | undefined;
}

/** The browser ties only pointers it has made itself: for the agent's the page's calls are answered here, while its listeners run. */
export function capturing(view: Window & typeof globalThis, state: PointerCapture): Stand[] {
  const { prototype } = view.Element;
  type Own = (...args: never[]) => unknown;
  const stand = (name: string, ours: (element: Element) => unknown): Stand => [
    prototype,
    name,
    (own: Own) =>
      function (this: Element, ...args: unknown[]) {
        return args[0] === MOUSE_POINTER ? ours(this) : Reflect.apply(own, this, args);
      } as never,
  ];
  return [
    stand('setPointerCapture', (element) => void (state.wanted = element)),
    stand('releasePointerCapture', (element) => void (state.wanted === element && (state.wanted = undefined))),
    stand('hasPointerCapture', (element) => state.wanted === element),
  ];
}
