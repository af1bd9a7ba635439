import { expect, test } from 'vitest';
import { memoryStore } from '../store/memory.js';
import { present } from '../store/contract/examples.js';
import type { Gone, SessionSave } from '../store/session-store.js';
import { createKeeper } from './keeper.js';

const save = (id: string, state: string, endedAt?: number): SessionSave => ({
  record: { id, accountId: 'a', sdkKey: 'k', pin: `P${id}`, startedAt: 1, startUrl: '', endedAt, policyHashes: [], state },
  present: [],
  at: 2,
});

async function setup() {
  const store = await memoryStore();
  /** Who was said to have gone, save by save that worked. */
  const told: string[][] = [];
  const gate: { broken: boolean; wait: Promise<void> | undefined } = { broken: false, wait: undefined };
  const keeper = createKeeper({
    store: {
      async saveSession(one) {
        await gate.wait;
        if (gate.broken) throw new Error('no store');
        await store.saveSession(one);
        told.push((one.gone ?? []).map(({ connectionId }) => connectionId));
      },
    },
    againMs: 5,
  });
  return { store, gate, keeper, told, state: async (id: string) => (await store.session(id))?.state };
}

test('D13 what could not be kept is kept later, in its newest state', async () => {
  const { gate, keeper, state, store } = await setup();
  gate.broken = true;
  await expect(keeper.keep(save('s', 'one'))).rejects.toThrow('no store');
  await expect(keeper.keep(save('s', 'two', 9))).rejects.toThrow('no store');
  await expect(keeper.keep(save('t', 'other'))).rejects.toThrow('no store');
  gate.broken = false;
  await expect.poll(() => state('s')).toBe('two');
  await expect.poll(() => state('t')).toBe('other');
  expect((await store.liveSessions()).map(({ id }) => id)).toEqual(['t']);
  await keeper.stop();
});

test('D19 who has gone while the store was away is told to it with the first save that works, and once', async () => {
  const { gate, keeper, store, told } = await setup();
  const gone = (connectionId: string, leftAt: number): Gone => ({ ...present(connectionId), joinedAt: leftAt - 1, leftAt, reason: 'left' });
  const rows = async () => (await store.joins('s')).map(({ connectionId, joinedAt, leftAt }) => `${connectionId} ${joinedAt}–${leftAt}`);
  gate.broken = true;
  await expect(keeper.keep({ ...save('s', 'one'), gone: [gone('a', 5)] })).rejects.toThrow('no store');
  await expect(keeper.keep({ ...save('s', 'two'), gone: [gone('b', 7)] })).rejects.toThrow('no store');
  gate.broken = false;
  await expect.poll(rows).toEqual(['a 4–5', 'b 6–7']);
  gate.broken = true;
  await expect(keeper.keep({ ...save('s', 'three'), gone: [gone('c', 9)] })).rejects.toThrow('no store');
  gate.broken = false;
  await keeper.keep({ ...save('s', 'four'), gone: [gone('d', 11)] });
  expect(await rows()).toEqual(['a 4–5', 'b 6–7', 'c 8–9', 'd 10–11']);
  expect(told).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  await keeper.keep(save('s', 'five'));
  expect(told).toHaveLength(3);
  expect(told[2]).toEqual([]);
  await keeper.stop();
});

test('D13 an older state that is just being written never lands after a newer one', async () => {
  const { gate, keeper, state } = await setup();
  gate.broken = true;
  await expect(keeper.keep(save('s', 'old'))).rejects.toThrow('no store');
  gate.broken = false;
  let open = (): void => {};
  let begun = false;
  gate.wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  // Until the second try hangs in the store.
  const watched = gate.wait;
  Object.defineProperty(gate, 'wait', {
    get: () => {
      begun = true;
      return watched;
    },
  });
  await expect.poll(() => begun).toBe(true);
  const newer = keeper.keep(save('s', 'new'));
  open();
  await newer;
  await keeper.stop();
  expect(await state('s')).toBe('new');
});

test('D13 stopping tries once more', async () => {
  const { gate, keeper, state } = await setup();
  gate.broken = true;
  await expect(keeper.keep(save('s', 'one'))).rejects.toThrow('no store');
  gate.broken = false;
  await keeper.stop();
  expect(await state('s')).toBe('one');
});
