import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConfirms } from './confirms.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function asking() {
  const told: [string, Record<string, unknown>][] = [];
  const answers: [string, boolean][] = [];
  const natives = { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window), now: () => Date.now() };
  const confirms = createConfirms({
    natives: natives as never,
    emit: (event, payload) => told.push([event, payload as Record<string, unknown>]),
    changed: () => undefined,
  });
  const ask = (what: string): void =>
    void confirms.ask({ kind: 'submit', userName: 'Mia', what }).then((allow) => answers.push([what, allow]));
  return { confirms, ask, told, answers };
}

test('H7 a yes is for one act; no answer in 30 s is a no, and so is the end of remote assist', async () => {
  const { confirms, ask, told, answers } = asking();
  ask('Pay');
  expect(told).toEqual([
    ['remote_assist_confirm', { requestId: 'confirm-1', kind: 'submit', userName: 'Mia', what: 'Pay', expiresAt: expect.any(String) }],
  ]);
  expect(confirms.answer('confirm-2', true)).toBe(false);
  expect(confirms.answer('confirm-1', true)).toBe(true);
  expect(confirms.answer('confirm-1', true)).toBe(false);
  ask('Send');
  await vi.advanceTimersByTimeAsync(29_000);
  expect(answers).toEqual([['Pay', true]]);
  await vi.advanceTimersByTimeAsync(1_000);
  ask('Go');
  confirms.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(answers).toEqual([
    ['Pay', true],
    ['Send', false],
    ['Go', false],
  ]);
  expect(confirms.open).toEqual([]);
});

test('H7 at most three questions are open: another is a no at once', async () => {
  const { confirms, ask, answers } = asking();
  for (const what of ['1', '2', '3', '4']) ask(what);
  await vi.advanceTimersByTimeAsync(0);
  expect(answers).toEqual([['4', false]]);
  expect(confirms.open.map(({ what }) => what)).toEqual(['1', '2', '3']);
});
