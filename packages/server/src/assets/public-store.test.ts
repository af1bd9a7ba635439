import { expect, test } from 'vitest';
import { createPublicStore } from './public-store.js';

function make(options: { maxBytes?: number; concurrency?: number; waiting?: number; shared?: boolean } = {}) {
  let now = 0;
  let running = 0;
  let most = 0;
  const fetched: string[] = [];
  const gates: (() => void)[] = [];
  const store = createPublicStore({
    async fetch(url) {
      fetched.push(url);
      running++;
      most = Math.max(most, running);
      await new Promise<void>((go) => gates.push(go));
      running--;
      if (url.startsWith('bad')) throw new Error('no');
      return { mime: 'image/png', bytes: new Uint8Array(100), shared: options.shared ?? true };
    },
    now: () => now,
    maxBytes: options.maxBytes ?? 10_000,
    keepMs: 1_000,
    failKeepMs: 100,
    concurrency: options.concurrency ?? 4,
    waiting: options.waiting ?? 100,
  });
  const open = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) {
      for (const go of gates.splice(0)) go();
      await Promise.resolve();
    }
  };
  return { store, fetched, open, most: () => most, pass: (ms: number) => (now += ms) };
}

test('M7 one address is fetched once, by many at once and afterwards, until it is old', async () => {
  const { store, fetched, open, pass } = make();
  const both = [store.get('a'), store.get('a')];
  await open();
  await Promise.all(both);
  await store.get('a');
  expect(fetched).toEqual(['a']);
  pass(1_001);
  const again = store.get('a');
  await open();
  await again;
  expect(fetched).toEqual(['a', 'a']);
});

test('M7 failures are remembered shortly; what is not to be shared is not kept', async () => {
  const { store, fetched, open, pass } = make({ shared: false });
  const get = async (url: string) => {
    const asset = store.get(url);
    await open();
    return asset;
  };
  expect(await get('bad')).toBeUndefined();
  expect(await get('bad')).toBeUndefined();
  pass(101);
  await get('bad');
  await get('own');
  await get('own');
  expect(fetched).toEqual(['bad', 'bad', 'own', 'own']);
});

test('M14 memory and fetches at once have bounds', async () => {
  const { store, fetched, open, most } = make({ maxBytes: 800, concurrency: 2 });
  const all = ['a', 'b', 'c', 'd'].map((url) => store.get(url));
  await open();
  await Promise.all(all);
  expect(most()).toBe(2);
  const again = [store.get('d'), store.get('a')];
  await open();
  await Promise.all(again);
  expect(fetched).toEqual(['a', 'b', 'c', 'd', 'a']);
});

test('M14 what would wait too long in line cannot be had, and is not remembered as missing', async () => {
  const { store, fetched, open } = make({ concurrency: 1, waiting: 1 });
  const first = store.get('a');
  const second = store.get('b');
  expect(await store.get('c')).toBeUndefined();
  await open();
  await Promise.all([first, second]);
  const again = store.get('c');
  await open();
  expect(await again).toBeDefined();
  expect(fetched).toEqual(['a', 'b', 'c']);
});
