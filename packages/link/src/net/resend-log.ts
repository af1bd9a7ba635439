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
    // oxlint-disable-next-line no-unmodified-loop-condition -- `drop` modifies it
    while (size > BYTES) drop();
  };
  /** Lets the oldest entry go; there is one. */
  const drop = (): void => {
    const { data, at } = entries.shift() as Entry;
    size -= data.length;
    // Whoever has a frame has what was sent before it; behind a lost announcement only a later frame can be continued.
    before = at ?? LOST;
  };
  /** Whole from here on, with what is kept. */
  const restart = (kept: Entry[]): void => {
    entries = [];
    size = 0;
    before = undefined;
    kept.forEach(push);
  };
  const indexOf = (p: Position): number => entries.findIndex((e) => same(e.at, p));

  return {
    frame(header, data) {
      if (header.kind === FrameKind.View) {
        const opens = header.number === 0 && (header.flags & FrameFlag.Key) !== 0;
        // The service goes on from the newest keyframe it gets; older views are of no use any more.
        if (opens) restart(entries.filter((e) => !e.at));
        last = { stream: header.stream, number: header.number };
        push({ data, at: { ...last, opens } });
      } else if (header.kind === FrameKind.Asset) push({ data });
    },
    text: (data) => push({ data }),
    forget: (data) => restart([{ data }]),
    get position() {
      return last;
    },
    received(position) {
      const index = indexOf(position);
      for (let i = 0; i <= index; i++) drop();
    },
    after(position) {
      const index = indexOf(position);
      const first = entries.find((e) => e.at)?.at;
      const joins = before ? same(before, position) : first ? first.opens && position.stream < first.stream : entries.length > 0;
      return index >= 0 || joins ? entries.slice(index + 1).map((e) => e.data) : undefined;
    },
    clear() {
      restart([]);
      before = last;
    },
  };
}

const same = (a: Position | undefined, b: Position): boolean => a?.stream === b.stream && a.number === b.number;
