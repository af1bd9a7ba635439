import { cdp } from 'vitest/browser';

/** The browser's own mouse, by the developer tools' protocol: what it does is trusted input. */
export interface RealMouse {
  /** CSS pixels of the viewport of the page under test. */
  move(x: number, y: number, buttons?: number): Promise<void>;
  down(x: number, y: number, clicks?: number, button?: MouseButton, modifiers?: number): Promise<void>;
  up(x: number, y: number, clicks?: number, button?: MouseButton, modifiers?: number): Promise<void>;
  wheel(x: number, y: number, dx: number, dy: number): Promise<void>;
}

type MouseButton = 'left' | 'middle' | 'right';
const BITS = { left: 1, right: 2, middle: 4 };

type Session = { send(method: string, params: object): Promise<unknown> };

/** Where the viewport of a document in frames is in the browser's window. */
function offset(of: Window): [number, number, number] {
  const frame = of.frameElement;
  if (!frame) return [0, 0, 1];
  const { left, top, width } = frame.getBoundingClientRect();
  const scale = width / (frame as HTMLElement).offsetWidth;
  const [x, y, outer] = offset(of.parent);
  return [x + (left + frame.clientLeft * scale) * outer, y + (top + frame.clientTop * scale) * outer, outer * scale];
}

export function realMouse(view: Window): RealMouse {
  const send = (type: string, x: number, y: number, more: object): Promise<unknown> => {
    const [left, top, scale] = offset(view);
    return (cdp() as unknown as Session).send('Input.dispatchMouseEvent', { type, x: left + x * scale, y: top + y * scale, ...more });
  };
  const press =
    (type: string, held: boolean) =>
    async (x: number, y: number, clicks = 1, button: MouseButton = 'left', modifiers = 0): Promise<void> => {
      await send(type, x, y, { button, buttons: held ? BITS[button] : 0, clickCount: clicks, modifiers, force: held ? 0.5 : 0 });
    };
  return {
    move: async (x, y, buttons = 0) =>
      void (await send('mouseMoved', x, y, { buttons, button: buttons ? 'left' : 'none', force: buttons ? 0.5 : 0 })),
    down: press('mousePressed', true),
    up: press('mouseReleased', false),
    wheel: async (x, y, deltaX, deltaY) => void (await send('mouseWheel', x, y, { deltaX, deltaY })),
  };
}

/** A letter typed on the browser's own keyboard, where the focus is. */
export async function realKey(text: string): Promise<void> {
  const { send } = cdp() as unknown as Session;
  const key = { key: text, text, windowsVirtualKeyCode: text.toUpperCase().codePointAt(0) };
  for (const type of ['keyDown', 'keyUp']) await send.call(cdp(), 'Input.dispatchKeyEvent', { ...key, type });
}
