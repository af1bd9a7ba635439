import { FrameKind, PointerOp, createWriter } from '@sightline/protocol';
import type { PagePoint } from '../../stage/mode.js';
import type { Desk, DeskFeature } from '../desk.js';

/** CSS pixels of the customer's page an arrow key moves the pointer by: alone, with Shift, with Alt. As on the customer's page. */
const STEP = 10;
const FAR = 50;
const NEAR = 1;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** This agent's own pointer over the page, moved by a mouse, a finger or the keyboard. Others see it. */
export interface OwnPointer extends DeskFeature {
  /** Where it is, or was when it left. */
  readonly at: PagePoint | undefined;
  /** Moves it there from the keyboard: it is drawn, since no cursor of the browser is there. */
  go(at: PagePoint): void;
  /** An arrow key moves it. True where the event was one. */
  key(event: KeyboardEvent): boolean;
  /** A press from the keyboard. */
  press(down: boolean): void;
  /** It is drawn here no more; others see it until it moves away. */
  hide(): void;
}

/**
 * Tells where it is at most once an animation frame, while the page is shown; what is lost on the way is old news. While the laser is on it
 * is drawn here, too.
 */
export function createOwnPointer(desk: Desk): OwnPointer {
  const writer = createWriter();
  const { stage } = desk;
  let at: PagePoint | undefined;
  let moved = false;
  /** Others see it. */
  let told = false;
  let drawn = false;

  const lasing = (): boolean => stage.modes.mode.kind === 'laser';
  const send = (op: number, point?: PagePoint): void => {
    if (!desk.shown) return;
    writer.u8(op);
    if (point) {
      writer.int(Math.round(point.x));
      writer.int(Math.round(point.y));
      writer.varint(0);
    }
    told = point !== undefined;
    desk.link.sendFleeting({ kind: FrameKind.Pointer, flags: 0, stream: desk.you?.seat ?? 0, number: 0 }, writer.take());
  };
  const within = ({ x, y }: PagePoint): boolean => x >= 0 && y >= 0 && x <= stage.page.width && y <= stage.page.height;
  const draw = (point: PagePoint, byKeys: boolean): void => {
    const { you } = desk;
    if (!you) return;
    const mark = desk.ink.person(you.seat, { name: '', color: you.color });
    const [x, y] = [point.x * stage.scale, point.y * stage.scale];
    if (lasing()) mark.laser(x, y, desk.now());
    else if (byKeys) mark.move(x, y);
    else return hide();
    drawn = true;
  };
  const hide = (): void => {
    if (drawn && desk.you) desk.ink.leave(desk.you.seat);
    drawn = false;
  };
  const leave = (): void => {
    moved = false;
    hide();
    if (told) send(PointerOp.Leave);
  };
  const move = (point: PagePoint, byKeys: boolean): void => {
    at = point;
    moved = true;
    draw(point, byKeys);
    desk.wake();
  };
  const go = (point: PagePoint): void => {
    const { width, height } = stage.page;
    const inside = { x: Math.max(0, Math.min(width - 1, point.x)), y: Math.max(0, Math.min(height - 1, point.y)) };
    move(inside, true);
    stage.reveal(inside);
  };
  const press = (down: boolean): void => {
    if (!at) return;
    moved = false;
    send(down ? PointerOp.Down : PointerOp.Up, at);
  };
  const pointer = (event: PointerEvent, point: PagePoint): void => {
    if (!desk.shown) return;
    // Captured, it may be anywhere.
    if (event.type === 'pointerleave' || event.type === 'pointercancel' || !within(point)) return leave();
    move(point, false);
    if (event.type === 'pointerdown' || event.type === 'pointerup') press(event.type === 'pointerdown');
  };
  const listening = stage.modes.watchPointer({ pointer, cancel: leave });
  const modes = stage.modes.watch(hide);
  return {
    get at() {
      return at;
    },
    go,
    key(event) {
      const arrow = ARROWS[event.key];
      if (!arrow || event.ctrlKey || event.metaKey) return false;
      event.preventDefault();
      if (event.type !== 'keydown') return true;
      const step = event.shiftKey ? FAR : event.altKey ? NEAR : STEP;
      const from = at ?? stage.middle();
      go({ x: from.x + arrow[0] * step, y: from.y + arrow[1] * step });
      return true;
    },
    press,
    hide,
    tick() {
      if (moved && at) send(lasing() ? PointerOp.Laser : PointerOp.Move, at);
      moved = false;
      return false;
    },
    changed() {
      if (desk.shown) return;
      hide();
      told = false;
      moved = false;
    },
    stop() {
      hide();
      listening.stop();
      modes.stop();
    },
  };
}
