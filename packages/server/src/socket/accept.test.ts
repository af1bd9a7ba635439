import {
  CloseCode,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_VERSION,
  SDK_VERSION,
  FrameFlag,
  FrameKind,
  LIMITS,
  SeatFlag,
} from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestService, testService } from '../testing/test-service.js';

let service: TestService;
beforeEach(async () => {
  service = await testService();
});
afterEach(() => service.stop());

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;

test('S1 a customer gets a PIN, an agent joins with it, each hears of the other', async () => {
  const customer = await service.customer({ userId: 'cleo', userName: 'Cleo' });
  expect(customer.seat.pinCode).toMatch(/^\d{6}$/);
  expect(customer.welcome).toMatchObject({
    paused: false,
    agents: [],
    lastStream: 0,
    you: { userId: 'cleo', userName: 'Cleo', role: 'customer' },
  });
  const agent = await service.agent(customer.seat.pinCode, 'ada');
  expect(agent.welcome.customer).toEqual({ userId: 'cleo', userName: 'Cleo', present: true, seat: 1, color: 0 });
  expect(agent.welcome.assetBase).toMatch(/^\/sdkapi\/zcb\/asset\/[\w-]{22}$/);
  expect(await customer.client.next('agent_joined')).toMatchObject({ userId: 'ada', agentCount: 1 });
  await customer.client.next('keyframe');
});

test('V1 frames arrive in order, unchanged; V4 late agents get keyframe and log and cost the customer nothing', async () => {
  const customer = await service.customer();
  const first = await service.agent(customer.seat.pinCode, 'a1');
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'key');
  for (let n = 1; n <= 5; n++) customer.client.frame({ number: n }, `d${n}`);
  for (const text of ['key', 'd1', 'd2', 'd3', 'd4', 'd5']) expect((await first.client.nextFrame()).text).toBe(text);
  await customer.client.settle();
  const second = await service.agent(customer.seat.pinCode, 'a2');
  for (const text of ['key', 'd1', 'd2', 'd3', 'd4', 'd5']) expect((await second.client.nextFrame()).text).toBe(text);
  await customer.client.settle();
  expect(customer.client.heard()).toEqual(['agent_joined']);
  customer.client.frame({ number: 6 }, 'd6');
  expect((await first.client.nextFrame()).text).toBe('d6');
  expect((await second.client.nextFrame()).text).toBe('d6');
});

test('V5 an agent who comes back gets what he missed, from his position', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'key');
  customer.client.frame({ number: 1 }, 'd1');
  await agent.client.nextFrame();
  await agent.client.nextFrame();
  agent.client.cut();
  await agent.client.closed;
  customer.client.frame({ number: 2 }, 'd2');
  await customer.client.settle();
  const back = await service.enter('agent', { sessionId: agent.seat.sessionId, key: agent.welcome.key }, { stream: 1, number: 1 });
  expect(await back.client.nextFrame()).toMatchObject({ text: 'd2', number: 2 });
  await customer.client.settle();
  // Nothing is asked of her page.
  expect(customer.client.heard()).toEqual(['agent_presence', 'agent_presence']);
});

test('V6 a gap is never forwarded: a new keyframe is asked for', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'key');
  customer.client.frame({ number: 2 }, 'lost one');
  await customer.client.next('keyframe');
  customer.client.frame({ number: 3 }, 'old');
  customer.client.frame({ flags: KEY, stream: 2 }, 'new key');
  expect((await agent.client.nextFrame()).text).toBe('key');
  expect((await agent.client.nextFrame()).text).toBe('new key');
});

test('V7 forget drops what the service holds at once, and agents are told', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode, 'a1');
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'secret');
  await agent.client.nextFrame();
  customer.client.send({ t: 'forget' });
  customer.client.frame({ number: 1 }, 'late secret');
  await agent.client.next('forget');
  const late = await service.agent(customer.seat.pinCode, 'a2');
  customer.client.frame({ flags: KEY, stream: 2 }, 'masked');
  expect((await agent.client.nextFrame()).text).toBe('masked');
  expect((await late.client.nextFrame()).text).toBe('masked');
});

