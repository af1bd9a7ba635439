import { CloseCode, FrameFlag, FrameKind, PATHS, PROTOCOL_VERSION, SDK_VERSION } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import type { TestClient } from '../testing/test-client.js';
import { DESK, SITE, type TestService, testService } from '../testing/test-service.js';
import { parseSite } from './site.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const bodyOf = (text: string) => Uint8Array.from([9, ...new TextEncoder().encode(`image/png${text}`)]);

let service: TestService;
afterEach(() => service.stop());

interface World {
  customer: TestClient;
  agent: TestClient;
  /** What the agent had while he was in. */
  had: { sessionId: string; key: string; assetBase: string; pinCode: string };
}

/** A customer, and an agent who has seen a frame and a picture only her browser has. */
async function world(approval = false, store = openStore): Promise<World> {
  service = await testService({}, undefined, store);
  // The agent first, so that a page which wants to be asked finds one who sees already.
  const opened = (await service.create({ role: 'agent', userId: 'ada' })).body;
  const agent = await service.enter('agent', opened);
  const seat = (await service.find(opened.pinCode, { role: 'customer', userId: 'cleo' })).body;
  const customer = service.socket('customer');
  await new Promise((open) => customer.ws.once('open', open));
  const { sessionId, key } = seat;
  customer.send({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK_VERSION, sessionId, key, approval, url: `${SITE}/`, tab: 'ab12cd' });
  await customer.next('welcome');
  const had = { sessionId, key: agent.welcome.key, assetBase: agent.welcome.assetBase ?? '', pinCode: opened.pinCode };
  if (approval) return { customer, agent: agent.client, had };
  await customer.next('keyframe');
  customer.frame({ flags: KEY }, 'seen');
  expect((await agent.client.nextFrame()).text).toBe('seen');
  customer.send({ t: 'assets', items: [{ n: 10_001 }] });
  await customer.settle();
  const picture = asset(had, 10_001);
  await customer.next('asset_needed');
  customer.frame({ kind: FrameKind.Asset, number: 10_001 }, bodyOf('picture'));
  expect(await picture).toBe('200 picture');
  return { customer, agent: agent.client, had };
}

async function asset({ assetBase }: { assetBase: string }, n: number): Promise<string> {
  const answer = await fetch(`${service.server.url}${assetBase}/${n}`);
  return answer.ok ? `${answer.status} ${await answer.text()}` : String(answer.status);
}

/** What a key, a PIN and a name still open, in one word each. */
async function doors({ sessionId, key, pinCode }: World['had']) {
  const post = async (path: string, more: Record<string, unknown> = {}) => {
    const { status, body } = await service.post(path, { sessionId, key, ...more }, { origin: DESK });
    return status === 200 ? (body.state ?? 'done') : body.cause;
  };
  const sdkToken = await service.token({ role: 'agent', userId: 'ada' });
  const viewer = { sdkVersion: SDK_VERSION, appKey: 'test-sdk-key', sdkToken, pinCode };
  return {
    state: await post(PATHS.state),
    leave: await post(PATHS.leave),
    end: await post(PATHS.end),
    find: (await service.find(pinCode, { userId: 'ada' })).body.cause ?? 'a seat',
    viewer: (await service.post(PATHS.viewer, viewer, { origin: DESK })).body.cause ?? 'a seat',
    resume: (await service.create({ role: 'agent', userId: 'ada' }, { resume: { sessionId, key } })).body.cause ?? 'a new session',
  };
}

async function hello({ sessionId, key }: World['had']): Promise<string> {
  const client = service.socket('agent');
  await client.hello({ sessionId, key });
  const heard = await Promise.race([
    client.next('refused').then(({ error }) => error.cause),
    client.next('ended').then(({ reason }) => reason),
    client.next('welcome').then(({ assetBase }) => `welcome ${assetBase ?? 'to wait'}`),
  ]);
  return heard;
}

const nothingOpens = { state: 'gone', leave: 'session_gone', end: 'session_gone', resume: 'a new session' };

/** Each right that ended: what ended it, and what each entrance answers now. */
const FORMER: [string, (world: World) => Promise<unknown>, Record<string, unknown>, string][] = [
  [
    'removed',
    async ({ customer, agent }) => {
      customer.send({ t: 'remove_agent', userId: 'ada' });
      await agent.closed;
    },
    { ...nothingOpens, find: 'session_gone', viewer: 'session_gone' },
    'removed',
  ],
  [
    'left',
    async ({ agent }) => {
      agent.send({ t: 'leave' });
      await agent.closed;
    },
    // The PIN is no former right: who knows it may join anew.
    { ...nothingOpens, find: 'a seat', viewer: 'a seat' },
    'session_gone',
  ],
  [
    'ended',
    async ({ customer, agent }) => {
      customer.send({ t: 'end' });
      await agent.closed;
    },
    { ...nothingOpens, find: 'pin_not_found', viewer: 'pin_not_found' },
    'ended_by_customer',
  ],
];

