import { LIMITS } from '../limits.js';

/** Thrown by `Reader` for bytes that are no frame body; the caller asks for a new keyframe. */
export class MalformedFrame extends Error {
  override name = 'MalformedFrame';
}

/** Lone halves of pairs as they were (writer.ts). */
const unescapeHalves = (text: string): string =>
  text.includes('\ufffe') ? text.replace(/\ufffe([^])/g, (_, unit: string) => String.fromCharCode(unit.charCodeAt(0) ^ 0x3800)) : text;

/** Reads frame bodies written by `Writer`, one after the other, keeping the stream's string table. */
export class Reader {
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;
  #table: string[] = [];
  #local: string[] = [];
  #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #hand: ((units: number) => void) | undefined;

  /** `hand` hears the UTF-16 units of each string that is handed out: a few bytes may name a long one again and again. */
  constructor(hand?: (units: number) => void) {
    this.#hand = hand;
  }

  /** Forgets the stream's table: the next frame opens a new stream. */
  reset(): void {
    this.#table = [];
  }

  /** Takes the next body: reads its strings and stands at its first operation. */
  open(body: Uint8Array): void {
    this.#bytes = body;
    this.#at = 0;
    const streamLengths = this.#lengths();
    const localLengths = this.#lengths();
    const size = this.varint();
    if (size > body.length - this.#at) throw new MalformedFrame('text runs past the end');
    const text = this.#decoder.decode(body.subarray(this.#at, this.#at + size));
    this.#at += size;
    if (this.#table.length + streamLengths.length > LIMITS.strings) throw new MalformedFrame('string table is full');
    let from = 0;
    const cut = (length: number): string => {
      if (from + length > text.length) throw new MalformedFrame('string runs past the text');
      const piece = text.slice(from, from + length);
      from += length;
      return unescapeHalves(piece);
    };
    for (const length of streamLengths) this.#table.push(cut(length));
    this.#local = localLengths.map(cut);
  }

  #lengths(): number[] {
    const count = this.varint();
    if (count > this.#bytes.length - this.#at) throw new MalformedFrame('more strings than bytes');
    const lengths: number[] = [];
    for (let i = 0; i < count; i++) lengths.push(this.varint());
    return lengths;
  }

  /** True when every operation was read. */
  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  u8(): number {
    const byte = this.#bytes[this.#at++];
    if (byte === undefined) throw new MalformedFrame('unexpected end');
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) {
        if (value > 0xffffffff) break;
        return value;
      }
    }
    throw new MalformedFrame('varint too long');
  }

  int(): number {
    const value = this.varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /** The next `size` bytes; a view of the body, good until the next `open`. */
  bytes(size: number): Uint8Array {
    if (size > this.#bytes.length - this.#at) throw new MalformedFrame('unexpected end');
    this.#at += size;
    return this.#bytes.subarray(this.#at - size, this.#at);
  }

  string(): string {
    const index = this.varint();
    const text = index & 1 ? this.#local[index >>> 1] : this.#table[index >>> 1];
    if (text === undefined) throw new MalformedFrame('unknown string');
    this.#hand?.(text.length);
    return text;
  }
}
