import { PointerOp, createWriter } from '@sightline/protocol';

/** Where the pointer is, at most one frame per animation frame; inside a masked element only in which (surface §7). */
export interface PointerTracker {
  /** `box` is the id of the masked element it is in. */
  moved(event: PointerEvent, box: number | undefined): void;
  pressed(event: PointerEvent, down: boolean, id: number, box: number | undefined): void;
  left(): void;
  /** Writes the latest move, once an animation frame. */
  frame(): void;
  reset(): void;
}

export function createPointer(send: (body: Uint8Array<ArrayBuffer>) => void): PointerTracker {
  const writer = createWriter();
  let x = 0;
  let y = 0;
  let inside: number | undefined;
  let dirty = false;
  let lastBox: number | undefined;

  const say = (...op: number[]): void => {
    writer.varint(...op);
    send(writer.take());
  };
  const place = (op: number, id: number): void => {
    lastBox = undefined;
    writer.u8(op);
    writer.int(x);
    writer.int(y);
    say(id);
  };
  const box = (id: number): void => {
    // One message on entering: what happens inside has no rhythm outside.
    if (lastBox !== id) say(PointerOp.InsideBox, id);
    lastBox = id;
  };
  const reset = (): void => {
    dirty = false;
    lastBox = undefined;
  };
  const moved = (event: PointerEvent, boxId: number | undefined): void => {
    inside = boxId;
    dirty = true;
    if (boxId !== undefined) return;
    x = Math.round(event.clientX);
    y = Math.round(event.clientY);
  };
  return {
    moved,
    pressed(event, down, id, boxId) {
      moved(event, boxId);
      dirty = false;
      if (boxId !== undefined) box(boxId);
      else place(down ? PointerOp.Down : PointerOp.Up, id);
    },
    left() {
      reset();
      say(PointerOp.Leave);
    },
    frame() {
      if (!dirty) return;
      dirty = false;
      if (inside !== undefined) box(inside);
      else place(PointerOp.Move, 0);
    },
    reset,
  };
}
