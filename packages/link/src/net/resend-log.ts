import { FrameFlag, type FrameHeader, FrameKind } from '@sightline/protocol';

/** A place in the customer's view: a stream and a frame of it. */
export interface Position {
  stream: number;
  number: number;
}

interface Entry {
  data: Uint8Array<ArrayBuffer> | string;
  /** Of a view frame; other entries belong behind the frame before them. */
  at?: Position & { opens: boolean };
}

/** No place a service could name. */
const LOST: Position = { stream: 0, number: -1 };

/** Bytes kept for a service that has lost its connection to us. */
const BYTES = 4 * 1024 * 1024;

/**
 * What a customer has sent and the service may not have received, in order: view frames, assets and their announcements.
 * Bounded; where it was cut before the place the service asks for, only a new stream helps.
 */
export interface ResendLog {
  frame(header: FrameHeader, data: Uint8Array<ArrayBuffer>): void;
  text(data: string): void;
  /** Something became more private: nothing older is ever sent again; `data` (the word to the service) stands first. */
  forget(data: string): void;
  /** The last view frame put in. */
  readonly position: Position | undefined;
  /** Everything up to `position` has arrived. */
  received(position: Position): void;
  /** What to send again where the service holds everything up to `position`; `undefined` where that is lost. */
  after(position: Position): (Uint8Array<ArrayBuffer> | string)[] | undefined;
  clear(): void;
}

export function createResendLog(): ResendLog {
  let entries: Entry[] = [];
  let size = 0;
  let last: Position | undefined;
  /** The frame before the first entry; `undefined` where the log is whole from the opening of a stream. */
  let before: Position | undefined;

  const push = (entry: Entry): void => {
    entries.push(entry);
    size += entry.data.length;
    let over = size - BYTES;
    while (over > 0) over -= drop();
  };
  /** Lets the oldest entry go; its size. */
  const drop = (): number => {
    const entry = entries.shift();
    if (entry === undefined) return BYTES;
    size -= entry.data.length;
    // Whoever has a frame has what was sent before it; behind a lost announcement only a later frame can be continued.
    before = entry.at ?? LOST;
    return entry.data.length;
  };
  const indexOf = (p: Position): number => entries.findIndex((e) => e.at?.stream === p.stream && e.at.number === p.number);

  return {
    frame(header, data) {
      if (header.kind === FrameKind.View) {
        const opens = header.number === 0 && (header.flags & FrameFlag.Key) !== 0;
        if (opens) {
          // The service goes on from the newest keyframe it gets; older views are of no use any more.
          entries = entries.filter((e) => e.at === undefined);
          size = entries.reduce((sum, e) => sum + e.data.length, 0);
          before = undefined;
        }
        last = { stream: header.stream, number: header.number };
        push({ data, at: { ...last, opens } });
      } else push({ data });
    },
    text: (data) => push({ data }),
    forget(data) {
      entries = [];
      size = 0;
      before = undefined;
      push({ data });
    },
    get position() {
      return last;
    },
    received(position) {
      const index = indexOf(position);
      for (let i = 0; i <= index; i++) drop();
    },
    after(position) {
      const index = indexOf(position);
      if (index >= 0) return entries.slice(index + 1).map((e) => e.data);
      if (before !== undefined)
        return before.stream === position.stream && before.number === position.number ? entries.map((e) => e.data) : undefined;
      const first = entries.find((e) => e.at !== undefined)?.at;
      if (first === undefined) return entries.length > 0 ? entries.map((e) => e.data) : undefined;
      return first.opens && position.stream < first.stream ? entries.map((e) => e.data) : undefined;
    },
    clear() {
      entries = [];
      size = 0;
      before = last;
    },
  };
}
