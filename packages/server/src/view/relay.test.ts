import { FrameFlag, FrameKind, writeFrame } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endlessShare } from '../testing/endless-memory.js';
import { type FakePeer, fakePeer } from '../testing/fake-peer.js';
import type { Peer } from './peer.js';
import { createRelay, type Relay } from './relay.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
let relay: Relay;
let customer: FakePeer;
let one: FakePeer;
let two: FakePeer;
const opened: number[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
  opened.length = 0;
  relay = createRelay({
    bound: { bytes: 100, frames: 50 },
    share: endlessShare(),
    above: 0,
    askMs: 1_000,
    now: Date.now,
    opened: (stream) => opened.push(stream),
  });
  [customer, one, two] = [fakePeer(1), fakePeer(2), fakePeer(3)];
});
afterEach(() => {
  relay.stop();
  vi.useRealTimers();
});

function send(
  from: Peer,
  stream: number,
  number: number,
  flags = 0,
  body = `${stream}.${number}`,
  kind: FrameKind = FrameKind.View,
): boolean {
  const header = { kind, stream, number, flags };
  const bytes = writeFrame(header, new TextEncoder().encode(body));
  return relay.frame(from, header, bytes, 4);
}

function watch(peer: FakePeer, present: number, position?: { stream: number; number: number }): void {
  relay.watch(peer, peer.id, position);
  relay.watchers(present);
}

test('V9 a keyframe is asked for once, when someone watches and nothing is held', () => {
  relay.capture(customer, undefined);
  expect(customer.log).toEqual([]);
  watch(one, 1);
  watch(two, 2);
  expect(customer.log).toEqual(['keyframe']);
  send(customer, 1, 0, KEY);
  expect([one.log, two.log, opened]).toEqual([['drop', 'frame 1.0'], ['drop', 'frame 1.0'], [1]]);
});

test('V9 agent first: the keyframe is asked for when she comes', () => {
  watch(one, 1);
  relay.capture(customer, undefined);
  expect(customer.log).toEqual(['keyframe']);
});

test('O6 a customer who previews gets what agents get, from the log on, and brings nothing about', () => {
  relay.capture(customer, undefined);
  relay.preview(true);
  expect(customer.log).toEqual([]);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  send(customer, 1, 1);
  relay.preview(false);
  send(customer, 1, 2);
  customer.log.length = 0;
  relay.preview(true);
  expect(customer.log).toEqual(['replay 1.0 1.1 1.2']);
  send(customer, 1, 3);
  expect(customer.log.at(-1)).toBe('frame 1.3');
  // However often she asks: what waits is let go of first.
  relay.preview(true);
  expect(customer.log.slice(-2)).toEqual(['drop', 'replay 1.0 1.1 1.2 1.3']);
  // Her own pointer is not played back to her, and nobody else's twice.
  send(customer, 1, 0, 0, 'p', FrameKind.Pointer);
  send(one, 0, 0, 0, 'p', FrameKind.Pointer);
  expect(customer.log.filter((entry) => entry.startsWith('pointer'))).toHaveLength(1);
  // Once no agent is there she is asked for nothing.
  relay.watchers(0);
  customer.log.length = 0;
  relay.preview(true);
  relay.uncapture(customer);
  expect(customer.log).toEqual(['drop']);
});

test('V4 who comes late is served from the log and the customer is asked nothing', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  send(customer, 1, 1);
  customer.log.length = 0;
  watch(two, 2);
  send(customer, 1, 2);
  expect(two.log).toEqual(['replay 1.0 1.1', 'frame 1.2']);
  expect(customer.log).toEqual([]);
});

test('V10 a broken mirror brings at most one keyframe a second, and none is lost', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  customer.log.length = 0;
  for (let n = 0; n < 10; n++) relay.resync();
  expect(customer.log).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(customer.log).toEqual(['keyframe']);
  send(customer, 2, 0, KEY);
  vi.advanceTimersByTime(5_000);
  expect(customer.log).toEqual(['keyframe']);
  relay.resync();
  expect(customer.log).toEqual(['keyframe', 'keyframe']);
});

