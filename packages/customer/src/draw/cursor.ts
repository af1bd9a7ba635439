import { type Box, type Ink, personColor, type Stroke } from '@sightline/draw';
import type { Overlay } from './overlay.js';

/** Where keys draw, and the element they would frame. */
export interface Cursor {
  /** By so many CSS pixels; answers where it is then, in the viewport. */
  move(dx: number, dy: number): [x: number, y: number];
  /** Stands in the middle of an element and shows its frame. */
  frame(box: Box | undefined): void;
  hide(): void;
}

const BAR = {
  position: 'absolute',
  left: '-12px',
  top: '-1px',
  width: '25px',
  height: '3px',
  background: '#1f1f1f',
  outline: '1px solid #fff',
};

export function createCursor(window: Window & typeof globalThis, overlay: Overlay, ink: Ink): Cursor {
  const { document } = window;
  const element = document.createElement('div');
  element.hidden = true;
  Object.assign(element.style, { position: 'absolute', left: '0', top: '0' });
  for (const turn of ['', 'rotate(90deg)']) {
    const bar = document.createElement('div');
    Object.assign(bar.style, BAR, { transform: turn });
    element.append(bar);
  }
  overlay.area.append(element);
  /** Only here: nobody hears of it. */
  const shown: Stroke = {
    seat: -1,
    number: 0,
    tool: 'rectangle',
    color: personColor(0),
    width: 2,
    anchor: { stream: 0, path: [], id: 0 },
    points: [0, 0, 1, 1],
    ended: true,
    vanishing: false,
    goneAt: undefined,
  };
  let at: [x: number, y: number] | undefined;
  const put = (x: number, y: number): [x: number, y: number] => {
    at = [Math.max(0, Math.min(window.innerWidth - 1, x)), Math.max(0, Math.min(window.innerHeight - 1, y))];
    const { left, top, zoom } = overlay.origin();
    element.hidden = false;
    element.style.transform = `translate(${(at[0] - left) / zoom}px, ${(at[1] - top) / zoom}px)`;
    return at;
  };
  const frame: Cursor['frame'] = (box) => {
    if (!box) return ink.drop(shown);
    put(box.left + box.width / 2, box.top + box.height / 2);
    const { left, top, zoom } = overlay.origin();
    ink.show(shown, {
      box: { left: (box.left - left) / zoom, top: (box.top - top) / zoom, width: box.width / zoom, height: box.height / zoom },
    });
  };
  return {
    move(dx, dy) {
      ink.drop(shown);
      const [x, y] = at ?? [window.innerWidth / 2, window.innerHeight / 2];
      return put(x + dx, y + dy);
    },
    frame,
    hide() {
      at = undefined;
      element.hidden = true;
      ink.drop(shown);
    },
  };
}
