import { getter } from '@sightline/draw';
import type { Anchor } from '@sightline/protocol';
import type { Sight } from '../help/sighted.js';

/** Elements of the page by the ids of the stream that is open, and back. */
export interface Anchors {
  /** The stream that is open and complete. */
  readonly stream: number | undefined;
  /** Undefined where no such element is in the mirror. */
  find(anchor: Anchor): Element | undefined;
  /** Undefined where the mirror does not have it, as all that is in a masked element. */
  of(element: Element): Anchor | undefined;
  /** Masked now, or nobody can tell. */
  hides(element: Element): boolean;
  /** The element itself, or the nearest around it that the mirror has: of what is masked the box as a whole. */
  nearest(element: Element): { element: Element; anchor: Anchor } | undefined;
}

export function createAnchors(window: Window & typeof globalThis, capture: () => Sight | undefined): Anchors {
  const parentOf = getter<Node | null>(window.Node, 'parentNode');

  /** The ids that lead to a document, and its capture. */
  const inside = (view: Window | null): { path: number[]; capture: Sight } | undefined => {
    const page = capture();
    if (view === window) return page && { path: [], capture: page };
    const frame = view?.frameElement;
    const around = frame && inside(frame.ownerDocument.defaultView);
    const id = around?.capture.idOf(frame as Element);
    const own = id === undefined ? undefined : around?.capture.at([id]);
    return around && own && id !== undefined ? { path: [...around.path, id], capture: own } : undefined;
  };
  const of: Anchors['of'] = (element) => {
    const stream = capture()?.stream;
    const place = stream === undefined ? undefined : inside(element.ownerDocument.defaultView);
    const id = place?.capture.idOf(element);
    return stream !== undefined && place && id !== undefined ? { stream, path: place.path, id } : undefined;
  };
  return {
    get stream() {
      return capture()?.stream;
    },
    find({ path, id, stream }) {
      const page = capture();
      if (page?.stream !== stream) return undefined;
      const node = page.at(path)?.nodeOf(id);
      // Agents see the page's own background as its document.
      const element = node?.nodeType === 9 ? (node as Document).documentElement : node;
      return element?.nodeType === 1 ? (element as Element) : undefined;
    },
    of,
    hides: (element) => inside(element.ownerDocument.defaultView)?.capture.hides(element) ?? true,
    nearest(element) {
      for (let at: Node | null | undefined = element; at; ) {
        const anchor = at.nodeType === 1 ? of(at as Element) : undefined;
        if (anchor) return { element: at as Element, anchor };
        at = parentOf.call(at) ?? (at as ShadowRoot).host ?? (at as Document).defaultView?.frameElement;
      }
      return undefined;
    },
  };
}