test('V10 a mirror that breaks while the customer is away gets its keyframe when she is back', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  relay.uncapture(customer);
  relay.resync();
  customer.log.length = 0;
  relay.capture(customer, { stream: 1, number: 0 });
  expect(customer.log).toEqual(['keyframe']);
  send(customer, 2, 0, KEY);
  relay.uncapture(customer);
  relay.capture(customer, { stream: 2, number: 0 });
  expect(customer.log).toEqual(['keyframe']);
});

test('V7 forget: agents drop what waits and are told; nothing old reaches them afterwards', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  one.log.length = 0;
  relay.forget();
  send(customer, 1, 1);
  watch(two, 2);
  expect(one.log).toEqual(['drop', 'forget']);
  expect(two.log).toEqual([]);
  send(customer, 2, 0, KEY);
  expect(two.log).toEqual(['drop', 'frame 2.0']);
});

test('P1 paused: nothing passes, nothing is kept; resumed: a keyframe is asked for', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  relay.pause();
  one.log.length = 0;
  customer.log.length = 0;
  send(customer, 1, 1);
  send(customer, 2, 0, KEY);
  send(customer, 0, 0, 0, 'xy', FrameKind.Pointer);
  watch(two, 2);
  expect([one.log, two.log, customer.log]).toEqual([[], [], []]);
  relay.resume();
  expect(customer.log).toEqual(['keyframe']);
});

test('E2 without agents capturing stops and nothing is kept', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  relay.unwatch(one);
  relay.watchers(0);
  expect(customer.log.at(-1)).toBe('idle');
  send(customer, 1, 1);
  expect(relay.received).toBeUndefined();
});

test('R1 the same page goes on; a new page begins a new stream', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  relay.uncapture(customer);
  const back = fakePeer(9);
  relay.capture(back, { stream: 1, number: 4 });
  expect([back.log, relay.received]).toEqual([[], { stream: 1, number: 0 }]);
  expect(send(customer, 1, 1)).toBe(false);
  const reloaded = fakePeer(10);
  relay.capture(reloaded, undefined);
  expect([reloaded.log, relay.received]).toEqual([['keyframe'], undefined]);
});

test('V8 a cut log brings a new keyframe while the present one goes on', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  vi.advanceTimersByTime(1_000);
  customer.log.length = 0;
  send(customer, 1, 1, 0, 'x'.repeat(120));
  expect(customer.log).toEqual(['keyframe']);
  watch(two, 2);
  send(customer, 1, 2);
  expect(one.log.at(-1)).toBe('frame 1.2');
  expect(two.log).toEqual([]);
});

test('B3 only the customer sends views and assets; pointers are small', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  expect(send(one, 1, 0, KEY)).toBe(false);
  expect(send(one, 0, 1, 0, 'png', FrameKind.Asset)).toBe(false);
  expect(send(one, 0, 0, 0, 'x'.repeat(65), FrameKind.Pointer)).toBe(false);
  expect(send(customer, 0, 1, 0, 'png', FrameKind.Asset)).toBe(true);
});

test('I17 more places of an agent’s pointer than a screen shows are dropped; the customer’s all pass', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  customer.log.length = 0;
  one.log.length = 0;
  for (let n = 0; n < 1_000; n++) send(one, 0, 0, 0, 'p', FrameKind.Pointer);
  for (let n = 0; n < 1_000; n++) send(customer, 0, 0, 0, 'p', FrameKind.Pointer);
  expect([customer.log.length, one.log.length]).toEqual([400, 1_000]);
  vi.advanceTimersByTime(1_000);
  for (let n = 0; n < 1_000; n++) send(one, 0, 0, 0, 'p', FrameKind.Pointer);
  expect(customer.log).toHaveLength(600);
});

test('B2 the pointer of one who does not see the page yet is nobody’s, above all not the customer’s', () => {
  relay.capture(customer, undefined);
  watch(one, 1);
  send(customer, 1, 0, KEY);
  one.log.length = 0;
  expect(send(two, 1, 0, 1, 'p', FrameKind.Pointer)).toBe(true);
  expect(send(two, 1, 0, 0, 'p', FrameKind.Pointer)).toBe(true);
  expect([one.log, customer.log]).toEqual([[], ['keyframe']]);
});
