import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameKind, readHeader, writeFrame } from './header.js';

const u32 = fc.integer({ min: 0, max: 0xffffffff });

test('P1.1 a written frame reads back as it was', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(FrameKind)),
      fc.nat(255),
      u32,
      u32,
      fc.uint8Array({ maxLength: 40 }),
      (kind, flags, stream, number, body) => {
        const bytes = writeFrame({ kind, flags, stream, number }, body);
        const header = readHeader(bytes);
        expect(header).toMatchObject({ kind, flags, stream, number });
        expect([...bytes.subarray(header?.body)]).toEqual([...body]);
      },
    ),
  );
});

test('P1.2 bytes that are no header read as undefined', () => {
  expect(readHeader(new Uint8Array([]))).toBeUndefined();
  expect(readHeader(new Uint8Array([200, 0, 1, 1]))).toBeUndefined();
  expect(readHeader(new Uint8Array([1, 0, 255]))).toBeUndefined();
  fc.assert(fc.property(fc.uint8Array({ maxLength: 16 }), (bytes) => void readHeader(bytes)));
});

test('P1.3 a number above 32 bits is no header', () => {
  expect(readHeader(new Uint8Array([1, 0, 255, 255, 255, 255, 15, 0]))?.stream).toBe(0xffffffff);
  expect(readHeader(new Uint8Array([1, 0, 255, 255, 255, 255, 31, 0]))).toBeUndefined();
  expect(readHeader(new Uint8Array([1, 0, 128, 128, 128, 128, 128, 1, 0]))).toBeUndefined();
});
