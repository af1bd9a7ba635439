import { expect, test } from 'vitest';
import { forgetOld } from './forget-old.js';
import { memoryStore } from './memory.js';

const DAY_MS = 86_400_000;

test('D10 D30 records older than six months go at the start, all of them, and nothing younger', async () => {
  const store = await memoryStore();
  const now = 1_000 * DAY_MS;
  for (let n = 0; n < 1_203; n++) {
    const endedAt = now - (n < 1_200 ? 185 : 183) * DAY_MS;
    const record = {
      id: `s${n}`,
      accountId: 'a',
      sdkKey: 'k',
      pin: `P${n}`,
      startedAt: 1,
      startUrl: '',
      endedAt,
      policyHashes: [],
      state: '{}',
    };
    await store.saveSession({ record, present: [], at: endedAt });
  }
  await forgetOld({ store, now: () => now, fault: (error) => expect.unreachable(String(error)) }).stop();
  // Stopping waits for the step at work and begins none.
  expect(await store.session('s0')).toBeUndefined();
  const sweep = forgetOld({ store, now: () => now, fault: (error) => expect.unreachable(String(error)) });
  await expect.poll(() => store.session('s1199')).toBeUndefined();
  await sweep.stop();
  for (const n of [1_200, 1_201, 1_202]) expect(await store.session(`s${n}`)).toBeDefined();
});
