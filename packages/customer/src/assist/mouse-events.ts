import { Modifier } from '@sightline/protocol';

/** What an event tells of a mouse. */
export interface MouseState {
  /** CSS pixels of the viewport of the document the event is in. */
  x: number;
  y: number;
  /** `Modifier` bits. */
  modifiers: number;
  /** The button that changed; -1 none. */
  button: number;
  /** Bits of the buttons that are down. */
  buttons: number;
  /** Clicks in a row. */
  detail?: number;
  related?: EventTarget | null | undefined;
  /** Pixels since the move before. */
  movementX?: number;
  movementY?: number;
}

/** The number browsers give the pointer of a mouse. */
export const MOUSE_POINTER = 1;

/** They follow from a press: pointer events without a pointer's measures. */
const CLICKS = /^(?:click|auxclick|contextmenu)$/;
const POINTER = /^pointer|capture$/;
const NOT_BUBBLING = /(?:enter|leave)$/;
const NOT_CANCELABLE = /(?:enter|leave|cancel|capture)$/;

type View = Window & typeof globalThis;

export const viewOf = (node: Node): View | null => (node.ownerDocument ?? (node as Document)).defaultView as View | null;

/** An event as a mouse makes it, of the classes of the target's own window. */
export function mouseEvent(view: View, type: string, state: MouseState): MouseEvent {
  const { modifiers, buttons, detail = 0, related = null, movementX = 0, movementY = 0 } = state;
  const isPointer = POINTER.test(type);
  const bubbles = !NOT_BUBBLING.test(type);
  // Only pointers have parts of pixels.
  const [clientX, clientY] = isPointer ? [state.x, state.y] : [Math.floor(state.x), Math.floor(state.y)];
  const [left, top] = screenPlace(view);
  const init: MouseEventInit = {
    bubbles,
    composed: bubbles,
    cancelable: !NOT_CANCELABLE.test(type),
    view,
    detail,
    clientX,
    clientY,
    screenX: left + clientX,
    screenY: top + clientY,
    movementX,
    movementY,
    // While a button is held a mouse says which with everything.
    button: !isPointer && state.button < 0 && buttons & 1 ? 0 : state.button,
    buttons,
    relatedTarget: related,
    shiftKey: (modifiers & Modifier.Shift) > 0,
    ctrlKey: (modifiers & Modifier.Control) > 0,
    altKey: (modifiers & Modifier.Alt) > 0,
    metaKey: (modifiers & Modifier.Meta) > 0,
  };
  if (!isPointer && !CLICKS.test(type)) return asFirstButton(init, (all) => new view.MouseEvent(type, all));
  return new view.PointerEvent(type, {
    ...init,
    pointerId: MOUSE_POINTER,
    pointerType: 'mouse',
    isPrimary: isPointer,
    pressure: isPointer && buttons ? 0.5 : 0,
  });
}

/** No button: some browsers tell it of a mouse as the first one, to some it has to be said. */
export function asFirstButton<E extends MouseEvent>(init: MouseEventInit, make: (init: MouseEventInit) => E): E {
  const event = make(init);
  return event.button < 0 ? make({ ...init, button: 0 }) : event;
}

/** Where a document's viewport is on the screen, as far as a page can tell. */
function screenPlace(view: Window): [number, number] {
  try {
    const frame = view.frameElement;
    if (frame) {
      const { left, top } = frame.getBoundingClientRect();
      const [x, y] = screenPlace(frame.ownerDocument.defaultView as Window);
      return [x + left + frame.clientLeft, y + top + frame.clientTop];
    }
  } catch {
    // The page around it is another site's.
  }
  // Its frame is above the viewport and as wide at both sides.
  const side = Math.max((view.outerWidth - view.innerWidth) / 2, 0);
  return [view.screenX + side, view.screenY + Math.max(view.outerHeight - view.innerHeight - side, 0)];
}
