import { expect, test } from 'vitest';
import type { SessionEffect } from '../session/effect.js';
import { openSession } from '../session/open.js';
import { createEffectRunner } from './run-effects.js';

const state = openSession(
  {
    id: 's',
    accountId: 'a',
    sdkKey: 'k',
    pin: { code: '1', custom: false },
    opener: { role: 'customer', userId: 'u', userName: 'u', address: '', keyHash: 'h' },
    now: 0,
  },
  1,
);
const mark = (connection: number): SessionEffect => ({ type: 'unwatch', connection });
const save: SessionEffect = { type: 'save' };

function make() {
  const log: string[] = [];
  const saves: { done(): void; fail(error: Error): void }[] = [];
  const runner = createEffectRunner({
    save: () => new Promise((done, fail) => saves.push({ done, fail })),
    perform(effect, saved) {
      if (effect.type !== 'unwatch') return;
      if (effect.connection === 13) throw new Error('unlucky');
      log.push(`${effect.connection}${saved ? '' : ' unsaved'}`);
    },
    fault: (error) => log.push((error as Error).message),
  });
  return { log, saves, run: (...effects: SessionEffect[]) => runner.run({ state, effects }), settled: runner.settled };
}

test('F1 without a save everything happens at once', () => {
  const { log, run } = make();
  run(mark(1), mark(2));
  expect(log).toEqual(['1', '2']);
});

test('F2 what follows a save waits for it, later batches too', async () => {
  const { log, run, saves, settled } = make();
  run(mark(1), save, mark(2));
  run(mark(3));
  expect(log).toEqual(['1']);
  saves[0]?.done();
  await settled();
  expect(log).toEqual(['1', '2', '3']);
});

test('F3 after a failed save its batch goes on and knows', async () => {
  const { log, run, saves, settled } = make();
  run(save, mark(1));
  run(mark(2));
  saves[0]?.fail(new Error('disk full'));
  await settled();
  expect(log).toEqual(['1 unsaved', '2']);
});

test('F4 an effect that throws stops nothing', () => {
  const { log, run } = make();
  run(mark(1), mark(13), mark(2));
  expect(log).toEqual(['1', 'unlucky', '2']);
});
