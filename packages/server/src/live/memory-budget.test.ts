import { expect, test } from 'vitest';
import { createMemoryBudget, type MemoryShare } from './memory-budget.js';

function make(total: number) {
  let now = 0;
  const budget = createMemoryBudget({ total, now: () => now });
  const released: string[] = [];
  const session = (name: string, watched = false): MemoryShare => {
    const share = budget.share({
      watched: () => watched,
      release() {
        released.push(name);
        share.give(share.held);
      },
    });
    return share;
  };
  return { budget, released, session, pass: (ms: number) => void (now += ms) };
}

test('B14 over the budget the largest that nobody watches go first, and no more than must', () => {
  const { budget, released, session } = make(100);
  const small = session('small');
  const large = session('large');
  const watched = session('watched', true);
  expect([small.take(10), large.take(30), watched.take(50)]).toEqual([true, true, true]);
  const next = session('next', true);
  expect(next.take(35)).toBe(true);
  expect([released, budget.used]).toEqual([['large'], 95]);
  expect(next.take(15)).toBe(true);
  expect([released, budget.used]).toEqual([['large', 'small'], 100]);
  expect(next.take(1)).toBe(false);
});

test('B14 what is watched is never let go of; full is what leaves no room for another session', () => {
  const { budget, released, session, pass } = make(100);
  const watched = session('watched', true);
  const idle = session('idle');
  watched.take(50);
  idle.take(50);
  expect(budget.full).toBe(false);
  expect(watched.take(45)).toBe(true);
  expect([released, budget.full]).toEqual([['idle'], true]);
  expect([watched.take(6), idle.take(5), idle.take(1)]).toEqual([false, true, false]);
  // Looking for room that is not there costs something: not at every frame.
  idle.take(0);
  const late = session('late');
  expect(late.take(5)).toBe(false);
  pass(1_001);
  expect(late.take(5)).toBe(true);
  expect(released).toEqual(['idle', 'idle']);
});

test('B14 what ends gives everything back, once', () => {
  const { budget, session } = make(100);
  const one = session('one', true);
  one.take(60);
  one.stop();
  one.give(60);
  one.stop();
  expect([budget.used, one.take(1), budget.used]).toEqual([0, false, 0]);
});
