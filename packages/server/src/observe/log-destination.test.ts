import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { logDestination } from './log-destination.js';

/** A reader that takes nothing until it is told to. */
function reader() {
  const taken: string[] = [];
  let waiting: (() => void)[] = [];
  let reading = false;
  const out = new Writable({
    highWaterMark: 16,
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      const take = (): void => {
        taken.push(chunk);
        done();
      };
      if (reading) take();
      else waiting.push(take);
    },
  });
  return {
    out,
    taken,
    read() {
      reading = true;
      for (const take of waiting) take();
      waiting = [];
    },
  };
}

test('J4 who does not read holds nobody up: what is over the bound is lost, and he is told how much', async () => {
  const { out, taken, read } = reader();
  const log = logDestination(out, 100);
  for (let n = 0; n < 50; n++) log.write(`line ${n} of ten\n`);
  expect(out.writableLength).toBeLessThan(150);
  const kept = Math.ceil(100 / 14);
  read();
  await log.flushed(1_000);
  await new Promise((next) => setImmediate(next));
  log.write('after\n');
  await log.flushed(1_000);
  expect(taken.filter((line) => line.startsWith('line')).length).toBeLessThanOrEqual(kept + 1);
  const told = taken.find((line) => line.includes('"lost"')) ?? '{}';
  const { lost } = JSON.parse(told) as { lost: number };
  expect(lost + taken.filter((line) => line.startsWith('line')).length).toBe(50);
  expect(taken).toContain('after\n');
});

test('J4 flushing waits so long and no longer, and not at all for one who is gone', async () => {
  const { out } = reader();
  const log = logDestination(out, 100);
  log.write('a line\n');
  await log.flushed(30);
  const gone = log.flushed(60_000);
  out.destroy(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  await gone;
  log.write('to nobody\n');
  await log.flushed(60_000);
});
