/** Frames one after another in one piece of memory: a stroke has many, each smaller than what an object costs. */
export interface PackedFrames {
  /** At most 65,535 bytes. */
  add(frame: Uint8Array): void;
  /** No more will come: lets go of the room left for them. */
  trim(): void;
  /** In order, as views of the memory. */
  each(): Iterable<Uint8Array>;
  readonly count: number;
  readonly bytes: number;
}

const FIRST_BYTES = 256;
/** What each frame costs beside its bytes. */
export const LENGTH_BYTES = 2;

export function createPackedFrames(): PackedFrames {
  let memory = new Uint8Array(FIRST_BYTES);
  let used = 0;
  let count = 0;

  function become(size: number): void {
    const next = new Uint8Array(size);
    next.set(memory.subarray(0, used));
    memory = next;
  }

  return {
    add(frame) {
      const { byteLength } = frame;
      const needed = used + LENGTH_BYTES + byteLength;
      if (needed > memory.byteLength) become(Math.max(2 * memory.byteLength, needed));
      memory[used] = byteLength >> 8;
      memory[used + 1] = byteLength & 255;
      memory.set(frame, used + LENGTH_BYTES);
      used = needed;
      count++;
    },
    trim: () => become(used),
    *each() {
      for (let at = 0; at < used; ) {
        const length = ((memory[at] ?? 0) << 8) | (memory[at + 1] ?? 0);
        const from = at + LENGTH_BYTES;
        yield memory.subarray(from, from + length);
        at = from + length;
      }
    },
    get count() {
      return count;
    },
    get bytes() {
      return used;
    },
  };
}
