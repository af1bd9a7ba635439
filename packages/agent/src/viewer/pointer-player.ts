import { MalformedFrame, PointerOp, Reader } from '@sightline/protocol';
import type { CustomerPointer } from '../stage/customer-pointer.js';

export interface PointerPlayerOptions {
  pointer: CustomerPointer;
  /** Layer pixels for one of the customer's CSS pixels. */
  scale(): number;
  /** Where a node stands in the customer's viewport. */
  middleOf(id: number): DOMRect | undefined;
}

/** Shows pointer frames. One that makes no sense is dropped: the next is a moment away. */
export function createPointerPlayer(o: PointerPlayerOptions): { play(body: Uint8Array): void; hide(): void } {
  const reader = new Reader();
  const at = (x: number, y: number): void => o.pointer.move(x * o.scale(), y * o.scale());
  const show = (body: Uint8Array): void => {
    reader.reset();
    reader.open(body);
    const op = reader.u8();
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
        const box = o.middleOf(reader.varint());
        if (box) at(box.left + box.width / 2, box.top + box.height / 2);
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
