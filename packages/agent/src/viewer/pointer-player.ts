import { LIMITS, MalformedFrame, PointerOp, Reader } from '@sightline/protocol';
import type { FramePlace } from '../render/embed/frame-at.js';
import type { CustomerPointer } from '../stage/customer-pointer.js';

export interface PointerPlayerOptions {
  pointer: CustomerPointer;
  /** Layer pixels for one of the customer's CSS pixels. */
  scale(): number;
  /** The document in an iframe, her page's own where `path` is empty. */
  frameAt(path: readonly number[]): FramePlace | undefined;
}

/** Shows pointer frames. One that makes no sense is dropped: the next is a moment away. */
export function createPointerPlayer(o: PointerPlayerOptions): { play(body: Uint8Array): void; hide(): void } {
  const reader = new Reader();
  const move = ({ left, top, scaleX, scaleY }: FramePlace, x: number, y: number): void =>
    o.pointer.move((left + x * scaleX) * o.scale(), (top + y * scaleY) * o.scale());
  const show = (body: Uint8Array): void => {
    reader.reset();
    reader.open(body);
    const path: number[] = [];
    let op = reader.u8();
    for (; op === PointerOp.Frame && path.length < LIMITS.embedDepth; op = reader.u8()) path.push(reader.varint());
    const place = o.frameAt(path);
    if (!place) return o.pointer.leave();
    const at = (x: number, y: number): void => move(place, x, y);
    o.pointer.hideDetail(op === PointerOp.InsideBox);
    switch (op) {
      case PointerOp.Move:
        return at(reader.int(), reader.int());
      case PointerOp.Down:
      case PointerOp.Up:
        at(reader.int(), reader.int());
        return o.pointer.press(op === PointerOp.Down);
      case PointerOp.Leave:
        return o.pointer.leave();
      case PointerOp.InsideBox: {
        const box = place.scene.table.get(reader.varint());
        if (box?.nodeType !== 1) return;
        const { left, top, width, height } = (box as Element).getBoundingClientRect();
        at(left + width / 2, top + height / 2);
        return;
      }
      default:
        throw new MalformedFrame('unknown pointer operation');
    }
  };
  return {
    play(body) {
      try {
        show(body);
      } catch {
        o.pointer.leave();
      }
    },
    hide: () => o.pointer.leave(),
  };
}
