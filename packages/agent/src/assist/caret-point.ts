import type { FramePlace } from '../render/embed/frame-at.js';
import type { PagePoint } from '../stage/mode.js';
import { toDocument } from './mirror-place.js';

/** The place in the text of the mirror at a point; `inside`: an element there, whose shadow roots are entered. */
export function caretAt(place: FramePlace, inside: Element, at: PagePoint): { node: Node; offset: number } | undefined {
  const { window, document, element } = place.scene.frame;
  // Taken from the prototype: a page may name an element like a method of the document.
  const { caretPositionFromPoint } = window.Document.prototype as Partial<Document>;
  if (!caretPositionFromPoint) return undefined;
  const shadowRoots: ShadowRoot[] = [];
  for (let root: Node = inside.getRootNode(); root instanceof window.ShadowRoot; root = root.host.getRootNode()) shadowRoots.push(root);
  const { x, y } = toDocument(place, at);
  const { inert } = element;
  element.inert = false;
  try {
    const found = caretPositionFromPoint.call(document, x, y, { shadowRoots });
    return found ? { node: found.offsetNode, offset: found.offset } : undefined;
  } finally {
    element.inert = inert;
  }
}
