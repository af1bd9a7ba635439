import { errorOf, SightlineError } from '@sightline/protocol';
import { expect, test, vi } from 'vitest';
import { createEmitter } from './emitter.js';
import { createFailedSession } from './failed-session.js';
import { failure, success } from './result.js';
import { settle } from './settle.js';

const error = new SightlineError(errorOf('1006:pin_not_found'));
const task = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Runs `work` and gives every error the page would have seen. */
async function pageErrors(work: () => unknown): Promise<unknown[]> {
  const seen: unknown[] = [];
  const note = (event: Event): void => {
    event.preventDefault();
    seen.push(event instanceof PromiseRejectionEvent ? event.reason : (event as ErrorEvent).error);
  };
  addEventListener('error', note);
  addEventListener('unhandledrejection', note);
  await work();
  // Unhandled rejections are told after the task that made them.
  for (let i = 0; i < 3; i++) await task();
  removeEventListener('error', note);
  removeEventListener('unhandledrejection', note);
  return seen;
}

test('L5.2 event, callback, promise: one object, one order, one task, after the call', async () => {
  const told: unknown[] = [];
  let tasks = 0;
  const { promise } = settle({
    work: Promise.resolve(failure(error)),
    callback: (answer) => told.push('callback', answer, tasks),
    event: (e) => told.push('event', e, tasks) > 0,
  });
  expect(told).toEqual([]);
  setTimeout(() => tasks++);
  promise.catch((e: unknown) => told.push('promise', e, tasks));
  await task();
  await task();
  expect(told).toEqual(['event', error, 0, 'callback', { success: false, error }, 0, 'promise', error, 0]);
  expect((told[4] as { error: unknown }).error).toBe(told[1]);
  expect(told[7]).toBe(told[1]);
});

test('L5.2 success: callback with the value’s fields, then the promise', async () => {
  const told: unknown[] = [];
  const { promise } = settle({ work: Promise.resolve(success({ a: 1 })), callback: (x) => told.push(x), event: () => true });
  told.push(await promise);
  expect(told).toEqual([{ success: true, a: 1 }, { a: 1 }]);
});

test('L5.3 no unhandled rejection, whoever listens', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const seen = await pageErrors(() => {
    settle({ work: Promise.resolve(failure(error)), callback: undefined, event: () => false });
    settle({ work: Promise.resolve(failure(error)), callback: () => undefined, event: () => false });
    settle({ work: Promise.resolve(failure(error)), callback: undefined, event: () => true });
  });
  expect(seen).toEqual([]);
  expect(complain).toHaveBeenCalledTimes(1);
  expect(complain.mock.calls[0]?.[1]).toBe(error);
  complain.mockRestore();
});

test('L5.3 await and then count as listening', async () => {
  const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const fail = () => settle({ work: Promise.resolve(failure(error)), callback: undefined, event: () => false }).promise;
  const caught: unknown[] = [];
  try {
    await fail();
  } catch (e) {
    caught.push(e);
  }
  await fail().then(undefined, (e: unknown) => caught.push(e));
  await Promise.allSettled([fail()]);
  await task();
  expect(caught).toEqual([error, error]);
  expect(complain).not.toHaveBeenCalled();
  complain.mockRestore();
});

test('L5.4 a throwing handler is reported and stops nobody', async () => {
  const told: unknown[] = [];
  const emitter = createEmitter(['session_error']);
  emitter.on('session_error', () => {
    throw new Error('mine');
  });
  emitter.on('session_error', (e) => told.push(e));
  const seen = await pageErrors(async () => {
    const { promise } = settle({
      work: Promise.resolve(failure(error)),
      callback: () => {
        throw new Error('mine, too');
      },
      event: (e) => emitter.emit('session_error', e),
    });
    await promise.catch((e: unknown) => told.push(e));
  });
  expect(seen.map((e) => (e as Error).message)).toEqual(['mine', 'mine, too']);
  expect(told).toEqual([error, error]);
});

test('L5.5 unknown events warn once, off removes one or all', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const emitter = createEmitter(['a']);
  const told: number[] = [];
  const one = (): unknown => told.push(1);
  emitter.on('b', one);
  emitter.on('b', one);
  expect(warn).toHaveBeenCalledTimes(1);
  emitter.on('a', one);
  emitter.on('a', () => told.push(2));
  emitter.on('a', () => emitter.off('a'));
  expect(emitter.emit('a', {})).toBe(true);
  expect(told).toEqual([1, 2]);
  expect(emitter.emit('a', {})).toBe(false);
  emitter.on('a', one);
  emitter.on('a', one);
  emitter.off('a', one);
  expect(emitter.emit('a', {})).toBe(false);
  warn.mockRestore();
});

test('L5.2 every method of a failed session fails with its error', async () => {
  const session = createFailedSession(['start', 'join', 'end'], error);
  const told: unknown[] = [];
  session.on('session_error', (e) => told.push('event', e));
  await session.start({ sdkToken: 't' }, (answer: unknown) => told.push('callback', answer)).catch((e: unknown) => told.push(e));
  await session.end((answer: unknown) => told.push('callback', answer)).catch((e: unknown) => told.push(e));
  const once = ['event', error, 'callback', { success: false, error }, error];
  expect(told).toEqual([...once, ...once]);
  expect(session.getSessionInfo()).toEqual({ sessionStatus: 'session_idle' });
});
