import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../store/open-store.js';
import { SDK_KEY, testService } from '../testing/test-service.js';

test('Q1 the last minute goes to one session; another is cut as expired when its first agent joins, and none starts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-trial-'));
  const env = { PLAN: 'trial', TRIAL_MINUTES: '1', DATABASE_URL: `file:${join(folder, 'a.db')}` };
  const service = await testService(env);
  const first = await service.customer({ userId: 'first' });
  const second = await service.customer({ userId: 'second' });
  const ada = await service.agent(first.seat.pinCode, 'ada');
  await expect.poll(async () => (await service.create({ userId: 'third' })).body.cause).toBe('no_credits');
  const bob = await service.agent(second.seat.pinCode, 'bob');
  for (const { client } of [second, bob]) expect(await client.next('ended')).toMatchObject({ reason: 'expired' });
  await ada.client.settle();
  expect(first.client.heard()).not.toContain('ended');
  await service.stop();

  // Minutes charged are charged once, however often the service starts.
  const again = await testService(env);
  await again.enter('customer', { sessionId: first.seat.sessionId, key: first.welcome.key });
  await again.stop();
  const store = await openStore(env.DATABASE_URL);
  expect((await store.account(SDK_KEY))?.plan).toEqual({ kind: 'trial', minutes: 1, used: 1 });
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});
