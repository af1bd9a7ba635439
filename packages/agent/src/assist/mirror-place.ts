import type { NodePlace } from '@sightline/protocol';
import type { Renderer } from '../render/index.js';
import type { FramePlace } from '../render/embed/frame-at.js';
import type { PagePoint } from '../stage/mode.js';
import type { Desk } from '../viewer/desk.js';

/** What acts need of the desk to see what they are aimed at. */
export type MirrorSource = Pick<Desk, 'renderer' | 'position' | 'hit'>;

/** Of the customer's viewport, CSS pixels. */
export interface PageBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** An element of the mirror, and the document it is in. */
export interface MirrorElement extends NodePlace {
  element: Element;
}

/** The document an element of the mirror is in, and where that stands. */
export const placeOf = (renderer: Pick<Renderer, 'frameAt'> | undefined, { path }: Pick<NodePlace, 'path'>): FramePlace | undefined =>
  renderer?.frameAt(path);

export const toPage = (place: FramePlace, box: PageBox): PageBox => ({
  left: place.left + box.left * place.scaleX,
  top: place.top + box.top * place.scaleY,
  width: box.width * place.scaleX,
  height: box.height * place.scaleY,
});

export const toDocument = (place: FramePlace, { x, y }: PagePoint): PagePoint => ({
  x: (x - place.left) / place.scaleX,
  y: (y - place.top) / place.scaleY,
});

/** By nothing a page's field may be named like: on a form that would be the field. */
export const isEditable = (element: Element): boolean => (element as { isContentEditable?: unknown }).isContentEditable === true;

/** What contains a node in the flat tree: a slot, a shadow root's host. By the realm's own calls: a page may name a field like them. */
export function around({ scene }: FramePlace, node: Node): Element | null {
  const { natives } = scene.frame;
  const slot = natives.type(node) === 1 ? natives.slotOf(node as Element) : null;
  if (slot) return slot;
  const parent = natives.parent(node);
  if (!parent) return null;
  const type = natives.type(parent);
  return type === 1 ? (parent as Element) : type === 11 ? (parent as ShadowRoot).host : null;
}
