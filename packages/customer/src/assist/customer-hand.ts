import { listen } from '@sightline/link';
import type { HelpSession } from '../help/help-session.js';

/** What the customer is doing: it goes before what an agent does. */
export interface CustomerHand {
  /** The customer has typed in this element in the last three seconds. */
  typesIn(element: Element): boolean;
  /** The field the customer has typed in in the last three seconds. */
  readonly field: Element | undefined;
  /** The customer scrolls. */
  readonly scrolls: boolean;
  /** Runs what an agent does: the browser tells of what follows from it as if the customer had done it. */
  without<R>(run: () => R): R;
  /** Listens in the window of an iframe, too. */
  watch(view: Window): void;
  stop(): void;
}

export interface CustomerHandOptions extends Pick<HelpSession, 'window' | 'natives'> {
  /** A frame has loaded a document. */
  loaded(frame: Element): void;
}

const TYPING_MS = 3_000;
const SCROLLING_MS = 500;
const SCROLL_KEYS = /^(?:Arrow(?:Up|Down|Left|Right)|Page(?:Up|Down)|Home|End| )$/;

export function createCustomerHand({ window, natives, loaded }: CustomerHandOptions): CustomerHand {
  const watched = new Map<Window, { stop(): void }>();
  let field: Element | undefined;
  let typed = 0;
  let scrolled = 0;
  /** A scroll bar is held. */
  let bar = false;
  let deaf = false;
  const within = (since: number, ms: number): boolean => {
    const age = natives.now() - since;
    // A clock may be set back.
    return age >= 0 && age < ms;
  };
  const heard = (event: Event): void => {
    const target = event.composedPath()[0] as Element;
    if (event.type === 'load') return void (target.localName === 'iframe' && loaded(target));
    if (deaf || !event.isTrusted) return;
    const { key } = event as KeyboardEvent;
    switch (event.type) {
      case 'wheel':
      case 'touchmove':
        scrolled = natives.now();
        return;
      case 'keydown':
        if (SCROLL_KEYS.test(key)) scrolled = natives.now();
        break;
      case 'pointerdown':
        bar = onBar(target, event as PointerEvent);
        return;
      case 'pointermove':
      case 'pointerup':
      case 'pointercancel':
        if ((event as PointerEvent).buttons === 0) bar = false;
        return;
    }
    if (target.nodeType !== 1) return;
    field = target;
    typed = natives.now();
  };
  const watch = (view: Window): void => {
    if (watched.has(view)) return;
    const types = 'keydown beforeinput input compositionupdate paste load wheel touchmove pointerdown pointermove pointerup pointercancel';
    watched.set(view, listen(view, types.split(' '), heard, true));
  };
  watch(window);
  return {
    watch,
    get field() {
      return within(typed, TYPING_MS) ? field : undefined;
    },
    get scrolls() {
      return bar || within(scrolled, SCROLLING_MS);
    },
    without(run) {
      deaf = true;
      try {
        return run();
      } finally {
        deaf = false;
      }
    },
    typesIn: (element) => element === field && within(typed, TYPING_MS),
    stop() {
      for (const { stop } of watched.values()) stop();
      watched.clear();
      field = undefined;
    },
  };
}

/** A press beside an element's content and inside its border is one on its scroll bar. */
function onBar(target: Element, { clientX, clientY, offsetX, offsetY }: PointerEvent): boolean {
  const { nodeType, clientWidth, clientHeight } = target;
  if (nodeType !== 1 || clientWidth === 0) return false;
  const root = target === target.ownerDocument.documentElement;
  const [x, y] = root ? [clientX, clientY] : [offsetX, offsetY];
  return x >= clientWidth || y >= clientHeight;
}