for (const [name, endIt, open, greeting] of FORMER)
  test(`M18 whose right has ended gets nothing at any entrance: ${name}`, async () => {
    const now = await world();
    await endIt(now);
    const { customer, had, agent } = now;
    customer.send({ t: 'assets', items: [{ n: 10_002 }] });
    customer.frame({ number: 1 }, 'later');
    expect([await asset(had, 10_001), await asset(had, 10_002)]).toEqual(['404', '404']);
    expect(customer.heard()).not.toContain('asset_needed');
    await expect(Promise.race([agent.nextFrame(), agent.closed])).resolves.toBe(CloseCode.Ended);
    expect(await hello(had)).toBe(greeting);
    expect(await doors(had)).toEqual(open);
  });

test('M18 a right ends at once, while the store that has to know of it is slow', async () => {
  let slow = false;
  const gates: (() => void)[] = [];
  const { customer, agent, had } = await world(false, async (url) => {
    const store = await openStore(url);
    return {
      ...store,
      async saveSession(save) {
        if (slow) await new Promise<void>((go) => gates.push(go));
        await store.saveSession(save);
      },
    };
  });
  slow = true;
  customer.send({ t: 'remove_agent', userId: 'ada' });
  await customer.settle();
  customer.frame({ number: 1 }, 'later');
  await customer.settle();
  expect(await asset(had, 10_001)).toBe('404');
  await agent.settle();
  expect(agent.heard()).not.toContain('ended');
  slow = false;
  for (const go of gates) go();
  expect(await agent.next('ended')).toMatchObject({ reason: 'removed' });
  await expect(Promise.race([agent.nextFrame(), agent.closed])).resolves.toBe(CloseCode.Ended);
});

test('P1 paused again while the store is slow to keep that sharing goes on: nothing passes in between', async () => {
  let slow = false;
  const gates: (() => void)[] = [];
  const { customer, agent } = await world(false, async (url) => {
    const store = await openStore(url);
    return {
      ...store,
      async saveSession(save) {
        if (slow) await new Promise<void>((go) => gates.push(go));
        await store.saveSession(save);
      },
    };
  });
  const keep = async (): Promise<void> => {
    await expect.poll(() => gates.length).toBe(1);
    gates.shift()?.();
  };
  customer.send({ t: 'pause' });
  await agent.next('paused');
  agent.send({ t: 'covered' });
  await customer.next('paused');
  slow = true;
  customer.send({ t: 'resume', url: `${SITE}/` });
  customer.send({ t: 'rules', given: { maskType: 'all' } });
  customer.send({ t: 'pause' });
  await customer.settle();
  await keep();
  await agent.next('resumed');
  // What the rules are is being kept, and only then it is the second pause's turn.
  await expect.poll(() => gates.length).toBe(1);
  customer.frame({ flags: KEY, stream: 9 }, 'paused');
  customer.frame({ kind: FrameKind.Pointer }, 'xy');
  await customer.settle();
  slow = false;
  await keep();
  await agent.next('paused');
  await agent.settle();
  agent.cut();
  await expect(Promise.race([agent.nextFrame(), agent.closed])).resolves.toBe(1006);
});

