import { FrameFlag, FrameKind } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { createMemoryBudget } from '../live/memory-budget.js';
import { endlessShare } from '../testing/endless-memory.js';
import { createFrameLog } from './frame-log.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const head = (stream: number, number: number, flags = 0) => ({ kind: FrameKind.View, stream, number, flags });
const bytes = (size = 1, fill = 0) => new Uint8Array(size).fill(fill);
const make = (bound: { bytes?: number; frames?: number; above?: number } = {}) =>
  createFrameLog({ bytes: 1_000, frames: 100, above: 0, share: endlessShare(), ...bound });

test('V1 a stream opens with a keyframe as its frame 0 and goes on without gap', () => {
  const log = make();
  expect(log.push(head(1, 0), bytes())).toEqual({ do: 'gap' });
  expect(log.push(head(1, 1, KEY), bytes())).toEqual({ do: 'gap' });
  expect(log.push(head(1, 0, KEY), bytes())).toEqual({ do: 'forward', opened: true });
  expect(log.push(head(1, 1), bytes())).toEqual({ do: 'forward', opened: false });
  expect(log.push(head(1, 1), bytes())).toEqual({ do: 'ignore' });
  expect(log.push(head(1, 3), bytes())).toEqual({ do: 'gap' });
  expect(log.position).toEqual({ stream: 1, number: 1 });
});

test('V2 streams only grow: a new one replaces the log, frames of an old one are ignored', () => {
  const log = make({ above: 6 });
  expect(log.push(head(6, 0, KEY), bytes())).toEqual({ do: 'ignore' });
  expect(log.push(head(7, 0, KEY), bytes(1, 7))).toEqual({ do: 'forward', opened: true });
  expect(log.push(head(9, 0, FrameFlag.Key), bytes(1, 9))).toEqual({ do: 'forward', opened: true });
  expect(log.push(head(7, 1), bytes())).toEqual({ do: 'ignore' });
  expect(log.since(undefined)).toEqual([bytes(1, 9)]);
});

test('V3 what an agent still needs: from his position where it is in the log, else all of it', () => {
  const log = make();
  expect(log.since(undefined)).toBeUndefined();
  log.push(head(2, 0, KEY), bytes(1, 0));
  log.push(head(2, 1), bytes(1, 1));
  log.push(head(2, 2), bytes(1, 2));
  const all = [bytes(1, 0), bytes(1, 1), bytes(1, 2)];
  expect(log.since(undefined)).toEqual(all);
  expect(log.since({ stream: 1, number: 9 })).toEqual(all);
  expect(log.since({ stream: 2, number: 0 })).toEqual(all.slice(1));
  expect(log.since({ stream: 2, number: 2 })).toEqual([]);
  // A position the log never had is no position.
  expect(log.since({ stream: 2, number: 7 })).toEqual(all);
});

test('V7 dropping forgets everything; the rest of that stream is ignored', () => {
  const log = make();
  log.push(head(3, 0, KEY), bytes());
  log.drop();
  expect([log.held, log.position, log.since(undefined)]).toEqual([false, undefined, undefined]);
  expect(log.push(head(3, 1), bytes())).toEqual({ do: 'ignore' });
  expect(log.push(head(3, 0, KEY), bytes())).toEqual({ do: 'ignore' });
  expect(log.push(head(4, 0, KEY), bytes())).toEqual({ do: 'forward', opened: true });
});

test.each([
  ['bytes', { bytes: 10 }],
  ['frames', { frames: 3 }],
])('V8 over the bound of %s keyframe and log go; what follows passes', (_what, bound) => {
  const log = make(bound);
  log.push(head(1, 0, KEY), bytes(3));
  log.push(head(1, 1), bytes(3));
  log.push(head(1, 2), bytes(3));
  expect(log.push(head(1, 3), bytes(3))).toEqual({ do: 'forward_cut', opened: false, again: true });
  expect(log.held).toBe(false);
  expect(log.push(head(1, 4), bytes())).toEqual({ do: 'forward', opened: false });
  expect(log.push(head(1, 6), bytes())).toEqual({ do: 'gap' });
  expect(log.since(undefined)).toBeUndefined();
  expect(log.since({ stream: 1, number: 4 })).toEqual([]);
});

test('V8 a keyframe larger than the log is not asked for again', () => {
  const log = make({ bytes: 10 });
  expect(log.push(head(1, 0, FrameFlag.Key), bytes(11))).toEqual({ do: 'forward_cut', opened: true, again: false });
});

test('V11 what there is no room for passes and is not kept; no keyframe is asked for that would not be kept either', () => {
  const budget = createMemoryBudget({ total: 1_000, now: () => 0 });
  const share = budget.share({ watched: () => true, release: () => {} });
  const log = createFrameLog({ bytes: 10_000, frames: 100, above: 0, share });
  expect(log.push(head(1, 0, KEY), bytes(500))).toEqual({ do: 'forward', opened: true });
  expect(log.push(head(1, 1), bytes(500))).toEqual({ do: 'forward_cut', opened: false, again: false });
  expect([log.held, budget.used]).toEqual([false, 0]);
  expect(log.push(head(1, 2), bytes(500))).toEqual({ do: 'forward', opened: false });
  // Kept again from the next keyframe on; what the one before held is given back.
  for (const stream of [2, 3, 4]) expect(log.push(head(stream, 0, KEY), bytes(600))).toEqual({ do: 'forward', opened: true });
  expect([log.held, budget.used < 1_000, budget.used > 600]).toEqual([true, true, true]);
  log.drop();
  expect(budget.used).toBe(0);
});
