import { type Frame, guard } from '../frame.js';
import { type Loads, safeHtml } from '../srcdoc.js';
import { takeNatives } from '../natives.js';

/** Milliseconds after which an iframe whose `load` is not told of is looked at; WebKit runs no listener in a document without scripts. */
const LOOK_MS = 100;

export interface NestOptions extends Loads {
  /** A mirrored `iframe`, in a document of the mirror or on its way into one. */
  element: HTMLIFrameElement;
  /** The page of the viewer: its timers run. */
  outer: Window;
  /** A new empty document is there; what the one before it showed is gone. */
  onFresh(frame: Frame): void;
}

/** Keeps a safe, empty document in a mirrored `iframe`: made when it enters the page, anew when it moved or its mode is to change. */
export interface Nest {
  readonly frame: Frame | undefined;
  /** Whether the document is still the one that was filled. Looks for the new one where it is not. */
  check(): boolean;
  /** Asks for a document in the other mode; `onFresh` follows. */
  mode(quirks: boolean): void;
  stop(): void;
}

/** Makes an `iframe` that was just created harmless, before it has a document. */
export function guardElement(element: HTMLIFrameElement, outer: Window, loads: Loads): void {
  element.setAttribute('sandbox', 'allow-same-origin');
  if (typeof loads.assetBase === 'string') element.setAttribute('credentialless', '');
  element.setAttribute('referrerpolicy', 'no-referrer');
  element.srcdoc = safeHtml(outer, loads);
}

export function createNest(o: NestOptions): Nest {
  const { element, outer } = o;
  let frame: Frame | undefined;
  let quirks = false;
  let refused: Document | undefined;
  let timer: number | undefined;
  let stopped = false;

  const fill = (document: Document): void => {
    const window = element.contentWindow as Window & typeof globalThis;
    const natives = takeNatives(window, document);
    if (quirks) guard(document, o);
    frame = {
      element,
      window,
      document,
      natives,
      quirks,
      nested: true,
      present: () => element.contentDocument === document,
      stop: () => undefined,
    };
    o.onFresh(frame);
  };
  /** Takes the document that is there, once it is complete and of the right kind. */
  const take = (): boolean => {
    const document = element.contentDocument;
    if (document === null || document === refused || document.readyState !== 'complete') return false;
    if (document.URL !== (quirks ? 'about:blank' : 'about:srcdoc') || (document.compatMode === 'BackCompat') !== quirks) return false;
    fill(document);
    return true;
  };
  const look = (): void => {
    if (timer !== undefined) outer.clearTimeout(timer);
    timer = undefined;
    if (stopped || frame?.present() || take()) return;
    // Out of the page it has no document; the next insertion is followed by a look.
    if (element.isConnected) timer = outer.setTimeout(look, LOOK_MS);
  };
  element.addEventListener('load', look);
  return {
    get frame() {
      return frame;
    },
    check() {
      if (frame?.present()) return true;
      frame = undefined;
      look();
      return frame !== undefined;
    },
    mode(next) {
      if (next === quirks) return;
      quirks = next;
      refused = frame?.document;
      frame = undefined;
      // Without `srcdoc` an iframe shows the empty document, which is always in quirks mode.
      if (quirks) element.removeAttribute('srcdoc');
      else element.srcdoc = safeHtml(outer, o);
      look();
    },
    stop() {
      stopped = true;
      element.removeEventListener('load', look);
      if (timer !== undefined) outer.clearTimeout(timer);
    },
  };
}

/** Takes everything out of a nested document but its doctype. */
export function empty({ natives, document }: Frame): void {
  for (let node = natives.first(document); node; ) {
    const next = natives.next(node);
    if (node !== natives.doctype) natives.remove(node);
    node = next;
  }
}
