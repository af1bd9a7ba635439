import type { NodePlace } from '@sightline/protocol';
import { BOX_TAG } from '../render/base-sheet.js';
import type { FramePlace } from '../render/embed/frame-at.js';
import type { PagePoint } from './mode.js';

/** What of the mirror `hit` needs. */
export interface HitSource {
  readonly frame: HTMLIFrameElement;
  frameAt(path: readonly number[]): FramePlace | undefined;
}

/** The innermost mirrored element at a place. A masked element is hit as a whole: there is nothing in it. */
export interface Hit extends NodePlace {
  element: Element;
  document: Document;
  masked: boolean;
  /** Of its border box as it stands: 0 is the left or top edge, 1 the right or bottom one. */
  fraction: PagePoint;
}

/**
 * What is at a place of the customer's viewport, through open shadow roots and mirrored iframes; `undefined` outside or where nothing is
 * shown. Where the page lets the pointer through (`pointer-events: none`) so does this.
 *
 * The frame is inert. Chromium finds what is in it all the same; for a browser that does not the frame is not inert while it is asked.
 * That is one synchronous call, so that no input is dispatched and no focus moves.
 */
export function elementAt(source: HitSource, at: PagePoint): Hit | undefined {
  const { frame } = source;
  const found = find(source, at);
  if (found || !frame.inert) return found;
  frame.inert = false;
  try {
    return find(source, at);
  } finally {
    frame.inert = true;
  }
}

function find(source: HitSource, at: PagePoint): Hit | undefined {
  const path: number[] = [];
  let found: Hit | undefined;
  for (;;) {
    const place = source.frameAt(path);
    if (!place) return found;
    const { natives, document } = place.scene.frame;
    const { table } = place.scene;
    const x = (at.x - place.left) / place.scaleX;
    const y = (at.y - place.top) / place.scaleY;
    let element = natives.elementAt(document, x, y);
    for (let root = element && natives.shadow(element); root; root = element && natives.shadow(element)) {
      const inner = natives.elementAt(root, x, y);
      if (!inner || natives.rootOf(inner) !== root) break;
      element = inner;
    }
    // What a placeholder shows is not the page's.
    while (element && table.idOf(element) === undefined) {
      const parent: Node | null = natives.parent(element);
      element = parent && natives.type(parent) === 1 ? (parent as Element) : null;
    }
    const id = element ? table.idOf(element) : undefined;
    if (!element || id === undefined) return found;
    const box = natives.rect(element);
    found = {
      path: [...path],
      id,
      element,
      document,
      masked: natives.tag(element) === BOX_TAG,
      fraction: { x: (x - box.left) / (box.width || 1), y: (y - box.top) / (box.height || 1) },
    };
    if (!place.scene.embeds.of(element)) return found;
    path.push(id);
  }
}
