import { DrawingFlag, type FrameHeader, FrameKind, LIMITS } from '@sightline/protocol';
import { beforeEach, expect, test } from 'vitest';
import { createMemoryBudget, type MemoryBudget } from '../live/memory-budget.js';
import { endlessMemory } from '../testing/endless-memory.js';
import { type FakePeer, fakePeer } from '../testing/fake-peer.js';
import { type Author, createDrawings, type Drawings } from './drawings.js';

const { Begin, End, Vanishing, Anchor } = DrawingFlag;
let now: number;
let cleo: Author & { peer: FakePeer };
let ada: Author & { peer: FakePeer };
let ben: Author & { peer: FakePeer };
let here: FakePeer[];
let allowed: { customer: boolean; agent: boolean };
let drawings: Drawings;

const author = (seat: number, role: Author['role'], userId: string) => ({ peer: fakePeer(seat), seat, role, userId, userName: userId });
const make = (budget: MemoryBudget = endlessMemory(), takenUp = false): Drawings =>
  createDrawings({
    share: budget.share({ watched: () => true, release: () => {} }),
    now: () => now,
    audience: () => here,
    mayDraw: (role) => allowed[role],
    takenUp,
  });

beforeEach(() => {
  now = 1_000_000;
  [cleo, ada, ben] = [author(1, 'customer', 'cleo'), author(2, 'agent', 'ada'), author(3, 'agent', 'ben')];
  here = [cleo.peer, ada.peer, ben.peer];
  allowed = { customer: true, agent: true };
  drawings = make();
});

const header = (number: number, flags = 0, stream = 0): FrameHeader => ({ kind: FrameKind.Drawing, flags, stream, number });
const draw = (who: Author, number: number, flags: number, body: string | Uint8Array = `${number}`): boolean =>
  drawings.frame(who, header(number, flags), typeof body === 'string' ? new TextEncoder().encode(body) : body);
/** What a peer has heard since it was last asked. */
const heard = ({ peer }: { peer: FakePeer }): string[] => peer.log.splice(0);
const lastOf = ({ peer }: { peer: FakePeer }) => peer.messages.at(-1);
/** What a page that comes now is shown. */
function late(fresh = true): string[] {
  const peer = fakePeer(9);
  drawings.entered(peer, fresh);
  return peer.log;
}

test('I3 a stroke reaches everybody but its author while it is drawn, by the author’s seat whatever the frame says', () => {
  drawings.frame(ada, header(1, Begin, 77), new TextEncoder().encode('a'));
  draw(ada, 1, 0, 'b');
  draw(cleo, 1, Begin | End, 'c');
  draw(ada, 1, End, 'd');
  expect(heard(cleo)).toEqual(['drawing 1:2.1 a', 'drawing 0:2.1 b', 'drawing 2:2.1 d']);
  expect(heard(ada)).toEqual(['drawing 3:1.1 c']);
  expect(heard(ben)).toEqual(['drawing 1:2.1 a', 'drawing 0:2.1 b', 'drawing 3:1.1 c', 'drawing 2:2.1 d']);
});

test('I4 who enters is shown what is there, strokes that are being drawn too, after everything before is cleared; vanishing ones are not kept', () => {
  expect(late()).toEqual([]);
  draw(ada, 1, Begin, 'a');
  draw(ben, 1, Begin | Vanishing, 'v');
  draw(ben, 1, End, 'w');
  draw(cleo, 7, Begin | End, 'c');
  draw(ada, 1, 0, 'b');
  drawings.frame(cleo, header(1, Anchor, 2), Uint8Array.of(65));
  drawings.frame(cleo, header(1, Anchor, 2), Uint8Array.of(66));
  const all = ['drawings_cleared', 'drawing 1:2.1 a', 'drawing 0:2.1 b', 'drawing 8:2.1 B', 'drawing 3:1.7 c'];
  expect(late()).toEqual(all);
  expect(late(false)).toEqual(all);
  expect(heard(ben).at(-1)).toBe('drawing 8:2.1 B');
  // A page that has shown some may have missed that they are gone; one that has not needs no word of it.
  drawings.clear(cleo, true);
  expect([late(true), late(false)]).toEqual([[], ['drawings_cleared']]);
});

