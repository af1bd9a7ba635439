/** The two members of a socket an outbox needs. */
export interface Writable {
  readonly bufferedAmount: number;
  send(bytes: Uint8Array, done: () => void): void;
}

export interface Outbox {
  frame(bytes: Uint8Array): void;
  replay(frames: readonly Uint8Array[]): void;
  drop(): void;
  /** Whether anything waits for the reader. */
  readonly behind: boolean;
  /** Bytes that wait here. */
  readonly bytes: number;
}

/**
 * View frames on their way to one reader, in order. They wait here by reference (the log holds the same bytes), so that a
 * socket never buffers more than `highWater`; a reader with more than `limit` bytes waiting beyond a replay is too slow.
 */
export function createOutbox(options: {
  socket: Writable;
  highWater: number;
  limit: number;
  tooSlow(): void;
  relayed?(ms: number): void;
}): Outbox {
  const { socket, highWater, limit } = options;
  let waiting: Uint8Array[] = [];
  let head = 0;
  let bytes = 0;
  let allowance = limit;
  let cut = false;
  /** One frame at a time is timed from here to the socket's having taken it. */
  let timed: { frame: Uint8Array; at: number } | undefined;

  function taken(mark: typeof timed): void {
    if (mark && mark === timed) {
      options.relayed?.(performance.now() - mark.at);
      timed = undefined;
    }
    pump();
  }

  function pump(): void {
    while (head < waiting.length && socket.bufferedAmount < highWater) {
      const next = waiting[head++];
      if (!next) continue;
      bytes -= next.byteLength;
      const mark = timed;
      socket.send(next, next === mark?.frame ? () => taken(mark) : pump);
    }
    if (head === waiting.length) {
      waiting = [];
      head = 0;
      allowance = limit;
    }
  }

  return {
    frame(frame) {
      if (cut) return;
      timed ??= { frame, at: performance.now() };
      waiting.push(frame);
      bytes += frame.byteLength;
      pump();
      if (bytes <= allowance) return;
      cut = true;
      waiting = [];
      head = 0;
      bytes = 0;
      options.tooSlow();
    },
    replay(frames) {
      if (cut) return;
      for (const frame of frames) {
        waiting.push(frame);
        bytes += frame.byteLength;
      }
      allowance = bytes + limit;
      pump();
    },
    drop() {
      timed = undefined;
      waiting = [];
      head = 0;
      bytes = 0;
      allowance = limit;
    },
    get behind() {
      return waiting.length > head || socket.bufferedAmount > highWater;
    },
    get bytes() {
      return bytes;
    },
  };
}
