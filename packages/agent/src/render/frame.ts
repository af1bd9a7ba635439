import { type Natives, takeNatives } from './natives.js';
import { guards, type Loads, setSrcdoc } from './srcdoc.js';

/** An empty sandboxed document, ready to be filled by DOM calls. */
export interface Frame {
  readonly element: HTMLIFrameElement;
  readonly window: Window & typeof globalThis;
  readonly document: Document;
  readonly natives: Natives;
  readonly quirks: boolean;
  /** In an `iframe` of the mirror, which has its size from there. */
  readonly nested: boolean;
  /** False once the frame shows another document than the one it was made with. */
  present(): boolean;
  stop(): void;
}

export interface FrameOptions extends Loads {
  parent: HTMLElement;
  quirks: boolean;
  onLeft(): void;
}

/** Loads a frame. Hidden until its owner shows it. Never settles where `stop` of its owner removed the parent first. */
export function loadFrame(o: FrameOptions): { element: HTMLIFrameElement; ready: Promise<Frame> } {
  const element = o.parent.ownerDocument.createElement('iframe');
  element.setAttribute('sandbox', 'allow-same-origin');
  element.setAttribute('inert', '');
  // On the customer's own page its pictures are hers.
  if (typeof o.assetBase === 'string') element.setAttribute('credentialless', '');
  element.setAttribute('referrerpolicy', 'no-referrer');
  element.tabIndex = -1;
  // Canvas behind a transparent page is what a top-level page of the same colour scheme has behind it.
  element.style.cssText =
    'position:absolute;left:0;top:0;width:1px;height:1px;border:0;margin:0;padding:0;visibility:hidden;background:Canvas;color-scheme:light';
  // A `srcdoc` document is never in quirks mode; an empty frame's first document always is.
  if (!o.quirks) setSrcdoc(element, o);
  const ready = new Promise<Frame>((resolve) => {
    let loaded = false;
    element.addEventListener('load', () => {
      if (loaded) {
        o.onLeft();
        return;
      }
      loaded = true;
      const window = element.contentWindow as (Window & typeof globalThis) | null;
      const document = element.contentDocument;
      if (!window || !document) return;
      const natives = takeNatives(window, document);
      if (o.quirks) guard(document, o);
      for (let node = natives.first(document); node; ) {
        const next = natives.next(node);
        if (node !== natives.doctype) natives.remove(node);
        node = next;
      }
      const { quirks } = o;
      resolve({
        element,
        window,
        document,
        natives,
        quirks,
        nested: false,
        present: () => element.contentDocument === document,
        stop: () => element.remove(),
      });
    });
  });
  o.parent.append(element);
  return { element, ready };
}

/** States the guards in a document that is still as the browser made it. */
export function guard(document: Document, loads: Loads): void {
  for (const { attribute, key, content } of guards(loads)) {
    const meta = document.createElement('meta');
    meta.setAttribute(attribute, key);
    meta.content = content;
    document.head.append(meta);
  }
}
