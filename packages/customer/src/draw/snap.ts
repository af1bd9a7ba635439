import type { ElementPlaces } from '@sightline/draw';
import type { Anchors } from './anchors.js';

/** What one would point out on a page. */
const WALKED =
  'a[href],button,input:not([type=hidden]),select,textarea,summary,label,img,video,canvas,h1,h2,h3,h4,h5,h6,p,li,dt,dd,th,td,table,form,fieldset,section,article,nav,aside,iframe,[role],[tabindex],[contenteditable]';
/** CSS pixels: what is smaller cannot be pointed out. */
const SMALLEST = 6;
const MOST = 2_000;

export interface SnapOptions {
  window: Window & typeof globalThis;
  anchors: Anchors;
  places: ElementPlaces;
  own(node: Node): boolean;
}

/** Elements that can be seen and pointed out, in the order of the page, iframes and open shadow roots included; of what is masked the box. */
export function elementsToFrame({ window, anchors, places, own }: SnapOptions): Element[] {
  const found: Element[] = [];
  const walk = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll('*')) {
      if (found.length >= MOST) return;
      if (element.shadowRoot) walk(element.shadowRoot);
      if (!element.matches(WALKED) || own(element) || !anchors.of(element)) continue;
      const place = places.of(element);
      if (place && place.box.width >= SMALLEST && place.box.height >= SMALLEST && inView(place.box)) found.push(element);
      const inner = element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
      if (inner && place) walk(inner);
    }
  };
  const inView = ({ left, top, width, height }: { left: number; top: number; width: number; height: number }): boolean =>
    left < window.innerWidth && top < window.innerHeight && left + width > 0 && top + height > 0;
  walk(window.document);
  return found;
}

/** What a screen reader would call it, about. Said to the customer alone. */
export function nameOf(element: Element, hidden: string, isHidden: boolean): string {
  if (isHidden) return hidden;
  const role = element.getAttribute('role') ?? element.localName;
  const words = element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? element.textContent ?? '';
  return `${role} ${words.replace(/\s+/g, ' ').trim().slice(0, 60)}`.trim();
}
