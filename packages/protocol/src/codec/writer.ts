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
export class Writer {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 14);
  #at = 0;
  #table = new Map<string, number>();
  #local = new Map<string, number>();
  #newStream: string[] = [];
  #encoder = new TextEncoder();
  #textLength = 0;

  /** Bytes of operations written since the last `take`. */
  get size(): number {
    return this.#at;
  }

  /** A bound on the bytes `take` would return now, text included. */
  get weight(): number {
    return this.#at + this.#textLength * 3;
  }

  /** Forgets the stream's table: the next frame opens a new stream. */
  reset(): void {
    this.#table = new Map();
    this.#begin();
  }

  #begin(): void {
    this.#at = 0;
    this.#textLength = 0;
    this.#local = new Map();
    this.#newStream = [];
  }

  #room(more = 8): void {
    const end = this.#at + more;
    if (end <= this.#bytes.length) return;
    const wider = new Uint8Array(end * 2);
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  u8(value: number): void {
    this.#room();
    this.#bytes[this.#at++] = value;
  }

  /** Unsigned integers below 2^32. An operation's number is one of a single byte. */
  varint(...values: number[]): void {
    for (let rest of values) {
      this.#room();
      for (rest >>>= 0; rest > 127; rest >>>= 7) this.#bytes[this.#at++] = (rest & 127) | 128;
      this.#bytes[this.#at++] = rest;
    }
  }

  /** A signed integer in 31 bits, zigzag. */
  int(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  string(text: string): void {
    let code = this.#table.get(text) ?? this.#local.get(text);
    if (code === undefined) {
      if (text.length <= LIMITS.internedLength && this.#table.size < LIMITS.strings) {
        this.#table.set(text, (code = this.#table.size * 2));
        this.#newStream.push(text);
      } else this.#local.set(text, (code = this.#local.size * 2 + 1));
      this.#textLength += text.length;
    }
    this.varint(code);
  }

  /** Bytes as they are; their number is written by the caller. */
  bytes(all: Uint8Array): void {
    this.#room(all.length);
    this.#bytes.set(all, this.#at);
    this.#at += all.length;
  }

  /** The finished body; the writer is empty afterwards and keeps its table. */
  take(): Uint8Array<ArrayBuffer> {
    const lists = [this.#newStream, [...this.#local.keys()]].map((list) => list.map(escapeHalves));
    const text = this.#encoder.encode(lists.flat().join(''));
    // The head is written behind the operations and put before them.
    const end = this.#at;
    for (const list of lists) {
      this.varint(list.length);
      for (const { length } of list) this.varint(length);
    }
    this.varint(text.length);
    const head = this.#at - end;
    const out = new Uint8Array(this.#at + text.length);
    out.set(this.#bytes.subarray(end, this.#at));
    out.set(text, head);
    out.set(this.#bytes.subarray(0, end), head + text.length);
    this.#begin();
    return out;
  }
}
