import { FrameFlag, FrameKind, writeFrame } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endlessShare } from '../testing/endless-memory.js';
import { type FakePeer, fakePeer } from '../testing/fake-peer.js';
import { createRelay, type Relay } from './relay.js';

let relay: Relay;
let customer: FakePeer;
const KEY = FrameFlag.Key | FrameFlag.KeyEnd;

beforeEach(() => {
  vi.useFakeTimers({ now: 10_000 });
  relay = createRelay({
    bound: { bytes: 100, frames: 50 },
    share: endlessShare(),
    above: 0,
    askMs: 1_000,
    now: Date.now,
    opened: () => {},
  });
  const agent = fakePeer(2);
  customer = fakePeer(1);
  relay.capture(customer, undefined);
  relay.watch(agent, agent.id, undefined);
  relay.watchers(1);
});
afterEach(() => {
  relay.stop();
  vi.useRealTimers();
});

const keyframe = (stream: number): void => {
  const header = { kind: FrameKind.View, stream, number: 0, flags: KEY };
  relay.frame(customer, header, writeFrame(header, new Uint8Array(3)), 4);
};
const asked = (): unknown[] => customer.messages.filter(({ t }) => t === 'keyframe');

test('V9 a document in an iframe is asked for alone, and not where the whole page is on its way', () => {
  expect(asked()).toEqual([{ t: 'keyframe' }]);
  relay.resync([4, 9]);
  expect(asked()).toHaveLength(1);
  keyframe(1);
  relay.resync([4, 9]);
  expect(asked().at(-1)).toEqual({ t: 'keyframe', frame: [4, 9] });
  relay.forget();
  relay.resync([4, 9]);
  expect(asked()).toHaveLength(2);
});

test('V9 agents who ask without end cost the page sixteen such keyframes a second, then one of its own', () => {
  keyframe(1);
  for (let i = 0; i < 500; i++) relay.resync([4]);
  expect(asked().slice(1)).toEqual(Array.from({ length: 16 }, () => ({ t: 'keyframe', frame: [4] })));
  vi.advanceTimersByTime(1_000);
  expect(asked().slice(17)).toEqual([{ t: 'keyframe' }]);
});

test('V9 nothing is asked for while she pauses, is away, or nobody watches', () => {
  keyframe(1);
  relay.pause();
  relay.resync([4]);
  relay.resume();
  keyframe(2);
  relay.watchers(0);
  relay.resync([4]);
  relay.uncapture(customer);
  relay.resync([4]);
  expect(asked().filter((message) => (message as { frame?: number[] }).frame)).toEqual([]);
});
