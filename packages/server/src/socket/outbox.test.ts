import { expect, test } from 'vitest';
import { createOutbox } from './outbox.js';

/** A socket whose reader takes bytes when told to. */
function slowSocket() {
  const sent: number[] = [];
  const pending: { size: number; done: () => void }[] = [];
  return {
    sent,
    get bufferedAmount() {
      return pending.reduce((sum, { size }) => sum + size, 0);
    },
    send(bytes: Uint8Array, done: () => void) {
      sent.push(bytes[0] ?? -1);
      pending.push({ size: bytes.byteLength, done });
    },
    read(count: number) {
      for (const { done } of pending.splice(0, count)) done();
    },
  };
}

const frame = (n: number, size = 10) => new Uint8Array(size).fill(n);

function make(limit = 100) {
  const socket = slowSocket();
  let cut = 0;
  const outbox = createOutbox({ socket, highWater: 20, limit, tooSlow: () => cut++ });
  return { socket, outbox, cut: () => cut };
}

test('O1 frames wait above the high-water mark and go on in order', () => {
  const { socket, outbox } = make();
  for (let n = 0; n < 6; n++) outbox.frame(frame(n));
  expect(socket.sent).toEqual([0, 1]);
  expect(outbox.behind).toBe(true);
  while (socket.bufferedAmount > 0) socket.read(1);
  expect(socket.sent).toEqual([0, 1, 2, 3, 4, 5]);
  expect(outbox.behind).toBe(false);
});

test('O2 a reader with more than the limit waiting is cut, once', () => {
  const { socket, outbox, cut } = make(50);
  for (let n = 0; n < 20; n++) outbox.frame(frame(n));
  expect(cut()).toBe(1);
  socket.read(20);
  expect(socket.sent).toEqual([0, 1]);
});

test('O3 a replay larger than the limit is not slowness; what piles up behind it is', () => {
  const { socket, outbox, cut } = make(50);
  outbox.replay(Array.from({ length: 40 }, (_, n) => frame(n)));
  for (let n = 40; n < 44; n++) outbox.frame(frame(n));
  expect(cut()).toBe(0);
  while (socket.bufferedAmount > 0) socket.read(1);
  expect(socket.sent).toEqual(Array.from({ length: 44 }, (_, n) => n));
  outbox.replay(Array.from({ length: 40 }, (_, n) => frame(n)));
  for (let n = 0; n < 10; n++) outbox.frame(frame(n));
  expect(cut()).toBe(1);
});

test('O4 dropped frames are never sent', () => {
  const { socket, outbox } = make();
  for (let n = 0; n < 6; n++) outbox.frame(frame(n));
  outbox.drop();
  while (socket.bufferedAmount > 0) socket.read(1);
  outbox.frame(frame(9));
  expect(socket.sent).toEqual([0, 1, 9]);
});
