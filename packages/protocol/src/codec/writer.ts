import { LIMITS } from '../limits.js';

const NOTHING = new Uint8Array();

/**
 * Writes the body of one frame: varints and strings. A short string is kept in the stream's table and costs one or two
 * bytes afterwards; a long one is local to its frame. All text of a frame is one UTF-8 run at its head.
 *
 * Body: nStream varint · its lengths · nLocal varint · its lengths · nBytes varint · UTF-8 · operations.
 * Lengths count UTF-16 units.
 */
export class Writer {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(1 << 14);
  #at = 0;
  #table = new Map<string, number>();
  #tableSize = 0;
  #local = new Map<string, number>();
  #newStream: string[] = [];
  #newLocal: string[] = [];
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
    this.#tableSize = 0;
    this.#begin();
  }

  #begin(): void {
    this.#at = 0;
    this.#textLength = 0;
    this.#local = new Map();
    this.#newStream = [];
    this.#newLocal = [];
  }

  #room(): void {
    if (this.#at + 8 <= this.#bytes.length) return;
    const wider = new Uint8Array(this.#bytes.length * 2);
    wider.set(this.#bytes);
    this.#bytes = wider;
  }

  u8(value: number): void {
    this.#room();
    this.#bytes[this.#at++] = value;
  }

  /** An unsigned integer below 2^32. */
  varint(value: number): void {
    this.#room();
    const bytes = this.#bytes;
    let at = this.#at;
    let rest = value >>> 0;
    while (rest > 127) {
      bytes[at++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    bytes[at++] = rest;
    this.#at = at;
  }

  /** A signed integer in 31 bits, zigzag. */
  int(value: number): void {
    this.varint((value << 1) ^ (value >> 31));
  }

  string(text: string): void {
    const kept = this.#table.get(text);
    if (kept !== undefined) {
      this.varint(kept * 2);
      return;
    }
    if (text.length <= LIMITS.internedLength && this.#tableSize < LIMITS.strings) {
      const index = this.#tableSize++;
      this.#table.set(text, index);
      this.#newStream.push(text);
      this.#textLength += text.length;
      this.varint(index * 2);
      return;
    }
    let index = this.#local.get(text);
    if (index === undefined) {
      index = this.#newLocal.length;
      this.#local.set(text, index);
      this.#newLocal.push(text);
      this.#textLength += text.length;
    }
    this.varint(index * 2 + 1);
  }

  /** Bytes as they are; their number is written by the caller. */
  bytes(all: Uint8Array): void {
    const end = this.#at + all.length;
    if (end + 8 > this.#bytes.length) {
      const wider = new Uint8Array(end * 2);
      wider.set(this.#bytes);
      this.#bytes = wider;
    }
    this.#bytes.set(all, this.#at);
    this.#at = end;
  }

  /** The finished body; the writer is empty afterwards and keeps its table. */
  take(): Uint8Array<ArrayBuffer> {
    const text = this.#textLength === 0 ? NOTHING : this.#encoder.encode(this.#newStream.join('') + this.#newLocal.join(''));
    const strings = this.#newStream.length + this.#newLocal.length;
    const out = new Uint8Array(this.#at + text.length + strings * 5 + 15);
    let at = 0;
    const varint = (value: number): void => {
      let rest = value;
      while (rest > 127) {
        out[at++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      out[at++] = rest;
    };
    varint(this.#newStream.length);
    for (const s of this.#newStream) varint(s.length);
    varint(this.#newLocal.length);
    for (const s of this.#newLocal) varint(s.length);
    varint(text.length);
    out.set(text, at);
    at += text.length;
    out.set(this.#bytes.subarray(0, this.#at), at);
    at += this.#at;
    this.#begin();
    return out.subarray(0, at);
  }
}