test('K1 each hello rotates the key; the old one is good for a moment, a made-up one never', async () => {
  const customer = await service.customer();
  const { sessionId, key } = customer.seat;
  const again = await service.enter('customer', { sessionId, key: customer.welcome.key });
  expect(again.welcome.key).not.toBe(customer.welcome.key);
  expect(await customer.client.closed).toBe(CloseCode.Replaced);
  await service.enter('customer', { sessionId, key: customer.welcome.key });
  for (const wrong of [key, 'made-up']) {
    const client = service.socket('customer');
    await client.hello({ sessionId, key: wrong });
    expect((await client.next('refused')).error).toMatchObject({ code: 1011, cause: 'session_gone' });
    expect(await client.closed).toBe(CloseCode.Refused);
  }
});

test('K2 a seat is entered from an allowed origin only', async () => {
  const { body } = await service.create();
  const client = service.socket('customer', 'https://elsewhere.example');
  await client.hello(body);
  expect((await client.next('refused')).error).toMatchObject({ code: 1011, cause: 'site_invalid' });
});

test('L1 five agents, one customer; L2 a user who is there is a duplicate', async () => {
  const customer = await service.customer();
  const { pinCode } = customer.seat;
  for (let n = 1; n <= LIMITS.agents; n++) await service.agent(pinCode, `a${n}`);
  expect((await service.find(pinCode, { userId: 'a6' })).body).toMatchObject({ code: 1013, cause: 'agent_limit' });
  expect((await service.find(pinCode, { userId: 'a5' })).body).toMatchObject({ code: 1015, cause: 'duplicate_user' });
  expect((await service.find(pinCode, { role: 'customer', userId: 'other' })).body).toMatchObject({ code: 1012, cause: 'customer_limit' });
});

test('L3 of seven finds at once exactly five get a seat', async () => {
  const customer = await service.customer();
  const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => service.find(customer.seat.pinCode, { userId: `a${n}` })));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 200, 200, 409, 409]);
});

test('E1 either side ends it for everyone', async () => {
  for (const who of ['customer', 'agent'] as const) {
    const customer = await service.customer();
    const agent = await service.agent(customer.seat.pinCode);
    (who === 'customer' ? customer : agent).client.send({ t: 'end' });
    for (const { client } of [customer, agent]) {
      expect(await client.next('ended')).toMatchObject({ reason: `ended_by_${who}`, endedBy: { userId: who, role: who } });
      expect(await client.closed).toBe(CloseCode.Ended);
    }
    expect((await service.find(customer.seat.pinCode)).body).toMatchObject({ code: 1006 });
  }
});

test('E2 after the last agent left nothing is captured, and the session waits', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  agent.client.send({ t: 'leave' });
  expect(await customer.client.next('agent_left')).toMatchObject({ reason: 'left', agentCount: 0 });
  await customer.client.next('idle');
  const other = await service.agent(customer.seat.pinCode, 'a2');
  expect(other.welcome.agents).toEqual([]);
  await customer.client.next('keyframe');
});

test('P1 while paused no frame passes; resuming asks for a keyframe', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'key');
  await agent.client.nextFrame();
  customer.client.send({ t: 'pause' });
  await agent.client.next('paused');
  customer.client.frame({ number: 1 }, 'hidden');
  const late = await service.agent(customer.seat.pinCode, 'a2');
  expect(late.welcome.paused).toBe(true);
  customer.client.send({ t: 'resume' });
  await customer.client.next('resumed');
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY, stream: 2 }, 'again');
  expect((await agent.client.nextFrame()).text).toBe('again');
  expect((await late.client.nextFrame()).text).toBe('again');
});

