/**
 * A frame is one binary socket message: a header the service reads, and a body it never looks into (design decision 7).
 *
 * Header: kind u8 · flags u8 · stream varint · number varint.
 */
export const FrameKind = {
  /** Changes of the customer's view; kept in the service's log. Customer → agents. */
  View: 1,
  /** Where a pointer is; never kept. Both ways. From an agent the service writes his seat number over `stream`. */
  Pointer: 2,
  /** Bytes of one asset for the session store; `number` is the asset's number. Customer → service only. */
  Asset: 3,
} as const;
export type FrameKind = (typeof FrameKind)[keyof typeof FrameKind];

/** Flags of a view frame. A keyframe may span several frames: the first has `Key`, the last `KeyEnd`, a short one both. */
export const FrameFlag = { Key: 1, KeyEnd: 2 } as const;

export interface FrameHeader {
  kind: FrameKind;
  flags: number;
  /** Numbers the captures of one session: each keyframe opens the next stream. */
  stream: number;
  /** Position in the stream, from 0 (the keyframe's first frame), without gaps. */
  number: number;
}

const KINDS = new Set<number>(Object.values(FrameKind));

/** Reads the header; `undefined` where the bytes are no frame. `body` is the offset of the body. */
export function readHeader(bytes: Uint8Array): (FrameHeader & { body: number }) | undefined {
  const kind = bytes[0];
  const flags = bytes[1];
  if (kind === undefined || flags === undefined || !KINDS.has(kind)) return undefined;
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
