import { type Box, createElementPlaces, type ElementPlaces, outerElement, type StrokePlace } from '@sightline/draw';
import type { Anchor } from '@sightline/protocol';
import type { PagePoint } from '../../stage/mode.js';
import type { Desk } from '../desk.js';

/** An element of the mirror that a stroke can be tied to, and its border box in CSS pixels of the customer's viewport. */
export interface Footing {
  anchor: Anchor;
  element: Element;
  box: Box;
}

/** Where what strokes are tied to stands in the mirror. */
export interface MirrorPlaces {
  /** Undefined where the mirror shows another stream than the one the anchor's ids are of, or nothing of the element. */
  of(anchor: Anchor): Pick<StrokePlace, 'box' | 'clip'> | undefined;
  elementOf(anchor: Anchor): Element | undefined;
  /** The innermost element at a place that is seen; a masked one as a whole. */
  footingAt(at: PagePoint): Footing | undefined;
  /** For an element of the document that `path` leads to. */
  footingOf(path: readonly number[], element: Element): Footing | undefined;
}

export function createMirrorPlaces(desk: Desk): MirrorPlaces {
  let of: { window: Window; places: ElementPlaces } | undefined;
  /** Those of the frame that is shown: every keyframe has its own. */
  const places = (): ElementPlaces | undefined => {
    const top = desk.renderer?.frameAt([])?.scene.frame.window;
    if (top && of?.window !== top) of = { window: top, places: createElementPlaces({ top, now: desk.now }) };
    return top && of?.places;
  };
  const sceneAt = (path: readonly number[]) => desk.renderer?.frameAt(path)?.scene;
  const elementOf = ({ stream, path, id }: Anchor): Element | undefined => {
    if (stream !== desk.stream) return undefined;
    const scene = sceneAt(path);
    const node = scene?.table.get(id);
    return node && scene?.frame.natives.type(node) === 1 ? (node as Element) : undefined;
  };
  const footingOf: MirrorPlaces['footingOf'] = (path, element) => {
    const id = sceneAt(path)?.table.idOf(element);
    const place = places()?.of(element);
    if (id === undefined || !place || desk.stream === undefined) return undefined;
    return { anchor: { stream: desk.stream, path, id }, element, box: place.box };
  };
  return {
    elementOf,
    of(anchor) {
      const element = elementOf(anchor);
      return element && places()?.of(element);
    },
    footingOf,
    footingAt(at) {
      const hit = desk.hit(at);
      const natives = hit && sceneAt(hit.path)?.frame.natives;
      if (!natives) return undefined;
      // One without a look (`opacity: 0` over a button): what it lies in.
      for (let element: Element | null = hit.element; element; element = outerElement(natives, element)) {
        const footing = footingOf(hit.path, element);
        if (footing) return footing;
      }
      return undefined;
    },
  };
}
