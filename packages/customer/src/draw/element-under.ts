import type { ElementPlaces } from '@sightline/draw';
import { deepElementsAt } from './elements-at.js';

/** The innermost element at a place of the viewport, in iframes of the page's origin, too; the root where nothing takes a pointer. */
export function elementUnder(
  document: Document,
  at: { x: number; y: number },
  look: { places: ElementPlaces; own(node: Node): boolean },
): Element {
  const element = deepElementsAt(document, at.x, at.y, look.own).at(-1) ?? document.documentElement;
  const inner = element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
  const frame = inner && look.places.inFrame(element);
  if (!inner || !frame) return element;
  return elementUnder(
    inner,
    { x: (at.x - frame.left) / frame.across, y: (at.y - frame.top) / frame.down },
    { ...look, places: relative(look.places, element) },
  );
}

/** Places as they are seen from within an iframe. */
function relative(places: ElementPlaces, frame: Element): ElementPlaces {
  return {
    ...places,
    inFrame(inner) {
      const [outer, found] = [places.inFrame(frame), places.inFrame(inner)];
      if (!outer || !found) return undefined;
      return {
        ...found,
        left: (found.left - outer.left) / outer.across,
        top: (found.top - outer.top) / outer.down,
        across: found.across / outer.across,
        down: found.down / outer.down,
      };
    },
  };
}
