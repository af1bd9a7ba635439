import { randomBytes } from 'node:crypto';
import { CloseCode, FrameFlag, LIMITS } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestService, testService } from '../testing/test-service.js';

let service: TestService;
beforeEach(async () => {
  service = await testService();
});
afterEach(() => service.stop());

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;

test('B4 whoever says nothing is closed after the time for a hello', async () => {
  const client = service.socket('customer');
  expect(await client.closed).toBe(CloseCode.Malformed);
}, 30_000);

test('B5 before the hello nobody sends more than one message’s worth', async () => {
  const client = service.socket('customer');
  await new Promise((open) => client.ws.once('open', open));
  client.raw(randomBytes(2 * LIMITS.messageBytes));
  expect((await client.next('refused')).error).toMatchObject({ cause: 'invalid_argument' });
  // Not a byte more is read of it, its close neither: it is cut.
  expect([CloseCode.Malformed, 1006]).toContain(await client.closed);
});

test('B6 sockets that said nothing yet are bounded for one address, and those over it learn when to come back', async () => {
  const silent = Array.from({ length: 200 }, () => service.socket('customer'));
  await Promise.all(silent.map(({ ws }) => new Promise((open) => ws.once('open', open))));
  const one = service.socket('customer');
  expect((await one.next('refused')).error).toMatchObject({ cause: 'rate_limited', retryAfterMs: expect.any(Number) });
  expect(await one.closed).toBe(CloseCode.Restarting);
  silent[0]?.cut();
  await silent[0]?.closed;
  const { body } = await service.create();
  await service.enter('customer', body);
});

test('B7 a frame over its bound closes its sender', async () => {
  const customer = await service.customer();
  customer.client.frame({ flags: KEY }, new Uint8Array(LIMITS.frameBytes + 1_000));
  expect(await customer.client.closed).toBe(CloseCode.Malformed);
});

test('B8 a flood of messages closes its sender', async () => {
  const customer = await service.customer();
  for (let n = 0; n < 10_000; n++) customer.client.send({ t: 'focus', focused: true });
  expect(await customer.client.closed).toBe(CloseCode.Malformed);
}, 60_000);

test('O5 a reader who stops reading is cut; nobody else waits for him', async () => {
  const customer = await service.customer();
  const slow = await service.agent(customer.seat.pinCode, 'slow');
  const quick = await service.agent(customer.seat.pinCode, 'quick');
  await customer.client.next('keyframe');
  slow.client.ws.pause();
  const count = 40;
  const half = LIMITS.queueBytes / 16;
  for (let n = 0; n < count; n++) {
    customer.client.frame({ number: n, flags: n === 0 ? KEY : 0 }, randomBytes(half));
    expect((await quick.client.nextFrame()).number).toBe(n);
  }
  slow.client.ws.resume();
  expect([CloseCode.TooSlow, 1006]).toContain(await slow.client.closed);
  const back = await service.enter('agent', { ...slow.seat, key: slow.welcome.key });
  for (let n = 0; n < count; n++) expect((await back.client.nextFrame()).number).toBe(n);
}, 30_000);