test('I4 after a restart whoever comes back is told that nothing is there', () => {
  drawings = make(undefined, true);
  expect([late(true), late(false)]).toEqual([[], ['drawings_cleared']]);
});

test('I5 only whom the switches allow draws: others’ strokes are nobody’s, and the author is told', () => {
  allowed.agent = false;
  expect(draw(ada, 1, Begin)).toBe(true);
  expect(draw(ada, 1, 0)).toBe(true);
  expect(heard(ada)).toEqual(['erased']);
  expect(lastOf(ada)).toEqual({ t: 'erased', strokes: [{ seat: 2, number: 1 }] });
  expect(heard(cleo)).toEqual([]);
  allowed = { customer: false, agent: true };
  draw(cleo, 1, Begin | End);
  expect([heard(ada), heard(cleo)]).toEqual([[], ['erased']]);
  // Switched off while a stroke is drawn: it goes for everybody.
  draw(ada, 2, Begin);
  allowed.agent = false;
  draw(ada, 2, 0);
  draw(ada, 2, End);
  expect([heard(ada), heard(ben)]).toEqual([['erased'], ['drawing 1:2.2 2', 'erased']]);
  expect(late(false)).toEqual(['drawings_cleared']);
});

test('I5 only the customer’s page says what a stroke is tied to', () => {
  draw(ada, 1, Begin | End);
  for (const who of [ada, ben]) expect(drawings.frame(who, header(1, Anchor, 2), Uint8Array.of(65))).toBe(false);
  expect(drawings.frame(cleo, header(1, Anchor, 2), Uint8Array.of(65))).toBe(true);
  expect(heard(ada)).toEqual(['drawing 8:2.1 A']);
  // Of a stroke that is gone meanwhile nothing is passed on.
  expect(drawings.frame(cleo, header(9, Anchor, 2), Uint8Array.of(65))).toBe(true);
  expect(heard(ada)).toEqual([]);
  drawings.forget();
  expect(late()).toEqual(['drawings_cleared', 'drawing 3:2.1 1']);
});

test('I6 what no client of ours sends is refused', () => {
  const big = new Uint8Array(LIMITS.drawingBytes + 1);
  for (const [flags, body, number] of [
    [16, '', 1],
    [Begin | Anchor, 'x', 1],
    [Vanishing, 'x', 1],
    [Begin, '', 1],
    [Begin, big, 1],
    [Anchor, new Uint8Array(65), 1],
    [Begin, 'x', 0],
  ] as const)
    expect(draw(cleo, number, flags, body), `${flags}`).toBe(false);
  expect(draw(ada, 1, Begin)).toBe(true);
  // Its own number twice, and more of what it has ended itself.
  expect(draw(ada, 1, Begin)).toBe(false);
  expect(draw(ada, 1, End)).toBe(true);
  expect([draw(ada, 1, 0), draw(ada, 1, End), draw(ada, 1, Begin | End)]).toEqual([false, false, false]);
});

test('I6 what a race explains ends nobody’s connection', () => {
  // Pieces of a stroke that another has erased, of one nobody began, of another's.
  draw(ada, 1, Begin);
  drawings.erase(ben, [{ seat: 2, number: 1 }], false);
  expect([draw(ada, 1, 0), draw(ada, 1, End), draw(ada, 5, 0), draw(ben, 1, 0)]).toEqual([true, true, true, true]);
  expect(late(false)).toEqual(['drawings_cleared']);
  // A page that was loaded anew counts from where it was: two by one name are nobody's.
  draw(ada, 3, Begin | End);
  heard(cleo);
  const again = { ...ada, peer: fakePeer(8) };
  expect(draw(again, 3, Begin)).toBe(true);
  expect(heard(cleo)).toEqual(['erased']);
  expect(draw(again, 3, 0)).toBe(true);
  expect(draw(again, 4, Begin | End)).toBe(true);
  expect(late()).toEqual(['drawings_cleared', 'drawing 3:2.4 4']);
});