test('M18 a paused session gives nothing, and after it nothing that was stored before', async () => {
  const { customer, agent, had } = await world();
  customer.send({ t: 'assets', items: [{ n: 10_002 }] });
  // Asked for in time, but the bytes come after the pause.
  const late = asset(had, 10_002);
  await customer.next('asset_needed');
  customer.send({ t: 'pause' });
  customer.frame({ kind: FrameKind.Asset, number: 10_002 }, bodyOf('late'));
  await agent.next('paused');
  expect([await late, await asset(had, 10_001), await asset(had, 10_002)]).toEqual(['404', '404', '404']);
  expect(await hello({ ...had })).toMatch(/^welcome \//);
  customer.send({ t: 'resume' });
  await customer.next('resumed');
  await customer.next('keyframe');
  const back = service.socket('agent');
  await back.hello({ sessionId: had.sessionId, key: had.key });
  const { assetBase = '', paused } = await back.next('welcome');
  expect(paused).toBe(false);
  const wanted = asset({ assetBase }, 10_001);
  // Not from what was stored: the page is asked, and answers what it shows now.
  expect(await customer.next('asset_needed')).toMatchObject({ n: 10_001 });
  customer.frame({ kind: FrameKind.Asset, number: 10_001 }, bodyOf('now'));
  expect(await wanted).toBe('200 now');
});

test('M18 nothing that was stored before a forget is given out again', async () => {
  const { customer, agent, had } = await world();
  customer.send({ t: 'forget' });
  await agent.next('forget');
  const wanted = asset(had, 10_001);
  await customer.next('asset_needed');
  customer.frame({ kind: FrameKind.Asset, number: 10_001 }, bodyOf('masked'));
  expect(await wanted).toBe('200 masked');
});

test('M18 who waits to be let in gets nothing, by the path he had before the customer’s page came either', async () => {
  const { customer, agent, had } = await world(true);
  await agent.next('waiting');
  customer.send({ t: 'assets', items: [{ n: 10_001 }] });
  customer.frame({ flags: KEY }, 'page');
  await customer.settle();
  expect(await asset(had, 10_001)).toBe('404');
  expect(customer.heard()).not.toContain('asset_needed');
  expect(await hello(had)).toBe('welcome to wait');
  await agent.closed;
  await expect(Promise.race([agent.nextFrame(), agent.closed])).resolves.toBe(CloseCode.Replaced);
});

test('M18 a page whose connection was taken over gets nothing; the one that took it over does', async () => {
  const { customer, agent, had } = await world();
  const next = await service.enter('agent', { sessionId: had.sessionId, key: had.key });
  expect(await agent.closed).toBe(CloseCode.Replaced);
  customer.frame({ number: 1 }, 'later');
  await customer.settle();
  expect(await asset(had, 10_001)).toBe('404');
  expect(await asset({ assetBase: next.welcome.assetBase ?? '' }, 10_001)).toBe('200 picture');
  await expect(Promise.race([agent.nextFrame(), agent.closed])).resolves.toBe(CloseCode.Replaced);
});

test('M18 a lost connection gets nothing until it is back; the same page then by the same path', async () => {
  const { customer, agent, had } = await world();
  agent.cut();
  await customer.settle();
  let answered = false;
  const waiting = asset(had, 10_001).finally(() => (answered = true));
  await customer.settle();
  expect(answered).toBe(false);
  const back = await service.enter('agent', { sessionId: had.sessionId, key: had.key }, { stream: 1, number: 0 });
  expect(back.welcome.assetBase).toBe(had.assetBase);
  expect(await waiting).toBe('200 picture');
  back.client.cut();
  await customer.settle();
  const never = asset(had, 10_001);
  customer.send({ t: 'remove_agent', userId: 'ada' });
  expect(await never).toBe('404');
});

test('M18 a seat that was reserved for somebody who is removed before entering it, and one of a used pass, open nothing', async () => {
  const { customer, had } = await world();
  const reserved = (await service.find(had.pinCode, { userId: 'bea' })).body;
  const used = await service.agent(had.pinCode, 'carl');
  expect(await hello({ ...had, key: used.seat.key })).toBe('session_gone');
  customer.send({ t: 'remove_agent', userId: 'bea' });
  await customer.settle();
  expect(await hello({ ...had, key: reserved.key })).toBe('removed');
  expect((await service.find(had.pinCode, { userId: 'bea' })).body.cause).toBe('session_gone');
});

test('M18 another session’s agent, and another account’s, gets nothing of this one', async () => {
  const { customer, had } = await world();
  const other = await service.customer({ userId: 'olga' });
  const stranger = await service.agent(other.seat.pinCode, 'sam');
  // His own path, a number only this session has: his customer is asked, nobody else.
  const wanted = asset({ assetBase: stranger.welcome.assetBase ?? '' }, 10_001);
  await other.client.next('asset_needed');
  other.client.frame({ kind: FrameKind.Asset, number: 10_001 }, bodyOf('other'));
  expect(await wanted).toBe('200 other');
  expect(await hello({ ...had, key: stranger.welcome.key })).toBe('session_gone');
  expect(await hello({ ...had, sessionId: other.seat.sessionId })).toBe('session_gone');
  expect((await doors({ ...had, key: stranger.welcome.key })).state).toBe('gone');
  expect(customer.heard()).not.toContain('ended');
});

test('M18 another account’s PIN, token and key open nothing', async () => {
  let store: Store | undefined;
  const sites = [parseSite(SITE), parseSite(DESK)].filter((site) => site !== undefined);
  service = await testService({}, undefined, async (url) => (store = await openStore(url)));
  const own = await store?.account('test-sdk-key');
  if (!own) throw new Error('no account');
  await store?.putAccount({ ...own, id: 'other', sdkKey: 'other-key', apiKey: 'other-api', allowedSites: sites, allowedAgentSites: sites });
  const customer = await service.customer();
  const sdkToken = await service.token({ role: 'agent', userId: 'eve' }, 'other-key');
  const ask = { sdkVersion: SDK_VERSION, appKey: 'other-key', sdkToken, pinCode: customer.seat.pinCode };
  expect((await service.post(PATHS.find, { ...ask, role: 'agent' }, { origin: DESK })).body.cause).toBe('pin_not_found');
  expect((await service.post(PATHS.viewer, ask, { origin: DESK })).body.cause).toBe('pin_not_found');
  // A token of one account does not pass for the other's.
  const mixed = { ...ask, appKey: 'test-sdk-key' };
  expect((await service.post(PATHS.viewer, mixed, { origin: DESK })).body.cause).toMatch(/^token_/);
});
