import { LIMITS } from '../limits.js';

/** UTF-8 has no half of a pair of UTF-16 units, as an emoji has that is cut across two text nodes: it is a noncharacter and what stands for it. */
const escapeHalves = (text: string): string =>
  text.replace(/[\ud800-\udfff\ufffe]/gu, (half) => `\ufffe${String.fromCharCode(half.charCodeAt(0) ^ 0x3800)}`);

/**
 * Writes the body of one frame: varints and strings. A short string is kept in the stream's table and costs one or two
 * bytes afterwards; a long one is local to its frame. All text of a frame is one UTF-8 run at its head.
 *
 * Body: nStream varint · its lengths · nLocal varint · its lengths · nBytes varint · UTF-8 · operations.
 * Lengths count UTF-16 units. A lone half of a pair, and U+FFFE, is U+FFFE and its unit XOR 0x3800.
 */
export interface Writer {
  /** Bytes of operations written since the last `take`. */
  readonly size: number;
  /** A bound on the bytes `take` would return now, text included. */
  readonly weight: number;
  /** Forgets the stream's table: the next frame opens a new stream. */
  reset(): void;
  u8(value: number): void;
  /** Unsigned integers below 2^32. An operation's number is one of a single byte. */
  varint(...values: number[]): void;
  /** A signed integer in 31 bits, zigzag. */
  int(value: number): void;
  string(text: string): void;
  /** Bytes as they are; their number is written by the caller. */
  bytes(all: Uint8Array): void;
  /** The finished body; the writer is empty afterwards and keeps its table. */
  take(): Uint8Array<ArrayBuffer>;
}

export function createWriter(): Writer {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(1 << 14);
  let at = 0;
  let table = new Map<string, number>();
  let local = new Map<string, number>();
  let fresh: string[] = [];
  let textLength = 0;

  const begin = (): void => {
    at = textLength = 0;
    local = new Map();
    fresh = [];
  };
  const room = (more: number): void => {
    const end = at + more;
    if (end <= buffer.length) return;
    const wider = new Uint8Array(end * 2);
    wider.set(buffer);
    buffer = wider;
  };
  const varint = (...values: number[]): void => {
    for (let rest of values) {
      room(8);
      for (rest >>>= 0; rest > 127; rest >>>= 7) buffer[at++] = (rest & 127) | 128;
      buffer[at++] = rest;
    }
  };
  return {
    get size() {
      return at;
    },
    get weight() {
      return at + textLength * 3;
    },
    reset() {
      table = new Map();
      begin();
    },
    u8(value) {
      room(8);
      buffer[at++] = value;
    },
    varint,
    int: (value) => varint((value << 1) ^ (value >> 31)),
    string(text) {
      let code = table.get(text) ?? local.get(text);
      if (code === undefined) {
        if (text.length <= LIMITS.internedLength && table.size < LIMITS.strings) {
          table.set(text, (code = table.size * 2));
          fresh.push(text);
        } else local.set(text, (code = local.size * 2 + 1));
        textLength += text.length;
      }
      varint(code);
    },
    bytes(all) {
      room(all.length);
      buffer.set(all, at);
      at += all.length;
    },
    take() {
      const lists = [fresh, [...local.keys()]].map((list) => list.map(escapeHalves));
      const text = encoder.encode(lists.flat().join(''));
      // The head is written behind the operations and put before them.
      const end = at;
      for (const list of lists) {
        varint(list.length);
        for (const { length } of list) varint(length);
      }
      varint(text.length);
      const head = at - end;
      const out = new Uint8Array(at + text.length);
      out.set(buffer.subarray(end, at));
      out.set(text, head);
      out.set(buffer.subarray(0, end), head + text.length);
      begin();
      return out;
    },
  };
}
