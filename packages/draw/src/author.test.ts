import { type ClientMessage, DrawingFlag, FrameKind, LIMITS, type ServerMessage, writeFrame, writeStroke } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { createAuthor } from './author.js';
import { createStrokes, type Strokes } from './strokes.js';

const anchor = { stream: 1, path: [], id: 5 };
const pen = { tool: 'pen' as const, color: 0, anchor, points: [0, 0] };

/** Two who draw, and a relay that keeps order and delivers when told to. */
function session() {
  let time = 0;
  const now = (): number => time;
  const held: Strokes = createStrokes({ now });
  const down: Record<number, (() => void)[]> = { 1: [], 2: [] };
  const up: Record<number, (() => void)[]> = { 1: [], 2: [] };
  const frames: { flags: number; number: number; bytes: number }[] = [];
  const people = [1, 2].map((seat) => {
    const strokes = createStrokes({ now });
    const author = createAuthor({
      you: { seat, userId: `u${seat}` },
      strokes,
      now,
      sendFrame(header, body) {
        const { flags, number } = header;
        frames.push({ flags, number, bytes: writeFrame(header, body).length });
        expect(header).toMatchObject({ kind: FrameKind.Drawing, stream: seat });
        up[seat]?.push(() => {
          held.frame(header, body);
          down[3 - seat]?.push(() => people[2 - seat]?.strokes.frame(header, body));
        });
      },
      send: (m) => void up[seat]?.push(() => serve(seat, m)),
      again: (stroke) => (stroke.color === 13 ? undefined : { ...stroke.anchor, id: 6 }),
    });
    return { strokes, author };
  });
  const serve = (seat: number, m: ClientMessage): void => {
    const by = { userId: `u${seat}`, userName: '' };
    const answer: ServerMessage =
      m.t === 'erase'
        ? { t: 'erased', strokes: m.strokes, by }
        : { t: 'drawings_cleared', by, ...(m.t === 'clear_drawings' && !m.all ? { seat } : {}) };
    held.message(answer);
    for (const to of [1, 2]) down[to]?.push(() => people[to - 1]?.author.message(answer));
  };
  const run = (queue: (() => void)[] | undefined): void => {
    for (let next = queue?.shift(); next; next = queue?.shift()) next();
  };
  const settle = (): void => {
    for (let i = 0; i < 4; i++) for (const seat of [1, 2, 2, 1]) run(i % 2 ? down[seat] : up[seat]);
  };
  const names = (strokes: Strokes): string =>
    [...strokes.all()]
      .map((s) => `${s.seat}/${s.number}:${s.points.join()}${s.ended ? '.' : ''}`)
      .sort()
      .join(' ');
  const agree = (): string => {
    settle();
    const all = [held, ...people.map((p) => p.strokes)].map(names);
    expect(new Set(all).size, all.join('\n')).toBe(1);
    return all[0] ?? '';
  };
  const [one, two] = people as [(typeof people)[0], (typeof people)[0]];
  return { one, two, held, frames, agree, settle, send: (seat: number) => run(up[seat]), wait: (ms: number) => (time += ms) };
}

test('2.1 numbers go on above the highest of the own seat', () => {
  const { one, agree } = session();
  one.strokes.frame({ flags: DrawingFlag.Begin, stream: 1, number: 41 }, writeStroke({ ...pen, width: 3 }));
  one.strokes.clear();
  one.author.begin(pen);
  one.author.end();
  expect(agree()).toBe('1/42:0,0.');
});

test('2.2 points are sent once a frame and are seen as they will be read', () => {
  const { one, two, frames, agree, settle } = session();
  one.author.begin(pen);
  one.author.extend([0.1, 0.2]);
  one.author.extend([0.3, 0.4]);
  expect(one.author.drawn?.points).toEqual([0, 0]);
  one.author.tick();
  one.author.tick();
  settle();
  expect(frames.map((f) => f.flags)).toEqual([DrawingFlag.Begin, 0]);
  expect(two.strokes.get({ seat: 1, number: 1 })?.points).toEqual(one.author.drawn?.points);
  one.author.extend([0.5, 0.5]);
  one.author.end();
  expect(one.author.drawn).toBeUndefined();
  expect(agree()).toMatch(/0\.5,0\.5\.$/);
});

