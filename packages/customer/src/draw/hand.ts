import { listen } from '@sightline/link';
import type { Overlay } from './overlay.js';

/** What the customer's hand does while it holds a tool. Places are CSS pixels of the viewport. */
export interface HandActions {
  down(x: number, y: number): void;
  /** `[x, y, …]`, in order. */
  move(points: number[], pressed: boolean): void;
  up(): void;
  /** True where the key meant something. */
  key(event: KeyboardEvent): boolean;
}

export interface HandOptions {
  window: Window & typeof globalThis;
  overlay: Overlay;
  own(node: Node): boolean;
  actions: HandActions;
}

const POINTER = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel'];
/** What would follow from them on the page. */
const AFTER = [
  'mousedown',
  'mouseup',
  'mousemove',
  'click',
  'auxclick',
  'dblclick',
  'touchstart',
  'touchmove',
  'touchend',
  'dragstart',
  'selectstart',
];

/**
 * Takes the customer's pointer and keys while there is a tool in the hand. Heard at the window, before the page: where a modal
 * dialog or `inert` keeps events from the layer above, they come all the same.
 */
export function createHand({ window, overlay, own, actions }: HandOptions): { stop(): void } {
  const { area, host } = overlay;
  let pressed: number | undefined;

  /** Our panel works on while the customer draws. */
  const isPanel = (event: Event): boolean =>
    event.composedPath().some((node) => node !== host && (node as Node).nodeType === 1 && own(node as Node));
  const take = (event: Event): void => {
    event.stopImmediatePropagation();
    if (event.cancelable) event.preventDefault();
  };
  const pointer = (event: PointerEvent): void => {
    if (pressed === undefined && isPanel(event)) return;
    // A second finger is the browser's: it zooms.
    if (pressed !== undefined && event.pointerId !== pressed) return;
    switch (event.type) {
      case 'pointerdown':
        take(event);
        if (event.button !== 0 || !event.isPrimary) return;
        pressed = event.pointerId;
        return actions.down(event.clientX, event.clientY);
      case 'pointermove': {
        const all = pressed === undefined ? [] : (event.getCoalescedEvents?.() ?? []);
        if (pressed !== undefined) take(event);
        return actions.move(
          (all.length ? all : [event]).flatMap(({ clientX, clientY }) => [clientX, clientY]),
          pressed !== undefined,
        );
      }
      default:
        if (pressed === undefined) return;
        pressed = undefined;
        take(event);
        return actions.up();
    }
  };
  const pointers = listen(window, POINTER, (event) => pointer(event as PointerEvent), true);
  const after = listen(window, AFTER, (event) => !isPanel(event) && take(event), true);
  const keys = listen(
    window,
    ['keydown'],
    (event) => {
      const pressedKey = event as KeyboardEvent;
      if (pressedKey.key !== 'Escape' && isPanel(event)) return;
      if (actions.key(pressedKey)) take(event);
    },
    true,
  );
  area.hidden = false;
  overlay.show();
  const { activeElement } = window.document;
  area.focus({ preventScroll: true });
  return {
    stop() {
      for (const one of [pointers, after, keys]) one.stop();
      const held = window.document.activeElement === host;
      area.hidden = true;
      if (held) (activeElement as HTMLElement | null)?.focus?.({ preventScroll: true });
    },
  };
}
