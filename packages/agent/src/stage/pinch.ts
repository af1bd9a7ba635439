import type { PagePoint } from './mode.js';

/** Pixels of the agent's screen. */
interface ScreenPoint {
  x: number;
  y: number;
}

export interface PinchOptions {
  readonly scale: number;
  /** Shows the page at this scale, with its place `at` under `to`. */
  zoomTo(scale: number, at: PagePoint, to: ScreenPoint): void;
  pointOf(event: Pick<MouseEvent, 'clientX' | 'clientY'>): PagePoint;
  /** A second finger came. */
  begun(): void;
}

/** Two fingers move the page about and zoom it. */
export interface Pinch {
  /** True: the event belongs to two fingers, or to the one that stayed behind. */
  take(event: PointerEvent): boolean;
}

export function createPinch(o: PinchOptions): Pinch {
  const fingers = new Map<number, ScreenPoint>();
  /** Since the second finger came, until no finger is left. */
  let from: { distance: number; scale: number; at: PagePoint } | 'spent' | undefined;
  const both = (): { distance: number; middle: ScreenPoint } | undefined => {
    const [a, b] = fingers.values();
    return a && b && { distance: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };
  return {
    take(event) {
      if (event.pointerType !== 'touch') return false;
      const { pointerId, clientX: x, clientY: y } = event;
      switch (event.type) {
        case 'pointerdown': {
          fingers.set(pointerId, { x, y });
          const now = fingers.size === 2 && from === undefined ? both() : undefined;
          if (!now) return from !== undefined;
          o.begun();
          const { x: clientX, y: clientY } = now.middle;
          from = { distance: now.distance, scale: o.scale, at: o.pointOf({ clientX, clientY }) };
          return true;
        }
        case 'pointermove': {
          if (fingers.has(pointerId)) fingers.set(pointerId, { x, y });
          const now = both();
          if (now && typeof from === 'object') o.zoomTo((from.scale * now.distance) / (from.distance || 1), from.at, now.middle);
          return from !== undefined;
        }
        default: {
          fingers.delete(pointerId);
          const taken = from !== undefined;
          if (taken) from = fingers.size > 0 ? 'spent' : undefined;
          return taken;
        }
      }
    },
  };
}