test('2.2 no frame is larger than the service takes', () => {
  const { one, frames, agree } = session();
  const far = Array.from({ length: 20_000 }, (_, i) => (i % 4 < 2 ? 7_999 : -7_999));
  one.author.whole({ ...pen, points: far });
  one.author.begin(pen);
  one.author.extend(far);
  one.author.end();
  expect(Math.max(...frames.map((f) => f.bytes))).toBeLessThanOrEqual(LIMITS.drawingBytes);
  agree();
  expect(one.strokes.get({ seat: 1, number: 1 })?.points.length).toBe(20_000);
  expect(one.strokes.get({ seat: 1, number: 2 })).toMatchObject({ ended: true });
});

test('2.2 a shape is its first and last point on the wire, too', () => {
  const { one, frames, agree } = session();
  one.author.begin({ ...pen, tool: 'rectangle', points: [0, 0, 0.5, 0.5, 1, 1] });
  one.author.extend([2, 2, 3, 3, 0.25, 0.75]);
  one.author.end();
  one.author.whole({ ...pen, tool: 'arrow', points: [0, 0, 1, 1] });
  expect(agree()).toBe('1/1:0,0,0.25,0.75. 1/2:0,0,1,1.');
  expect(frames.at(-1)?.flags).toBe(DrawingFlag.Begin | DrawingFlag.End);
});

test('2.3 undo takes the last of one’s own, redo sends it again as a new one', () => {
  const { one, two, agree } = session();
  for (const x of [1, 2]) one.author.whole({ ...pen, points: [x, x] });
  two.author.whole(pen);
  one.author.whole({ ...pen, tool: 'vanishing_pen' });
  expect(one.author.undo()).toBe(true);
  expect(agree()).toBe('1/1:1,1. 1/3:0,0. 2/1:0,0.');
  expect(one.author.canRedo).toBe(true);
  expect(one.author.redo()).toBe(true);
  expect(agree()).toBe('1/1:1,1. 1/3:0,0. 1/4:2,2. 2/1:0,0.');
  expect(two.strokes.get({ seat: 1, number: 4 })?.anchor.id).toBe(6);
  expect(one.author.redo()).toBe(false);
  one.author.undo();
  one.author.whole(pen);
  expect(one.author.canRedo).toBe(false);
  one.author.whole({ ...pen, color: 13 });
  one.author.undo();
  expect(one.author.redo()).toBe(false);
  for (const gone of [true, true, false]) expect(one.author.undo()).toBe(gone);
  expect(two.author.canUndo).toBe(true);
  expect(agree()).toBe('1/3:0,0. 2/1:0,0.');
});

test('2.4 a stroke begun after one’s own clear outlives the answer to it', () => {
  for (const all of [true, false]) {
    const { one, two, agree } = session();
    two.author.whole(pen);
    one.author.whole(pen);
    agree();
    one.author.clear(all);
    one.author.whole(pen);
    expect(agree()).toBe(all ? '1/2:0,0.' : '1/2:0,0. 2/1:0,0.');
  }
});

test('2.4 drawing and clearing that cross on the way agree, whichever the service got first', () => {
  for (const first of [1, 2]) {
    const { one, two, send, agree } = session();
    one.author.whole(pen);
    two.author.clear(true);
    send(first);
    expect(agree()).toBe('');
    // The control: long ago nothing crosses.
    one.author.whole(pen);
    expect(agree()).toBe('1/2:0,0.');
  }
});

test('2.4 what the session drops is dropped, and no clear of before counts any more', () => {
  const { one, agree } = session();
  one.author.whole(pen);
  one.author.clear(false);
  one.author.message({ t: 'drawings_cleared' });
  one.author.whole(pen);
  expect(agree()).toBe('');
});

test('2.5 a stroke that was taken away is not drawn on', () => {
  const { one, two, frames, settle, agree } = session();
  one.author.begin(pen);
  settle();
  two.author.erase([{ seat: 1, number: 1 }]);
  settle();
  const sent = frames.length;
  one.author.extend([1, 1]);
  one.author.tick();
  one.author.end();
  expect(one.author.drawn).toBeUndefined();
  expect(frames.length).toBe(sent);
  expect(agree()).toBe('');
});
