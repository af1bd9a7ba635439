import { MalformedFrame } from './reader.js';

/**
 * Writes a body without strings, byte for byte as `Writer` does, in a fraction of its code: what customers' pages load has a budget.
 */
export function createNumbers(): { varint(...values: number[]): void; int(value: number): void; take(): Uint8Array<ArrayBuffer> } {
  // No strings of the stream's, none of its own, no text.
  const bytes = [0, 0, 0];
  const varint = (...values: number[]): void => {
    for (let rest of values) {
      for (rest >>>= 0; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
      bytes.push(rest);
    }
  };
  return { varint, int: (value) => varint((value << 1) ^ (value >> 31)), take: () => Uint8Array.from(bytes) };
}

/** Reads a body without strings; throws `MalformedFrame` as `Reader` does, and where there are any. */
export function readNumbers(body: Uint8Array): { u8(): number; varint(): number; int(): number } {
  let at = 0;
  const u8 = (): number => {
    const byte = body[at++];
    if (byte === undefined) throw new MalformedFrame('unexpected end');
    return byte;
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = u8();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128 && value <= 0xffffffff) return value;
    }
    throw new MalformedFrame('varint too long');
  };
  const int = (): number => {
    const value = varint();
    return (value >>> 1) ^ -(value & 1);
  };
  if (u8() + u8() + u8()) throw new MalformedFrame('strings among numbers');
  return { u8, varint, int };
}