test('I6 one stroke at a time: another one, or a lost connection, ends the one before for everybody', () => {
  draw(ada, 1, Begin, 'a');
  draw(ada, 2, Begin, 'b');
  expect(heard(ben)).toEqual(['drawing 1:2.1 a', 'drawing 2:2.1 \0', 'drawing 1:2.2 b']);
  drawings.left(ada.peer);
  expect(heard(ben)).toEqual(['drawing 2:2.2 \0']);
  expect(draw(ada, 2, 0)).toBe(true);
  expect(heard(ben)).toEqual([]);
  expect(late()).toEqual(['drawings_cleared', 'drawing 1:2.1 a', 'drawing 2:2.1 \0', 'drawing 1:2.2 b', 'drawing 2:2.2 \0']);
});

test('I7 strokes are taken away by name, by author, or all, and everybody is told by whom', () => {
  for (const who of [cleo, ada, ben]) for (const number of [1, 2, 3]) draw(who, number, Begin | End);
  drawings.erase(
    ada,
    [
      { seat: 3, number: 1 },
      { seat: 3, number: 1 },
      { seat: 2, number: 9 },
    ],
    false,
  );
  for (const who of [cleo, ada, ben])
    expect(lastOf(who)).toEqual({ t: 'erased', strokes: [{ seat: 3, number: 1 }], by: { userId: 'ada', userName: 'ada' } });
  drawings.clear(ben, false);
  expect(lastOf(ada)).toEqual({ t: 'drawings_cleared', seat: 3, by: { userId: 'ben', userName: 'ben' } });
  drawings.erase(cleo, [{ seat: 2, number: 1 }], true);
  expect(lastOf(ada)).toEqual({ t: 'erased', strokes: [{ seat: 2, number: 1 }] });
  expect(late()).toHaveLength(1 + 3 + 2);
  // That what they were tied to is gone only the customer's page can say; an agent who may not draw takes nothing away, the customer does.
  drawings.erase(ada, [{ seat: 2, number: 2 }], true);
  allowed = { customer: false, agent: false };
  drawings.erase(ada, [{ seat: 2, number: 2 }], false);
  drawings.clear(ada, true);
  expect(late()).toHaveLength(1 + 3 + 2);
  drawings.clear(cleo, true);
  expect(lastOf(ada)).toEqual({ t: 'drawings_cleared', by: { userId: 'cleo', userName: 'cleo' } });
  expect(late()).toEqual([]);
});

test('I7 drawings end with the address they were made at, and stay where the page comes again', () => {
  drawings.page('https://shop.example/a');
  expect(heard(ada)).toEqual([]);
  draw(ada, 1, Begin | End);
  drawings.page('https://shop.example/a');
  expect(late()).toHaveLength(2);
  drawings.page('https://shop.example/b');
  expect([late(), lastOf(ada)]).toEqual([[], { t: 'drawings_cleared' }]);
  draw(ada, 2, Begin | End);
  drawings.page(undefined);
  expect(late()).toEqual([]);
});

test('I7 an address the page came to without loading is its own: a reload there keeps what is drawn, one of the address before does not', () => {
  drawings.page('https://shop.example/a');
  draw(ada, 1, Begin | End);
  drawings.route('https://shop.example/b');
  expect([late().length, heard(ada)]).toEqual([2, []]);
  drawings.page('https://shop.example/b');
  expect(late()).toHaveLength(2);
  drawings.page('https://shop.example/a');
  expect([late(), lastOf(ada)]).toEqual([[], { t: 'drawings_cleared' }]);
});