test('R1 a customer whose line was cut is away, then back, and learns what arrived', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'key');
  await agent.client.nextFrame();
  customer.client.cut();
  await agent.client.next('customer_away');
  const back = await service.enter('customer', { ...customer.seat, key: customer.welcome.key }, { stream: 1, number: 3 });
  expect(back.welcome.received).toEqual({ stream: 1, number: 0 });
  await agent.client.next('customer_back');
  back.client.frame({ number: 1 }, 'missed');
  expect((await agent.client.nextFrame()).text).toBe('missed');
  back.client.cut();
  const reloaded = await service.enter('customer', { ...customer.seat, key: back.welcome.key });
  expect(reloaded.welcome).toMatchObject({ lastStream: 1, pinCode: customer.seat.pinCode });
  expect(reloaded.welcome.received).toBeUndefined();
  await reloaded.client.next('keyframe');
});

test('B1 whoever breaks the protocol is told so and closed', async () => {
  const { body } = await service.create();
  const early = service.socket('customer');
  await new Promise((open) => early.ws.once('open', open));
  early.raw('{"t":"ping","n":1}');
  expect((await early.next('refused')).error).toMatchObject({ code: 9999, cause: 'invalid_argument' });
  expect(await early.closed).toBe(CloseCode.Malformed);

  const customer = await service.enter('customer', body);
  const agent = await service.agent(body.pinCode);
  agent.client.frame({ kind: FrameKind.View, flags: KEY }, 'not yours');
  await agent.client.next('error');
  expect(await agent.client.closed).toBe(CloseCode.Malformed);
  for (const bad of ['{', '{"t":"end","x":1}', '{"t":"hello"}', new Uint8Array([9, 9, 9])]) {
    const other = await service.agent(body.pinCode, `a${String(bad)}`);
    other.client.raw(bad);
    expect(await other.client.closed).toBe(CloseCode.Malformed);
  }
  await customer.client.settle();
});

test('H12 every wire from the oldest the service speaks to its own enters, none before or after', async () => {
  const { seat } = await service.customer();
  const say = async (v: number) => {
    const { sessionId, key } = (await service.find(seat.pinCode, { userId: `agent-${v}` })).body;
    const client = service.socket('agent');
    await new Promise((open) => client.ws.once('open', open));
    client.send({ t: 'hello', v, sdk: SDK_VERSION, sessionId, key });
    return client;
  };
  for (let v = OLDEST_PROTOCOL_VERSION; v <= PROTOCOL_VERSION; v++) await (await say(v)).next('welcome');
  for (const v of [OLDEST_PROTOCOL_VERSION - 1, PROTOCOL_VERSION + 1])
    expect(await (await say(v)).next('refused')).toMatchObject({ error: { cause: 'sdk_version_invalid' } });
});

test('B2 an agent’s pointer carries seat and mark, which a customer cannot forge, and reaches the customer and the others', async () => {
  const customer = await service.customer();
  const one = await service.agent(customer.seat.pinCode, 'a1');
  const two = await service.agent(customer.seat.pinCode, 'a2');
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'key');
  await one.client.nextFrame();
  await two.client.nextFrame();
  one.client.frame({ kind: FrameKind.Pointer, stream: 99 }, 'xy');
  const from = (seat: number) => ({ kind: FrameKind.Pointer, flags: SeatFlag.Agent, stream: seat, text: 'xy' });
  expect(await customer.client.nextFrame()).toMatchObject(from(one.welcome.you.seat!));
  expect(await two.client.nextFrame()).toMatchObject(from(one.welcome.you.seat!));
  two.client.frame({ kind: FrameKind.Pointer, flags: 255, stream: 2 }, 'xy');
  expect(await one.client.nextFrame()).toMatchObject(from(two.welcome.you.seat!));
  customer.client.frame({ kind: FrameKind.Pointer, stream: 1 }, 'hers');
  expect(await one.client.nextFrame()).toMatchObject({ kind: FrameKind.Pointer, flags: 0, stream: 1, text: 'hers' });
  customer.client.frame({ kind: FrameKind.Pointer, flags: SeatFlag.Agent, stream: 2 }, 'forged');
  expect(await customer.client.closed).toBe(CloseCode.Malformed);
});
