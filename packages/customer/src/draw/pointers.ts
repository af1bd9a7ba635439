import type { ElementPlaces, Ink, PersonPointer } from '@sightline/draw';
import { type FrameHeader, PointerOp, readNumbers, SeatFlag } from '@sightline/protocol';
import type { Overlay } from './overlay.js';
import type { DrawSession } from './session.js';

/** Agents' pointers on the customer's page. */
export interface Pointers {
  play(header: FrameHeader, body: Uint8Array): void;
  /** The pointer of somebody who is not here any more. */
  leave(userId: string): void;
  readonly any: boolean;
}

export interface PointersOptions {
  session: DrawSession;
  ink: Ink;
  overlay: Overlay;
  places: ElementPlaces;
}

export function createPointers({ session: s, ink, overlay, places }: PointersOptions): Pointers {
  const shown = new Map<number, { userId: string; pointer: PersonPointer }>();

  /** A place in the document that `path` leads to, on the layer. */
  const onLayer = (path: readonly number[], x: number, y: number): [number, number] | undefined => {
    const at = path.at(-1);
    let [left, top] = [x, y];
    if (at !== undefined) {
      const frame = s.capture()?.at(path.slice(0, -1))?.nodeOf(at) as Element | undefined;
      const place = frame && places.inFrame(frame);
      if (!place) return undefined;
      left = place.left + x * place.across;
      top = place.top + y * place.down;
    }
    const origin = overlay.origin();
    return [(left - origin.left) / origin.zoom, (top - origin.top) / origin.zoom];
  };
  const hide = (seat: number): void => {
    shown.get(seat)?.pointer.hide();
    shown.delete(seat);
  };
  const play = (seat: number, body: Uint8Array): void => {
    const person = s.person(seat);
    if (!person) return;
    const reader = readNumbers(body);
    const path: number[] = [];
    let op = reader.u8();
    for (; op === PointerOp.Frame && path.length < 8; op = reader.u8()) path.push(reader.varint());
    if (op !== PointerOp.Move && op !== PointerOp.Down && op !== PointerOp.Up && op !== PointerOp.Laser) return hide(seat);
    overlay.show();
    const place = onLayer(path, reader.int(), reader.int());
    if (!place) return hide(seat);
    const pointer = ink.person(seat, { name: person.userName, color: person.color });
    shown.set(seat, { userId: person.userId, pointer });
    if (op === PointerOp.Laser) pointer.laser(...place, s.natives.now());
    else pointer.move(...place);
    if (op !== PointerOp.Move) pointer.press(op === PointerOp.Down);
  };
  return {
    play({ flags, stream }, body) {
      if (!(flags & SeatFlag.Agent)) return;
      try {
        play(stream, body);
      } catch {
        // The next is a moment away.
        hide(stream);
      }
    },
    leave(userId) {
      for (const [seat, one] of shown)
        if (one.userId === userId) {
          hide(seat);
          ink.leave(seat);
        }
    },
    get any() {
      return shown.size > 0;
    },
  };
}
