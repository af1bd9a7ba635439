import { Op, StateFlag } from '@sightline/protocol';
import type { Natives } from './natives.js';
import type { Stream } from './stream.js';
import type { Wraps } from './wrap.js';

/** What is in the top layer; a shadow host with an element in full screen inside may match, too. */
const TOP_LAYER = ':modal,:popover-open,:fullscreen';

/** Elements that are compared with each other where nobody saw them open. */
const MOST_SORTED = 40;

export interface LayersOptions {
  document: Document;
  window: Window & typeof globalThis;
  natives: Natives;
  after: Wraps['after'];
  /** The tracker was loaded: it is to write. */
  wake(): void;
}

/**
 * Follows what is in the top layer, and in which order: no browser tells. The order is kept from what is heard of, hooks and
 * events; whether an element is there at all is always read from the element.
 */
export interface LayerTracker {
  /** It is about to open (`opens`), or may have opened or closed. */
  heard(element: Element, opens: boolean): void;
  /** Tells the list where it differs. `look`: something may be there that was not heard of. */
  write(stream: Stream, look: boolean): void;
}

export function createLayers({ document, window, natives, after, wake }: LayersOptions): LayerTracker {
  const { matches, shadowRoot, localName, up, querySelectorAll } = natives;
  /** Bottom first. */
  let list: Element[] = [];
  /** About to open when last heard of: they come on top once they have. */
  const opening = new Map<Element, 'new' | 'old'>();
  /** Nothing was looked for as yet. */
  let fresh = true;
  let told: Stream | undefined;
  let sent = '';

  const is = (element: Element, state: string): boolean => {
    try {
      return matches.call(element, state);
    } catch {
      // A browser that has no such state.
      return false;
    }
  };
  /** How it is there, 0 where it is not. What is in full screen is `:modal` in some browsers, and so is a shadow host around it. */
  const how = (element: Element): number => {
    if (is(element, ':fullscreen')) return shadowRoot.call(element)?.fullscreenElement ? 0 : StateFlag.Fullscreen;
    if (is(element, ':popover-open')) return StateFlag.PopoverOpen;
    return localName.call(element) === 'dialog' && is(element, ':modal') ? StateFlag.ModalDialog : 0;
  };
  const off = (element: Element): void => {
    list = list.filter((other) => other !== element);
  };
  /** What was there before anybody listened. */
  const find = (stream: Stream): void => {
    const found: Element[] = [];
    for (const root of stream.roots.values()) {
      try {
        for (const element of querySelectorAll(root, TOP_LAYER)) if (!list.includes(element) && how(element)) found.push(element);
      } catch {
        // A browser without one of the states.
      }
    }
    list.push(...sorted(found));
  };
  const inside = (node: Node | null, outer: Element): boolean => {
    for (let at = node; at !== null; at = up(at)) if (at === outer) return true;
    return false;
  };
  /** Of two elements the one a hit test finds first where both are, as far as neither is inert. */
  const above = (a: Element, b: Element): Element | undefined => {
    const [one, other] = [a.getBoundingClientRect(), b.getBoundingClientRect()];
    const x = (Math.max(one.left, other.left) + Math.min(one.right, other.right)) / 2;
    const y = (Math.max(one.top, other.top) + Math.min(one.bottom, other.bottom)) / 2;
    const found: Element[] = [];
    for (const hit of document.elementsFromPoint(x, y))
      for (const each of [a, b]) if (inside(hit, each) && !inside(hit, each === a ? b : a)) found.push(each);
    return found.includes(a) && found.includes(b) ? found[0] : undefined;
  };
  /** A modal dialog and full screen close popovers that close by themselves: such a one came later. */
  const light = (element: Element): boolean =>
    /^(?:auto|hint)$/.test((element as HTMLElement).popover ?? '') && how(element) === StateFlag.PopoverOpen;
  const goesUnder = (a: Element, b: Element): boolean =>
    inside(b, a) || (!inside(a, b) && (light(a) === light(b) ? above(a, b) === b : light(b)));
  /** In document order but where something says otherwise. */
  const sorted = (found: Element[]): Element[] => {
    if (found.length > MOST_SORTED) return found;
    const out: Element[] = [];
    for (const element of found) {
      let at = out.length;
      while (at > 0 && goesUnder(element, out[at - 1] as Element)) at--;
      out.splice(at, 0, element);
    }
    return out;
  };
  const heard = (element: Element, opens: boolean): void => {
    if (opens) opening.set(element, 'new');
    else if (!how(element)) off(element);
    else if (opening.delete(element) || !list.includes(element)) {
      off(element);
      list.push(element);
    }
  };
  // Their events come late, or before it is so, or not at all; scripts change the order under both.
  const called = (element: Element): void => {
    heard(element, false);
    wake();
  };
  after(window.HTMLDialogElement, 'showModal show close', 'value', called);
  after(window.HTMLElement, 'showPopover hidePopover togglePopover', 'value', called);
  return {
    heard,
    write(stream, look) {
      if (look || fresh) find(stream);
      fresh = false;
      for (const [element, since] of opening) {
        if (how(element)) {
          // It was opened by no script, and its event is to come.
          opening.delete(element);
          off(element);
          list.push(element);
        } else if (since === 'new') opening.set(element, 'old');
        else opening.delete(element);
      }
      list = list.filter(how);
      const entries: number[] = [];
      for (const element of list) {
        const id = stream.nodes.ids.get(element);
        if (id !== undefined && !stream.boxes.has(id)) entries.push(id, how(element));
      }
      const now = entries.join();
      if (now === (told === stream ? sent : '')) return;
      told = stream;
      sent = now;
      stream.writer.varint(Op.TopLayer, entries.length / 2, ...entries);
    },
  };
}
