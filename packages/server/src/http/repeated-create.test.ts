import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { SITE, testService } from '../testing/test-service.js';

const requestId = 'a-request-of-a-start-1';
const byop = { userId: 'b', enableByop: true };

test('H10 a try again of what was done gets the same session, a custom PIN too, and its key is the good one', async () => {
  const service = await testService();
  const first = (await service.create(byop, { requestId, customPinCode: 'SHOP' })).body;
  const second = (await service.create(byop, { requestId, customPinCode: 'SHOP' })).body;
  expect(second).toMatchObject({ sessionId: first.sessionId, pinCode: 'SHOP' });
  expect(second.key).not.toBe(first.key);
  const { client } = await service.enter('customer', second);
  const late = service.socket('customer');
  await late.hello(first);
  expect((await late.next('refused')).error).toMatchObject({ cause: 'duplicate_user' });
  // Whoever has entered has had the answer: this is another call.
  expect((await service.create(byop, { requestId, customPinCode: 'SHOP' })).body).toMatchObject({ code: 1004 });
  client.send({ t: 'end' });
  await client.next('ended');
  expect((await service.create(byop, { requestId, customPinCode: 'SHOP' })).body.sessionId).not.toBe(first.sessionId);
  await service.stop();
});

test('H10 tries at the same moment make one session; other users, roles and requests make their own', async () => {
  const service = await testService();
  const answers = await Promise.all([1, 2, 3, 4].map(() => service.create(byop, { requestId, customPinCode: 'SAME' })));
  expect(new Set(answers.map(({ body }) => body.sessionId)).size).toBe(1);
  const others = await Promise.all([
    service.create({ userId: 'c' }, { requestId }),
    service.create({ userId: 'b', role: 'agent' }, { requestId }),
    service.create({ userId: 'b' }, { requestId: 'another-request-of-hers' }),
    service.create({ userId: 'b' }),
  ]);
  expect(new Set(others.map(({ body }) => body.sessionId)).size).toBe(4);
  expect((await service.create({ userId: 'b' }, { requestId: 'short' })).body.message).toBe('Invalid argument: requestId.');
  await service.stop();
});

test('H10 a service started again on the same data knows the request', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-again-'));
  const env = { DATABASE_URL: `file:${join(folder, 'a.db')}` };
  const before = await testService(env);
  const first = (await before.create({ userId: 'b' }, { requestId })).body;
  await before.stop();
  const after = await testService(env);
  const second = (await after.create({ userId: 'b' }, { requestId })).body;
  expect(second).toMatchObject({ sessionId: first.sessionId, pinCode: first.pinCode });
  await after.enter('customer', second);
  expect((await after.post(PATHS.state, { sessionId: first.sessionId, key: first.key }, { origin: SITE })).body.state).toBe('gone');
  await after.stop();
  rmSync(folder, { recursive: true, force: true });
});
