/** CSS pixels an arrow key moves the panel; four times as many with Shift. */
const STEP = 16;
/** CSS pixels always kept between panel and window. */
const EDGE = 8;

export interface MovableOptions {
  /** Pointer drags start here, except on its buttons. */
  bar: HTMLElement;
  /** Takes the arrow keys while it has the focus. */
  grip: HTMLElement;
  panel: HTMLElement;
  view: Window;
  /** Where the panel goes, in CSS pixels from the right and bottom edges of the window. */
  place(right: number, bottom: number): void;
}

/**
 * Lets pointer and keyboard move the panel inside the window. Listens on the panel's own elements only, so it ends with them.
 */
export function makeMovable({ bar, grip, panel, view, place }: MovableOptions): void {
  const moveBy = (from: DOMRect, dx: number, dy: number): void => {
    const { innerWidth, innerHeight } = view;
    const left = within(from.left + dx, innerWidth - from.width);
    const top = within(from.top + dy, innerHeight - from.height);
    place(innerWidth - from.width - left, innerHeight - from.height - top);
  };

  let drag: { x: number; y: number; from: DOMRect } | undefined;
  const begin = (event: PointerEvent): void => {
    const button = (event.target as Element).closest('button');
    if (button !== null && button !== grip) return;
    bar.setPointerCapture(event.pointerId);
    drag = { x: event.clientX, y: event.clientY, from: panel.getBoundingClientRect() };
  };
  bar.addEventListener('pointerdown', (event) => {
    if (event.button === 0) begin(event);
  });
  bar.addEventListener('pointermove', (event) => {
    if (drag) moveBy(drag.from, event.clientX - drag.x, event.clientY - drag.y);
    // The press came before this could hear it. A finger's moves go to where it was put down.
    else if (event.buttons === 1 && (event.pointerType !== 'mouse' || bar.matches(':active'))) begin(event);
  });
  bar.addEventListener('lostpointercapture', () => {
    drag = undefined;
  });
  // The page keeps its focus and selection while the panel is dragged.
  bar.addEventListener('mousedown', (event) => event.preventDefault());

  grip.addEventListener('keydown', (event) => {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = event.shiftKey ? STEP * 4 : STEP;
    moveBy(panel.getBoundingClientRect(), arrow[0] * step, arrow[1] * step);
  });
}

const ARROWS: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value: number, room: number): number => Math.max(EDGE, Math.min(value, room - EDGE));
