import { LIMITS } from '@sightline/protocol';
import { expect, test, vi } from 'vitest';
import { type Body, createFrameQueue, type FrameQueue } from './frame-queue.js';

interface Made {
  queue: FrameQueue;
  log: string[];
  clock: { ms: number };
}

/** A queue whose frames pause as often as their flags say, each pause after `pieceMs` of its clock. */
function make(pieceMs = 10): Made {
  const log: string[] = [];
  const clock = { ms: 0 };
  function* work({ flags, body }: Body): Generator<void> {
    for (let i = 0; i < flags; i++) {
      log.push(`${String(body[0])}.${i}`);
      clock.ms += pieceMs;
      yield;
    }
    log.push(String(body[0]));
  }
  const queue = createFrameQueue({
    begin: (take) => work(take()),
    rested: () => log.push('-'),
    full: () => log.push('full'),
    onBehind: (behind) => log.push(behind ? 'behind' : 'caught up'),
    now: () => clock.ms,
  });
  return { queue, log, clock };
}
const frame = (name: number, pauses: number, length = 1): Body => ({ flags: pauses, body: new Uint8Array(length).fill(name) });
const idle = (queue: FrameQueue): Promise<void> => vi.waitUntil(() => !queue.busy, { timeout: 15_000, interval: 1 }).then(() => undefined);

test('V11 what is quick is done at once', () => {
  const { queue, log } = make();
  queue.push(frame(1, 0));
  queue.push(frame(2, 0));
  expect(log).toEqual(['-', '1', '-', '2']);
  expect(queue.busy).toBe(false);
});

test('V11 what takes long is done in pieces, others have their turn between them, and what comes meanwhile waits in order', async () => {
  const { queue, log } = make();
  queue.push(frame(1, 2));
  log.push('button');
  queue.push(frame(2, 0));
  queue.push(frame(3, 1));
  expect(log).toEqual(['-', '1.0', 'button']);
  await idle(queue);
  expect(log).toEqual(['-', '1.0', 'button', '-', '1.1', '-', '1', '2', '3.0', '-', '3']);
});

test('V11 what is cleared is not gone on with', async () => {
  const { queue, log } = make();
  queue.push(frame(1, 3));
  queue.push(frame(2, 0));
  queue.clear();
  queue.push(frame(3, 1));
  await idle(queue);
  expect(log.filter((one) => one !== '-')).toEqual(['1.0', '3.0', '3']);
});

test('V11 one that does not keep up for a second says so, and when it has caught up', async () => {
  const { queue, log } = make(300);
  queue.push(frame(1, 3));
  await idle(queue);
  expect(log).not.toContain('behind');
  queue.push(frame(2, 5));
  queue.push(frame(3, 0));
  await idle(queue);
  expect(log.slice(log.indexOf('behind')).filter((one) => one !== '-')).toEqual(['behind', '2', '3', 'caught up']);
});

test('V11 what waits is bounded', () => {
  const { queue, log } = make();
  queue.push(frame(1, 1));
  for (let i = 0; i < 7; i++) queue.push(frame(2, 0, LIMITS.frameBytes));
  expect(log.filter((one) => one === 'full')).toHaveLength(Math.floor((7 * LIMITS.frameBytes) / LIMITS.logBytes));
});
