import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Act, readAct, typesOf, writeAct } from './acts.js';
import { type DraftField, readDraft, writeDraft } from './drafts.js';
import { createNumbers, readNumbers } from './numbers.js';
import { MalformedFrame, Reader } from './reader.js';
import { readAnchor, readPoints, readStroke, STROKE_TOOLS, writeAnchor, writePoints, writeStroke } from './strokes.js';
import { createWriter } from './writer.js';

const uint = fc.integer({ min: 0, max: 0xffffffff });
const at = fc.record({ path: fc.array(uint, { maxLength: 8 }), id: uint });
const aimed = fc.record({ stream: uint, number: uint });
const fraction = fc.integer({ min: -9_000_000, max: 9_000_000 }).map((n) => n / 65_536);
const pixels = fc.integer({ min: -8_000_000, max: 8_000_000 }).map((n) => n / 8);
const text = fc.string({ unit: 'binary', maxLength: 200 });
const small = fc.integer({ min: 0, max: 15 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('scroll' as const), at, left: pixels, top: pixels }),
  fc.record({ act: fc.constant('wheel' as const), at, x: fraction, y: fraction, dx: pixels, dy: pixels }),
  fc.record({ act: fc.constantFrom('show' as const, 'focus' as const, 'blur' as const), at }),
  fc.record({
    act: fc.constant('pointer' as const),
    at,
    phase: fc.constantFrom('move' as const, 'down' as const, 'up' as const),
    x: fraction,
    y: fraction,
    button: small,
    modifiers: small,
    clicks: small,
  }),
  fc.record({ act: fc.constant('history' as const), by: fc.constantFrom('back' as const, 'forward' as const, 'reload' as const) }),
  fc.record({ act: fc.constant('go' as const), url: text }),
  fc.record({ act: fc.constant('key' as const), at, down: fc.boolean(), key: text, code: text, modifiers: small, repeat: fc.boolean() }),
  fc.record({ act: fc.constant('input' as const), at, inputType: text, text }),
  fc.record({
    act: fc.constant('compose' as const),
    at,
    phase: fc.constantFrom('start' as const, 'update' as const, 'end' as const),
    text,
  }),
  fc.record({ act: fc.constant('caret' as const), at, start: uint, end: uint, backward: fc.boolean() }),
  fc.record({ act: fc.constant('range' as const), at, from: uint, fromOffset: uint, to: uint, toOffset: uint }),
  fc.record({ act: fc.constant('value' as const), at, text }),
  fc.record({ act: fc.constant('choose' as const), at, options: fc.array(uint, { maxLength: 50 }) }),
);
const field: fc.Arbitrary<DraftField> = fc.record({
  at,
  value: fc.oneof(
    fc.record({ kind: fc.constant('text' as const), text }),
    fc.record({ kind: fc.constant('checked' as const), checked: fc.boolean() }),
    fc.record({ kind: fc.constant('options' as const), options: fc.array(uint, { maxLength: 50 }) }),
  ),
});
const points = fc.array(fraction, { maxLength: 200 }).map((all) => all.slice(0, all.length & ~1));
const anchor = fc.record({ stream: uint, path: fc.array(uint, { maxLength: 8 }), id: uint });

test('P6.1 acts, proposals, strokes, their points and anchors are read as they were written', () => {
  fc.assert(
    fc.property(aimed, act, (from, made) => {
      expect(readAct(writeAct(from, made))).toEqual({ aimed: from, act: made });
      expect(typesOf(made).length).toBeGreaterThan(0);
    }),
  );
  fc.assert(
    fc.property(aimed, fc.array(field, { maxLength: 20 }), (from, fields) => {
      expect(readDraft(writeDraft(from, fields))).toEqual({ aimed: from, fields });
    }),
  );
  const stroke = fc.record({
    tool: fc.constantFrom(...STROKE_TOOLS),
    color: fc.integer({ min: 0, max: 0xffffff }),
    width: fc.integer({ min: 4, max: 512 }).map((n) => n / 8),
    anchor,
    points,
  });
  fc.assert(
    fc.property(stroke, (made) => {
      expect(readStroke(writeStroke(made))).toEqual(made);
    }),
  );
  fc.assert(
    fc.property(points, (made) => {
      expect(readPoints(writePoints(made))).toEqual(made);
    }),
  );
  fc.assert(
    fc.property(anchor, (made) => {
      expect(readAnchor(writeAnchor(made))).toEqual(made);
    }),
  );
});

test('P6.2 of any bytes they raise `MalformedFrame` and nothing else', () => {
  const read = [readAct, readDraft, readStroke, readPoints, readAnchor];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(...read), (bytes, reader) => {
      try {
        reader(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(MalformedFrame);
      }
    }),
    { numRuns: 5_000 },
  );
});

test('P6.1 a body of numbers alone is written and read the same by both codecs', () => {
  fc.assert(
    fc.property(fc.array(uint), fc.integer({ min: -(2 ** 30), max: 2 ** 30 }), (values, signed) => {
      const [plain, full] = [createNumbers(), createWriter()];
      for (const writer of [plain, full]) {
        writer.varint(...values);
        writer.int(signed);
      }
      const body = plain.take();
      expect(body).toEqual(full.take());
      const [numbers, reader] = [readNumbers(body), new Reader()];
      reader.open(body);
      for (const one of [numbers, reader]) expect([...values.map(() => one.varint()), one.int()]).toEqual([...values, signed]);
      expect(() => numbers.varint()).toThrow(MalformedFrame);
    }),
  );
});
