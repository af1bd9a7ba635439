import type { FramePlace } from '../render/embed/frame-at.js';
import type { Renderer } from '../render/index.js';
import { BOX_TAG } from '../render/base-sheet.js';
import { isEditable, type MirrorElement } from './mirror-place.js';

/** Elements one look for the order goes through. */
const MAX_ELEMENTS = 50_000;
const FOCUSABLE = /^(?:input|select|textarea|button|iframe|summary|audio|video)$/;

interface Stop extends MirrorElement {
  index: number;
}

/** What Tab goes through in the mirror, in its order: shadow roots and iframes where they stand. */
export function tabOrder(renderer: Pick<Renderer, 'frameAt'>): MirrorElement[] {
  let left = MAX_ELEMENTS;
  const all: MirrorElement[] = [];
  const inDocument = (path: readonly number[]): void => {
    const place = renderer.frameAt(path);
    if (!place) return;
    const { natives, document } = place.scene.frame;
    for (const stop of ordered(scope(place, path, document))) {
      if (natives.tag(stop.element) === 'iframe') inDocument([...path, stop.id]);
      else all.push(stop);
    }
  };
  /** One document or shadow root: the stops of each shadow root stand together. */
  const scope = (place: FramePlace, path: readonly number[], root: Node): Stop[] => {
    const { natives } = place.scene.frame;
    const stops: Stop[] = [];
    for (let node = natives.first(root); node && left-- > 0; node = natives.following(node, root)) {
      if (natives.type(node) !== 1) continue;
      const element = node as Element;
      const index = indexOf(place, element);
      const id = place.scene.table.idOf(element);
      const shadow = natives.shadow(element);
      if (index !== undefined && id !== undefined && !shadow?.delegatesFocus) stops.push({ path, id, element, index });
      if (shadow) stops.push(...ordered(scope(place, path, shadow)).map((stop) => ({ ...stop, index: Math.max(0, index ?? 0) })));
    }
    return stops;
  };
  inDocument([]);
  return all;
}

/** Positive numbers first, in their order; the sort keeps that of the tree. */
const ordered = (stops: Stop[]): Stop[] =>
  [...stops].sort((one, other) => (one.index || Number.MAX_SAFE_INTEGER) - (other.index || Number.MAX_SAFE_INTEGER));

/** `tabIndex` of what Tab stops at; `undefined` for anything else. */
function indexOf(place: FramePlace, element: Element): number | undefined {
  const { natives, window } = place.scene.frame;
  const tag = natives.tag(element);
  if (tag === BOX_TAG) return undefined;
  const given = natives.attributes(element).getNamedItem('tabindex');
  const editable = isEditable(element) && natives.attributes(element).getNamedItem('contenteditable');
  const link = (tag === 'a' || tag === 'area') && natives.attributes(element).getNamedItem('href');
  if (!given && !editable && !link && !FOCUSABLE.test(tag)) return undefined;
  if ((tag === 'audio' || tag === 'video') && !natives.attributes(element).getNamedItem('controls')) return undefined;
  const index = given ? Number.parseInt(given.value, 10) || 0 : 0;
  if (index < 0) return undefined;
  const { matches } = window.Element.prototype;
  if (matches.call(element, ':disabled, [inert], [inert] *, input[type=hidden]')) return undefined;
  if (matches.call(element, 'input[type=radio]') && !chosenRadio(element as HTMLInputElement)) return undefined;
  const { width, height } = natives.rect(element);
  if (width === 0 && height === 0) return undefined;
  return window.getComputedStyle(element).visibility === 'visible' ? index : undefined;
}

/** Tab stops at the chosen one of a group, or at each where none is. */
function chosenRadio(radio: HTMLInputElement): boolean {
  if (radio.checked || !radio.name) return true;
  const others = (radio.getRootNode() as ParentNode).querySelectorAll<HTMLInputElement>('input[type=radio]:checked');
  return ![...others].some((other) => other.name === radio.name && other.form === radio.form);
}

/** The stop behind (`by` 1) or before an element; `undefined` beyond the ends. */
export function nextStop(all: readonly MirrorElement[], from: Element | undefined, by: 1 | -1): MirrorElement | undefined {
  if (!from) return by === 1 ? all[0] : all.at(-1);
  const at = all.findIndex(({ element }) => element === from);
  if (at >= 0) return all[at + by];
  // Something Tab does not stop at has the focus: the nearest in the tree.
  const follows = (one: Element): boolean => (from.compareDocumentPosition(one) & 4) > 0;
  return by === 1 ? all.find(({ element }) => follows(element)) : all.findLast(({ element }) => !follows(element));
}