test('I8 a session keeps a thousand strokes and a megabyte; the oldest go first, and those who see them are told', () => {
  for (let number = 1; number <= LIMITS.strokes + 3; number++) {
    now += 100;
    draw(ada, number, Begin | End, 'x');
  }
  expect(late()).toHaveLength(1 + LIMITS.strokes);
  expect(late()[1]).toMatch(/^drawing 3:2\./);
  const gone = ben.peer.messages.flatMap((message) => (message.t === 'erased' ? message.strokes : []));
  expect(gone).toEqual([1, 2, 3].map((number) => ({ seat: 2, number })));
  const big = new Uint8Array(LIMITS.drawingBytes);
  for (let number = 2_001; number < 2_200; number++) {
    now += 1_000;
    draw(ben, number, Begin, big);
    now += 1_000;
    draw(ben, number, End, big);
  }
  const bytes = (count: number): number => count * 2 * big.byteLength;
  const strokes = (late().length - 1) / 2;
  expect(bytes(strokes)).toBeLessThanOrEqual(LIMITS.strokeBytes);
  expect(bytes(strokes + 2)).toBeGreaterThan(LIMITS.strokeBytes);
  // One that fills it by itself is its own oldest.
  draw(ada, 9_000, Begin, big);
  for (let piece = 0; piece < 80; piece++) {
    now += 1_000;
    draw(ada, 9_000, 0, big);
  }
  expect(late(false)).toEqual(['drawings_cleared']);
  expect(lastOf(ada)).toEqual({ t: 'erased', strokes: [{ seat: 2, number: 9_000 }] });
});

test('I8 a stroke of very many small pieces cannot make a latecomer’s replay without end', () => {
  draw(ada, 1, Begin);
  for (let piece = 0; piece < 20_100; piece++) {
    now += 10;
    draw(ada, 1, 0);
  }
  expect(late(false)).toEqual(['drawings_cleared']);
});

test('I8 what the process has no room for is seen and not kept; what goes gives its room back', () => {
  const budget = createMemoryBudget({ total: 20_000, now: () => now });
  drawings = make(budget);
  const body = new Uint8Array(9_000);
  for (let number = 1; number <= 4; number++) draw(ada, number, Begin | End, body);
  expect(heard(ben).filter((line) => line.startsWith('drawing'))).toHaveLength(4);
  expect(late()).toHaveLength(3);
  expect(budget.used).toBeGreaterThan(18_000);
  expect(budget.used).toBeLessThanOrEqual(20_000);
  drawings.erase(
    cleo,
    [1, 2, 3, 4].map((number) => ({ seat: 2, number })),
    false,
  );
  expect(ben.peer.messages.at(-1)).toMatchObject({ strokes: [1, 2, 3, 4].map((number) => ({ seat: 2, number })) });
  expect(budget.used).toBe(0);
});

test('I8 whoever floods draws no more: the stroke is nobody’s, once', () => {
  draw(ada, 1, Begin);
  for (let piece = 0; piece < 5_000; piece++) draw(ada, 1, 0);
  expect(heard(ben).filter((line) => line.startsWith('drawing'))).toHaveLength(400);
  expect(ben.peer.messages).toEqual([{ t: 'erased', strokes: [{ seat: 2, number: 1 }] }]);
  for (let number = 2; number < 1_000; number++) draw(ada, number, Begin | End);
  for (let n = 0; n < 1_000; n++) drawings.clear(ada, true);
  expect(heard(ben)).toEqual([]);
  // Others go on, and after a while so may the author.
  expect([draw(cleo, 1, Begin | End), heard(ben)]).toEqual([true, ['drawing 3:1.1 1']]);
  now += 1_000;
  draw(ada, 2_000, Begin | End);
  expect(heard(ben)).toHaveLength(1);
});

test('I8 many bytes are a flood as well as many frames', () => {
  const big = new Uint8Array(LIMITS.drawingBytes);
  for (let number = 1; number < 200; number++) draw(ada, number, Begin | End, big);
  const passed = heard(cleo).filter((line) => line.startsWith('drawing')).length;
  expect(passed * big.byteLength).toBeLessThanOrEqual(LIMITS.strokeBytes);
  expect(passed).toBeGreaterThan(50);
});
