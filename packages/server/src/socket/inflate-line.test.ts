import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createInflateLine } from './inflate-line.js';

const MB = 1024 * 1024;
beforeEach(() => void vi.useFakeTimers({ now: 1_000 }));
afterEach(() => void vi.useRealTimers());

/** A line whose work ends when the test says so. */
function make(options: Partial<Parameters<typeof createInflateLine>[0]> = {}) {
  const rich = { burst: 100 * MB, perSecond: 10 * MB };
  const line = createInflateLine({ places: 2, perAddress: rich, inAll: rich, now: Date.now, ...options });
  const log: string[] = [];
  const running = new Map<string, (bytes: number) => void>();
  const connect = (name: string, address = name) => {
    const turn = line.open(address);
    return {
      ask: () =>
        turn.run(
          () => log.push(`${name} skipped`),
          (done) => {
            log.push(name);
            running.set(name, done);
          },
        ),
      stop: turn.stop,
    };
  };
  const finish = (name: string, bytes: number): void => running.get(name)?.(bytes);
  return { log, connect, finish };
}

test('B13 so many at once, and of those who wait whoever inflated least goes first', () => {
  const { log, connect, finish } = make();
  const a = connect('a');
  const b = connect('b');
  const c = connect('c');
  const d = connect('d');
  a.ask();
  finish('a', 2 * MB);
  b.ask();
  c.ask();
  a.ask();
  d.ask();
  expect(log).toEqual(['a', 'b', 'c']);
  finish('b', 1);
  // Not in order of asking: d has had nothing yet.
  expect(log).toEqual(['a', 'b', 'c', 'd']);
  finish('c', 1);
  expect(log).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('B13 those who inflate much never hold the last half of the places', () => {
  const { log, connect, finish } = make();
  const heavy = [connect('x', '1'), connect('y', '2'), connect('z', '3')];
  for (const one of heavy) one.ask();
  for (const name of ['x', 'y', 'z']) finish(name, 8 * MB);
  log.length = 0;
  for (const one of heavy) one.ask();
  expect(log).toEqual(['x']);
  connect('light').ask();
  expect(log).toEqual(['x', 'light']);
});

test('B13 an address over its budget waits until time has made it good, whatever its connection; others do not', () => {
  const { log, connect, finish } = make({ perAddress: { burst: 10 * MB, perSecond: MB } });
  connect('bomber', '192.0.2.1').ask();
  finish('bomber', 12 * MB);
  connect('again', '192.0.2.1').ask();
  connect('other', '192.0.2.2').ask();
  expect(log).toEqual(['bomber', 'other']);
  vi.advanceTimersByTime(1_900);
  expect(log).toEqual(['bomber', 'other']);
  vi.advanceTimersByTime(200);
  expect(log).toEqual(['bomber', 'other', 'again']);
});

test('B13 all together have a budget too, and whoever inflated least goes first when it is good again', () => {
  const { log, connect, finish } = make({ inAll: { burst: 10 * MB, perSecond: MB } });
  const greedy = connect('greedy');
  greedy.ask();
  finish('greedy', 12 * MB);
  greedy.ask();
  connect('modest').ask();
  expect(log).toEqual(['greedy']);
  vi.advanceTimersByTime(2_100);
  expect(log).toEqual(['greedy', 'modest', 'greedy']);
});

test('B13 of a connection that is gone nothing is begun', () => {
  const { log, connect, finish } = make({ places: 1 });
  const a = connect('a');
  const b = connect('b');
  a.ask();
  b.ask();
  b.stop();
  finish('a', 1);
  expect(log).toEqual(['a', 'b skipped']);
});
