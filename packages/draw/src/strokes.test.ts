import { DrawingFlag, LIMITS, type StrokeTool, writeAnchor, writePoints, writeStroke } from '@sightline/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStrokes } from './strokes.js';

const anchor = { stream: 1, path: [], id: 5 };
const start = (points: number[], tool: StrokeTool = 'pen'): Uint8Array<ArrayBuffer> =>
  writeStroke({ tool, color: 0x0072b2, width: 3, anchor, points });

function model() {
  let time = 0;
  const heard: string[] = [];
  const strokes = createStrokes({ now: () => time, changed: (s, change) => heard.push(`${s.seat}/${s.number} ${change}`) });
  const frame = (flags: number, body: Uint8Array, number = 1, stream = 2): void => strokes.frame({ flags, stream, number }, body);
  const names = (): string => [...strokes.all()].map((s) => `${s.seat}/${s.number}`).join(' ');
  return { strokes, frame, names, heard, wait: (ms: number) => (time += ms) };
}

test('1.1 a stroke begins, grows and ends; what follows its end is left out', () => {
  const { strokes, frame, heard } = model();
  frame(DrawingFlag.Begin, start([0, 0]));
  frame(0, writePoints([0.25, 0.5]));
  expect(strokes.get({ seat: 2, number: 1 })).toMatchObject({ points: [0, 0, 0.25, 0.5], ended: false, tool: 'pen', width: 3, anchor });
  frame(DrawingFlag.End, Uint8Array.of(0));
  frame(0, writePoints([0.75, 0.75]));
  frame(DrawingFlag.Begin, start([1, 1]));
  frame(0, writePoints([1, 1]), 7);
  expect([...strokes.all()]).toMatchObject([{ points: [0, 0, 0.25, 0.5], ended: true }]);
  expect(heard).toEqual(['2/1 begun', '2/1 grown', '2/1 grown']);
});

test('1.2 of a rectangle and an arrow the first and the last point count', () => {
  for (const tool of ['rectangle', 'arrow'] as const) {
    const { strokes, frame } = model();
    frame(DrawingFlag.Begin, start([0, 0], tool));
    frame(0, writePoints([0.25, 0.25, 0.5, 0.5]));
    frame(DrawingFlag.End, writePoints([0.75, 1]));
    expect([...strokes.all()][0]?.points).toEqual([0, 0, 0.75, 1]);
  }
});

test('1.3 a vanishing stroke is gone 4 s after its end, also where that never came', () => {
  const { strokes, frame, names, heard, wait } = model();
  expect(strokes.expire()).toBe(false);
  frame(DrawingFlag.Begin | DrawingFlag.Vanishing, start([0, 0], 'vanishing_pen'), 1);
  frame(DrawingFlag.Begin | DrawingFlag.Vanishing | DrawingFlag.End, start([0, 0], 'vanishing_pen'), 2);
  frame(DrawingFlag.Begin | DrawingFlag.End, start([0, 0]), 3);
  wait(3_999);
  expect(strokes.expire()).toBe(true);
  expect(names()).toBe('2/1 2/2 2/3');
  wait(1);
  expect(strokes.expire()).toBe(true);
  expect(names()).toBe('2/1 2/3');
  wait(6_000);
  expect(strokes.expire()).toBe(true);
  wait(4_000);
  expect(strokes.expire()).toBe(false);
  expect(names()).toBe('2/3');
  expect(heard.filter((h) => h.endsWith('gone'))).toEqual(['2/2 gone', '2/1 gone']);
});

test('1.4 strokes are erased by name, cleared by seat or all, and tied anew', () => {
  const { strokes, frame, names } = model();
  for (const [seat, number] of [
    [0, 1],
    [2, 1],
    [2, 2],
    [3, 1],
  ])
    frame(DrawingFlag.Begin | DrawingFlag.End, start([0, 0]), number, seat);
  frame(DrawingFlag.Anchor, writeAnchor({ stream: 9, path: [4], id: 3 }), 2);
  expect(strokes.get({ seat: 2, number: 2 })?.anchor).toEqual({ stream: 9, path: [4], id: 3 });
  strokes.message({ t: 'erased', strokes: [{ seat: 2, number: 1 }] });
  expect(names()).toBe('0/1 2/2 3/1');
  strokes.message({ t: 'drawings_cleared', seat: 2 });
  expect(names()).toBe('0/1 3/1');
  strokes.message({ t: 'drawings_cleared', by: { userId: 'a', userName: 'A' } });
  expect(strokes.size).toBe(0);
  expect(strokes.highest(2)).toBe(2);
  expect(strokes.highest(8)).toBe(0);
});

test('1.5 no bytes make it throw', () => {
  const { strokes, frame } = model();
  frame(DrawingFlag.Begin, start([0, 0]));
  fc.assert(
    fc.property(fc.nat(15), fc.nat(3), fc.uint8Array({ maxLength: 60 }), (flags, number, body) => frame(flags, body, number)),
    { numRuns: 2_000 },
  );
  expect(strokes.get({ seat: 2, number: 1 })).toBeDefined();
});

test('1.5 strokes, vanishing strokes and points are bounded, the oldest go first', () => {
  const { strokes, frame } = model();
  for (let n = 1; n <= LIMITS.strokes + 150; n++) frame(DrawingFlag.Begin | DrawingFlag.End, start([0, 0]), n);
  expect(strokes.size).toBe(LIMITS.strokes + 100);
  expect(strokes.get({ seat: 2, number: 50 })).toBeUndefined();
  expect(strokes.get({ seat: 2, number: 51 })).toBeDefined();
  for (let n = 1; n <= 250; n++) frame(DrawingFlag.Begin | DrawingFlag.Vanishing, start([0, 0]), n, 3);
  expect(strokes.size).toBe(LIMITS.strokes + 100 + 200);
  expect(strokes.get({ seat: 3, number: 50 })).toBeUndefined();
  const many = writePoints(Array.from({ length: 30_000 }, () => 0.5));
  frame(DrawingFlag.Begin, start([0, 0]), 1, 4);
  for (let i = 0; i < 3; i++) frame(0, many, 1, 4);
  expect(strokes.get({ seat: 4, number: 1 })?.points.length).toBe(40_000);
});
