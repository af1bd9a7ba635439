import { HTML_NS, StateFlag } from '@sightline/protocol';
import { FULLSCREEN } from './base-sheet.js';
import type { Natives } from './natives.js';

/** An element of the top layer, and how it is there: a bit of `StateFlag`. */
export interface Layer {
  element: Element;
  how: number;
}

export interface TopLayer {
  /** What the wire said last, bottom first. */
  set(layers: Layer[]): void;
  /** Ends a frame. `moved`: nodes or attributes changed, which takes elements out of the top layer. */
  settle(moved: boolean): void;
  /** Elements it has been told of. */
  readonly size: number;
}

/** Opening and closing moves the focus, into this frame even. Not where everything in the element is inert meanwhile. */
function unfocused(element: HTMLElement, act: () => void): void {
  const { inert } = element;
  element.inert = true;
  try {
    act();
  } finally {
    element.inert = inert;
  }
}

/**
 * Keeps the mirror's top layer as the page's: the same elements, in the same order. A mirror cannot be in full screen: an element
 * that is becomes a popover that looks so (`base-sheet.ts`). Every change of order is made by opening anew what lies above.
 */
export function createTopLayer(natives: Natives, root: () => Element | null): TopLayer {
  let wanted: Layer[] = [];
  let shown: Layer[] = [];
  let told = false;
  /** What an element that only plays a popover had in its attribute. */
  const kept = new WeakMap<Element, string | null>();

  const is = (element: Element, state: string): boolean => {
    try {
      return element.matches(state);
    } catch {
      return false;
    }
  };
  const attribute = (element: Element, name: string, value: string | null): void =>
    value === null ? natives.removeAttribute(element, name) : natives.setAttribute(element, name, value);
  const isUp = ({ element, how }: Layer): boolean =>
    how === StateFlag.ModalDialog
      ? is(element, 'dialog:modal')
      : is(element, ':popover-open') || (how === StateFlag.Fullscreen && !canPop(element) && element.hasAttribute(FULLSCREEN));
  /** The root and what is no HTML are marked only. */
  const canPop = (element: Element): boolean => natives.namespace(element) === HTML_NS && element !== root();
  const markRoot = (): void => {
    const top = root();
    if (top) attribute(top, `${FULLSCREEN}-within`, shown.some(({ how }) => how === StateFlag.Fullscreen) ? '' : null);
  };

  const up = ({ element, how }: Layer): void => {
    const html = element as HTMLDialogElement;
    if (how === StateFlag.ModalDialog) {
      // `showModal` wants a closed dialog, and opens it; what the attribute says here is the page's.
      const open = html.getAttribute('open');
      natives.removeAttribute(html, 'open');
      try {
        unfocused(html, () => html.showModal());
      } finally {
        attribute(html, 'open', open);
      }
      return;
    }
    if (how === StateFlag.Fullscreen) {
      natives.setAttribute(element, FULLSCREEN, '');
      if (!canPop(element)) return;
      kept.set(element, element.getAttribute('popover'));
      natives.setAttribute(element, 'popover', 'manual');
    }
    // One that closes by itself closes others like it, but for those its opener is in: the page has both.
    const source = shown.findLast((other) => /^(?:auto|hint)$/.test((other.element as HTMLElement).popover ?? ''))?.element;
    unfocused(html, () => html.showPopover(source ? { source: source as HTMLElement } : undefined));
  };
  const down = ({ element, how }: Layer): void => {
    const html = element as HTMLDialogElement;
    if (how === StateFlag.ModalDialog) {
      if (!is(html, ':modal')) return;
      const open = html.getAttribute('open');
      natives.setAttribute(html, 'open', '');
      unfocused(html, () => html.close());
      attribute(html, 'open', open);
      return;
    }
    if (is(html, ':popover-open')) unfocused(html, () => html.hidePopover());
    if (how !== StateFlag.Fullscreen) return;
    natives.removeAttribute(element, FULLSCREEN);
    if (kept.has(element)) attribute(element, 'popover', kept.get(element) ?? null);
    kept.delete(element);
  };
  const quietly = (act: (layer: Layer) => void, layer: Layer): void => {
    try {
      act(layer);
    } catch {
      // The element refuses it now (outside the document, no popover): it is tried again when something has moved.
    }
  };

  return {
    set(layers) {
      wanted = layers;
      told = true;
    },
    settle(moved) {
      if (!told && (!moved || shown.length === 0)) return;
      told = false;
      const same = (a: Layer) => (b: Layer) => a.element === b.element && a.how === b.how;
      for (const layer of shown.toReversed()) if (!wanted.some(same(layer))) quietly(down, layer);
      shown = shown.filter((layer) => wanted.some(same(layer)));
      let right = 0;
      while (right < shown.length && same(shown[right] as Layer)(wanted[right] as Layer) && isUp(shown[right] as Layer)) right++;
      for (const layer of shown.slice(right).toReversed()) quietly(down, layer);
      shown.length = right;
      for (const layer of wanted.slice(right)) {
        quietly(up, layer);
        shown.push(layer);
      }
      markRoot();
    },
    get size() {
      return wanted.length;
    },
  };
}
