import { LOOK, type Modes, type PagePoint } from './mode.js';
import type { Pinch } from './pinch.js';

export interface LayerInputOptions {
  /** Has the focus and the scroll bars. */
  view: HTMLElement;
  /** Lies over the mirror: catches the pointer. */
  layer: HTMLElement;
  modes: Modes;
  /** Where on the customer's viewport an event is. */
  pointOf(event: MouseEvent): PagePoint;
  zoomBy(by: 1 | -1): void;
  pinch: Pinch;
  /** A key the mode has not taken. True: it meant something. */
  key(event: KeyboardEvent): boolean;
}

const POINTER_EVENTS = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave'] as const;

function capture(layer: HTMLElement, pointer: number): void {
  try {
    layer.setPointerCapture(pointer);
  } catch {
    // It is gone already.
  }
}

/** Gives the input on the layer to the mode that is on, and what that does not take to the stage. */
export function listenToLayer({ view, layer, modes, pointOf, zoomBy, pinch, key }: LayerInputOptions): { stop(): void } {
  const pointer = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') capture(layer, event.pointerId);
    if (pinch.take(event)) return;
    modes.pointer(event, pointOf(event));
  };
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return modes.input?.wheel?.(event, pointOf(event));
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1 : -1);
  };
  const keys = (event: KeyboardEvent): void => {
    if (modes.input?.key?.(event) || event.type !== 'keydown') return;
    if (event.key === 'Escape' && modes.mode.kind !== 'look') modes.set(LOOK);
    else if (!key(event)) return;
    event.preventDefault();
  };
  for (const type of POINTER_EVENTS) layer.addEventListener(type, pointer);
  view.addEventListener('wheel', wheel, { passive: false });
  view.addEventListener('keydown', keys);
  view.addEventListener('keyup', keys);
  return {
    stop() {
      for (const type of POINTER_EVENTS) layer.removeEventListener(type, pointer);
      view.removeEventListener('wheel', wheel);
      view.removeEventListener('keydown', keys);
      view.removeEventListener('keyup', keys);
    },
  };
}
