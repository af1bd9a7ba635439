import { CloseCode, FrameFlag, FrameKind, PATHS, writeFrame } from '@sightline/protocol';
import { afterEach, expect, test, vi } from 'vitest';
import { createSessionAssets } from '../assets/session-assets.js';
import { createTimeSlices } from '../assets/time-slices.js';
import { hashKey } from '../session/key.js';
import { openSession } from '../session/open.js';
import { memoryStore } from '../store/memory.js';
import { fakePeer } from '../testing/fake-peer.js';
import { RULES } from '../testing/play-session.js';
import { bomb } from '../testing/raw-socket.js';
import type { TestClient } from '../testing/test-client.js';
import { type TestService, testService } from '../testing/test-service.js';
import { runLiveSession } from './live-session.js';
import { createMemoryBudget } from './memory-budget.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const MB = 1024 * 1024;

let service: TestService | undefined;
afterEach(async () => {
  vi.useRealTimers();
  await service?.stop();
  service = undefined;
});

const kept = async (of: 'used' | 'budget'): Promise<number> => {
  const text = await (await fetch(`${service!.server.url}/metrics`)).text();
  return Number(new RegExp(`kept_bytes\\{of="${of}"\\} (\\S+)`).exec(text)?.[1]);
};

test('B15 sessions of one user that live at once are bounded, also those asked for together; one that ends makes room', async () => {
  service = await testService({ SESSIONS_PER_USER: '2', SESSIONS_PER_KEY: '4' });
  const { create, enter } = service;
  const answers = await Promise.all(Array.from({ length: 5 }, () => create({ userId: 'cleo' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429, 429]);
  expect(answers.find(({ status }) => status === 429)?.body).toMatchObject({
    code: 9999,
    cause: 'rate_limited',
    retryable: true,
    retryAfterMs: 10_000,
  });
  // Others are not concerned, an agent of the same name neither, until the key's are taken.
  expect((await create({ userId: 'olga' })).status).toBe(200);
  expect((await create({ userId: 'cleo', role: 'agent' })).status).toBe(200);
  expect((await create({ userId: 'tina' })).body.cause).toBe('rate_limited');
  const seat = answers.find(({ status }) => status === 200)?.body;
  const { client } = await enter('customer', seat!);
  client.send({ t: 'end' });
  await client.closed;
  expect((await create({ userId: 'cleo' })).status).toBe(200);
});

test('B14 one token, five sessions, a few kB sent for each MB: what is kept stays within the budget, and is given back', async () => {
  service = await testService({ MEMORY_MB: '64' });
  expect(await kept('budget')).toBe(64 * MB);
  const most: number[] = [];
  const customers: { client: TestClient; seat: { sessionId: string; key: string } }[] = [];
  let sent = 0;
  for (let session = 0; session < 5; session++) {
    const { client, welcome, seat } = await service.customer({ userId: 'one' });
    customers.push({ client, seat: { sessionId: seat.sessionId, key: welcome.key } });
    client.send({ t: 'assets', items: Array.from({ length: 8 }, (_, n) => ({ n })) });
    const wire = (client.ws as unknown as { _socket: { write(data: Buffer): void } })._socket;
    for (let n = 0; n < 8; n++) {
      // Her own path will do: the bytes are kept for whoever asks next.
      const answer = fetch(`${service.server.url}${welcome.assetBase}/${n}`);
      await client.next('asset_needed');
      const mime = Buffer.from('image/png');
      const head = writeFrame({ kind: FrameKind.Asset, flags: 0, stream: 1, number: n }, Buffer.concat([Buffer.of(mime.length), mime]));
      const packed = bomb(7 * MB, { start: Buffer.from(head) });
      sent += packed.length;
      wire.write(packed);
      expect((await (await answer).arrayBuffer()).byteLength).toBe(7 * MB);
    }
    most.push(await kept('used'));
  }
  expect(sent).toBeLessThan(MB / 2);
  expect(Math.max(...most)).toBeGreaterThan(40 * MB);
  expect(Math.max(...most)).toBeLessThanOrEqual(64 * MB);
  // Nobody watches any of it: another session is not refused.
  expect((await service.create({ userId: 'other' })).status).toBe(200);
  // What was written past its client is not in that one's window: it cannot say so itself.
  for (const { seat } of customers) expect((await service.post(PATHS.end, seat)).status).toBe(200);
  await Promise.all(customers.map(({ client }) => client.closed));
  expect(await kept('used')).toBe(0);
}, 60_000);

test('B14 logs that are watched fill the budget: they go on unkept, new sessions are refused, and there is room again after one ends', async () => {
  service = await testService({ MEMORY_MB: '64' });
  const watched = [];
  for (let n = 0; n < 4; n++) {
    const customer = await service.customer({ userId: `c${n}` });
    watched.push({
      customer: customer.client,
      pin: customer.seat.pinCode,
      agent: (await service.agent(customer.seat.pinCode, `a${n}`)).client,
    });
  }
  const page = new Uint8Array(3 * MB);
  for (const { customer, agent } of watched) {
    await customer.next('keyframe');
    for (let number = 0; number < 7; number++) {
      customer.frame({ number, flags: number === 0 ? KEY : 0 }, page);
      // Kept or not, everyone who watches gets it.
      expect(await agent.nextFrame()).toMatchObject({ number, length: page.byteLength });
    }
  }
  expect(await kept('used')).toBeGreaterThan(57 * MB);
  expect(await kept('used')).toBeLessThanOrEqual(64 * MB);
  expect((await service.create({ userId: 'late' })).body).toMatchObject({ cause: 'rate_limited', retryable: true, retryAfterMs: 10_000 });
  // An agent who comes late to a session whose log could not be kept costs its customer a keyframe, and sees the page.
  const last = watched[3]!;
  const late = await service.agent(last.pin, 'late');
  await last.customer.next('keyframe');
  last.customer.frame({ stream: 2, flags: KEY }, 'small');
  expect((await late.client.nextFrame()).text).toBe('small');
  watched[0]!.customer.send({ t: 'end' });
  await watched[0]!.customer.closed;
  expect((await service.create({ userId: 'late' })).status).toBe(200);
}, 60_000);

test('B14 where nobody is connected any more, bytes are let go of after a while, and had again by whoever comes back', async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const memory = createMemoryBudget({ total: 100 * MB, now: Date.now });
  const opener = { role: 'customer', userId: 'cleo', userName: 'Cleo', address: '', keyHash: hashKey('first') } as const;
  const opening = { id: 's', accountId: 'a', sdkKey: 'k', pin: { code: '1', custom: true }, opener, now: Date.now() };
  const session = runLiveSession({
    state: openSession(opening, RULES.reserveMs),
    rules: RULES,
    store: await memoryStore(),
    assets: (share) =>
      createSessionAssets({
        store: { get: async () => undefined },
        share,
        slices: createTimeSlices({ sliceMs: 5, now: () => performance.now() }),
      }),
    memory,
    now: Date.now,
    spreadMs: () => 0,
    claimPin: async () => '2',
    keep: async () => {},
    changed: () => {},
    ended: () => {},
    fault: (error) => {
      throw error;
    },
  });
  const rest = { v: 1, sdk: '3', sessionId: 's' } as const;
  const customer = fakePeer(1);
  session.enter(customer, { t: 'hello', ...rest, key: 'first', tab: 't' });
  await session.reserve({ role: 'agent', userId: 'ada', userName: 'Ada', address: '', key: 'agent' });
  const agent = fakePeer(2);
  session.enter(agent, { t: 'hello', ...rest, key: 'agent' });
  await vi.advanceTimersByTimeAsync(10);
  const header = { kind: FrameKind.View, flags: KEY, stream: 1, number: 0 };
  const bytes = writeFrame(header, new Uint8Array(MB));
  session.frame(customer, header, bytes, 4);
  expect(memory.used).toBeGreaterThan(MB);
  session.closed(customer);
  session.closed(agent);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(memory.used).toBeGreaterThan(MB);
  await vi.advanceTimersByTimeAsync(1_500);
  expect(memory.used).toBe(0);
  await session.stop(CloseCode.Restarting);
});
