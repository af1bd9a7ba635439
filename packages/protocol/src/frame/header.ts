/**
 * A frame is one binary socket message: a header the service reads, and a body it never looks into (design decision 7).
 *
 * Header: kind u8 · flags u8 · stream varint · number varint.
 */
export const FrameKind = {
  /** Changes of the customer's view; kept in the service's log. Customer → agents. */
  View: 1,
  /** Where a pointer is; never kept. Both ways. From an agent the service writes the seat's number over `stream` and `SeatFlag.Agent` into `flags`. */
  Pointer: 2,
  /** Bytes of one asset for the session store; `number` is the asset's number. Customer → service only. */
  Asset: 3,
  /**
   * A piece of a stroke (strokes.ts); kept in the service's drawings. Both ways. `stream`: the author's seat, written by the service;
   * `number`: the stroke's, counted by its author. With `DrawingFlag.Anchor`, which only a customer's page may send, `stream` is what it says.
   */
  Drawing: 4,
  /** Something an agent does on the page (acts.ts); never kept. Agent → customer. `flags`: its `ACT_TYPES` number; `stream`: the seat, written by the service; `number`: counted by the agent. */
  Act: 5,
  /** A proposal for form fields (drafts.ts); never kept. Agent → customer. `stream` as with acts; `number`: counted by the agent. */
  Draft: 6,
} as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

/** Flags of a view frame. A keyframe may span several frames: the first has `Key`, the last `KeyEnd`, a short one both. */
export const FrameFlag = { Key: 1, KeyEnd: 2 } as const;

/**
 * Flags of a drawing's frame. `Begin` and `End` may come in one; frames between them add points. `Vanishing` stands beside `Begin` of a
 * stroke that nobody keeps. `Anchor` tells anew what element a stroke is tied to.
 */
export const DrawingFlag = { Begin: 1, End: 2, Vanishing: 4, Anchor: 8 } as const;

/** Of a pointer frame from the service: it is an agent's, and `stream` is that agent's seat. */
export const SeatFlag = { Agent: 1 } as const;

/** What an act's `flags` say: the kind of remote assist it needs. */
export const ACT_TYPES = ['', 'scroll_page', 'edit_form', 'click', 'navigate'] as const;
export type AssistType = Exclude<(typeof ACT_TYPES)[number], ''>;

export interface FrameHeader {
  kind: FrameKind;
  flags: number;
  /** Numbers the captures of one session: each keyframe opens the next stream. */
  stream: number;
  /** Position in the stream, from 0 (the keyframe's first frame), without gaps. */
  number: number;
}

/** Reads the header; `undefined` where the bytes are no frame. `body` is the offset of the body. */
export function readHeader(bytes: Uint8Array): (FrameHeader & { body: number }) | undefined {
  const kind = bytes[0];
  const flags = bytes[1];
  // Kinds are numbered without gaps.
  if (!kind || kind > FrameKind.Draft || flags === undefined) return undefined;
  let at = 2;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return -1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    return -1;
  };
  const stream = varint();
  const number = varint();
  if (stream < 0 || number < 0 || stream > 0xffffffff || number > 0xffffffff) return undefined;
  return { kind: kind as FrameKind, flags, stream, number, body: at };
}

/** Joins header and body to one message. */
export function writeFrame(header: FrameHeader, body: Uint8Array): Uint8Array {
  const head = [header.kind, header.flags];
  for (let value of [header.stream, header.number]) {
    while (value > 127) {
      head.push((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    head.push(value);
  }
  const out = new Uint8Array(head.length + body.length);
  out.set(head);
  out.set(body, head.length);
  return out;
}
