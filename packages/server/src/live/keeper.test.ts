import { expect, test } from 'vitest';
import { memoryStore } from '../store/memory.js';
import type { SessionSave } from '../store/session-store.js';
import { createKeeper } from './keeper.js';

const save = (id: string, state: string, endedAt?: number): SessionSave => ({
  record: { id, accountId: 'a', sdkKey: 'k', pin: `P${id}`, startedAt: 1, startUrl: '', endedAt, policyHashes: [], state },
  present: [],
  at: 2,
});

async function setup() {
  const store = await memoryStore();
  const gate: { broken: boolean; wait: Promise<void> | undefined } = { broken: false, wait: undefined };
  const keeper = createKeeper({
    store: {
      async saveSession(one) {
        await gate.wait;
        if (gate.broken) throw new Error('no store');
        await store.saveSession(one);
      },
    },
    againMs: 5,
  });
  return { store, gate, keeper, state: async (id: string) => (await store.session(id))?.state };
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
