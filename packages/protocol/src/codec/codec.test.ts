import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LIMITS } from '../limits.js';
import { MalformedFrame, Reader } from './reader.js';
import { createWriter, type Writer } from './writer.js';

const value = fc.oneof(
  fc.record({ type: fc.constant('u8' as const), value: fc.nat(255) }),
  fc.record({ type: fc.constant('varint' as const), value: fc.integer({ min: 0, max: 0xffffffff }) }),
  fc.record({ type: fc.constant('int' as const), value: fc.integer({ min: -(2 ** 30), max: 2 ** 30 - 1 }) }),
  fc.record({ type: fc.constant('string' as const), value: fc.string({ unit: 'grapheme', maxLength: 90 }) }),
);
type Value = typeof value extends fc.Arbitrary<infer V> ? V : never;

function write(writer: Writer, item: Value): void {
  switch (item.type) {
    case 'u8':
      return writer.u8(item.value);
    case 'varint':
      return writer.varint(item.value);
    case 'int':
      return writer.int(item.value);
    case 'string':
      return writer.string(item.value);
    default:
      item satisfies never;
  }
}

test('P2.1 what was written is read, over many frames of one stream', () => {
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 60 }), { maxLength: 5 }), (frames) => {
      const writer = createWriter();
      const reader = new Reader();
      for (const frame of frames) {
        for (const item of frame) write(writer, item);
        reader.open(writer.take());
        expect(frame.map((item) => reader[item.type]())).toEqual(frame.map((item) => item.value));
        expect(reader.done).toBe(true);
      }
    }),
  );
});

test('P2.1 text keeps a leading byte order mark and every plane', () => {
  const texts = [
    '\uFEFFmark',
    'ß',
    '日本',
    '😀',
    '\u0000',
    '',
    '\ud83d',
    '\ude00',
    'a\udc00b',
    '\ud800',
    '\ud7ff',
    '\ude00\ud83d',
    'x\ud83dé😀',
  ];
  const writer = createWriter();
  for (const text of texts) writer.string(text);
  const reader = new Reader();
  reader.open(writer.take());
  expect(texts.map(() => reader.string())).toEqual(texts);
});

test('P2.5 bytes travel as they are, between other values, however many', () => {
  for (const size of [0, 1, 200, (1 << 14) - 4, 1 << 16]) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => i % 251);
    const writer = createWriter();
    const reader = new Reader();
    writer.string('before');
    writer.bytes(bytes);
    writer.varint(size);
    const body = writer.take();
    reader.open(body);
    expect(reader.string()).toBe('before');
    expect(reader.bytes(size)).toEqual(bytes);
    expect(reader.varint()).toBe(size);
    expect(() => reader.bytes(1)).toThrow(MalformedFrame);
  }
});

test('P2.2 a short string costs its bytes once a stream, a long one once a frame', () => {
  const writer = createWriter();
  const sizes = ['short', 'short', 'x'.repeat(65), 'x'.repeat(65)].map((text) => {
    writer.string(text);
    return writer.take().length;
  });
  expect(sizes[1]).toBeLessThan((sizes[0] ?? 0) - 4);
  expect(sizes[3]).toBe(sizes[2]);
  expect(sizes[2]).toBeGreaterThan(65);
});

test('P2.3 the table is bounded and reset starts a new one', () => {
  const writer = createWriter();
  const reader = new Reader();
  const count = LIMITS.strings + 10;
  for (let i = 0; i < count; i++) writer.string(`s${i}`);
  reader.open(writer.take());
  for (let i = 0; i < count; i++) if (reader.string() !== `s${i}`) expect.unreachable(`string ${i}`);
  writer.reset();
  reader.reset();
  writer.string('again');
  reader.open(writer.take());
  expect(reader.string()).toBe('again');
});

test('P2.4 cut and random bytes raise MalformedFrame only', () => {
  const readAll = (bytes: Uint8Array): void => {
    const reader = new Reader();
    try {
      reader.open(bytes);
      while (!reader.done) reader.string();
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedFrame);
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readAll), { numRuns: 2000 });
  const writer = createWriter();
  for (const text of ['one', 'two', 'y'.repeat(100)]) writer.string(text);
  const whole = writer.take();
  for (let length = 0; length < whole.length; length++) readAll(whole.subarray(0, length));
});
