import {
  ACT_TYPES,
  CloseCode,
  DrawingFlag,
  FrameFlag,
  FrameKind,
  LIMITS,
  PROTOCOL_VERSION,
  SDK_VERSION,
  SeatFlag,
  type Switches,
} from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.js';
import { givenSwitches } from '../testing/given-switches.js';
import type { TestClient } from '../testing/test-client.js';
import { SITE, type TestService, testService } from '../testing/test-service.js';

const { Begin, End, Anchor } = DrawingFlag;
const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const CLICK = ACT_TYPES.indexOf('click');
const SWITCHES: Switches = {
  draw: { agents: true, customer: true },
  assist: { types: ['click'], consent: false, confirmStop: false },
};

let service: TestService;
afterEach(() => service.stop());

/** The customer, ada who holds remote assist, and ben. What has to be kept from now on waits for `keep`. */
async function world() {
  const gates: (() => void)[] = [];
  const store = { slow: false };
  service = await testService({}, undefined, async (url) => {
    const real = await openStore(url);
    return {
      ...real,
      async saveSession(save) {
        if (store.slow) await new Promise<void>((go) => gates.push(go));
        await real.saveSession(save);
      },
    };
  });
  const { client: customer, seat } = await service.customer({ userId: 'cleo' });
  customer.send({ t: 'switches', given: givenSwitches(SWITCHES) });
  const ada = await service.agent(seat.pinCode, 'ada');
  const ben = await service.agent(seat.pinCode, 'ben');
  await customer.next('keyframe');
  customer.frame({ flags: KEY }, 'page');
  for (const { client } of [ada, ben]) await client.nextFrame();
  ada.client.send({ t: 'request_assist', requestId: 'r', types: ['click'] });
  await ada.client.next('assist_started');
  const keep = (): void => {
    store.slow = false;
    for (const go of gates) go();
  };
  return { customer, ada: ada.client, ben: ben.client, adaSeat: ada.welcome.you.seat ?? 0, store, keep };
}
type World = Awaited<ReturnType<typeof world>>;

/** All that somebody can send for others to see or to do. */
function sendAll(client: TestClient, text: string, number: number): void {
  client.frame({ kind: FrameKind.Pointer }, text);
  client.frame({ kind: FrameKind.Drawing, flags: Begin | End, number }, text);
  client.frame({ kind: FrameKind.Act, flags: CLICK, number }, text);
  client.frame({ kind: FrameKind.Draft, number }, text);
}

/** Every frame that has arrived. */
async function arrived(client: TestClient): Promise<string[]> {
  const texts: string[] = [];
  if (client.ws.readyState === client.ws.OPEN) await client.settle();
  client.cut();
  for (;;) {
    const next = await Promise.race([client.nextFrame(), client.closed]);
    if (typeof next === 'number') return texts;
    texts.push(`${next.kind} ${next.text}`);
  }
}

const FORMER: [string, (now: World) => void, { customer: string[]; ben: string[] }][] = [
  [
    'removed',
    ({ customer }) => customer.send({ t: 'remove_agent', userId: 'ada' }),
    { customer: ['2 ben', '4 ben', '6 ben'], ben: ['2 cleo', '4 cleo'] },
  ],
  ['left', ({ ada }) => ada.send({ t: 'leave' }), { customer: ['2 ben', '4 ben', '6 ben'], ben: ['2 cleo', '4 cleo'] }],
  ['paused', ({ customer }) => customer.send({ t: 'pause' }), { customer: [], ben: [] }],
  ['ended', ({ customer }) => customer.send({ t: 'end' }), { customer: [], ben: [] }],
];

for (const [name, endIt, passes] of FORMER)
  test(`M18 I5 I15 whose right to see the page has ended points, draws, acts and proposes no more, and is shown nothing of it: ${name}`, async () => {
    const now = await world();
    const { customer, ada, ben, store } = now;
    store.slow = true;
    endIt(now);
    // It has ended though nobody has been told yet.
    await customer.settle();
    await ada.settle();
    sendAll(ada, 'ada', 1);
    await ada.settle();
    sendAll(ben, 'ben', 1);
    await ben.settle();
    customer.frame({ kind: FrameKind.Pointer }, 'cleo');
    customer.frame({ kind: FrameKind.Drawing, flags: Begin | End, number: 1 }, 'cleo');
    await customer.settle();
    const texts = { ada: await arrived(ada), ben: await arrived(ben), customer: await arrived(customer) };
    expect(texts).toEqual({ ada: [], ...passes });
    now.keep();
  });

test('M18 W1 I5 I15 an agent who waits to be let in does none of it', async () => {
  service = await testService();
  const opened = (await service.create({ role: 'agent', userId: 'ada' })).body;
  const { client: ada } = await service.enter('agent', opened);
  const { sessionId, key } = (await service.find(opened.pinCode, { role: 'customer', userId: 'cleo' })).body;
  const customer = service.socket('customer');
  await new Promise((open) => customer.ws.once('open', open));
  customer.send({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK_VERSION, sessionId, key, approval: true, url: `${SITE}/`, tab: 'tab' });
  customer.send({ t: 'switches', given: givenSwitches(SWITCHES) });
  await ada.next('waiting');
  sendAll(ada, 'ada', 1);
  ada.send({ t: 'request_assist', requestId: 'r', types: ['click'] });
  ada.send({ t: 'clear_drawings', all: true });
  await ada.settle();
  customer.frame({ kind: FrameKind.Pointer }, 'cleo');
  customer.frame({ kind: FrameKind.Drawing, flags: Begin | End, number: 1 }, 'cleo');
  await customer.settle();
  expect(ada.heard()).toEqual([]);
  expect([await arrived(ada), await arrived(customer)]).toEqual([[], []]);
});

test('I5 I15 I17 an agent in another’s name: seats in frames are the sender’s own, and the customer’s word is refused', async () => {
  const { customer, ada, ben, adaSeat } = await world();
  ben.frame({ kind: FrameKind.Pointer, flags: SeatFlag.Agent, stream: adaSeat }, 'ben');
  ben.frame({ kind: FrameKind.Drawing, flags: Begin | End, stream: adaSeat, number: 1 }, 'ben');
  ben.frame({ kind: FrameKind.Draft, stream: adaSeat, number: 1 }, 'ben');
  const frames = [await customer.nextFrame(), await customer.nextFrame(), await customer.nextFrame()];
  expect(frames.map(({ kind }) => kind)).toEqual([FrameKind.Pointer, FrameKind.Drawing, FrameKind.Draft]);
  for (const { stream } of frames) expect(stream).toBe(adaSeat + 1);
  ben.frame({ kind: FrameKind.Act, flags: CLICK, stream: adaSeat, number: 1 }, 'ben');
  expect(await ben.next('assist_refused')).toMatchObject({ reason: 'no_grant' });
  // What only the customer's page says, of the switches, the grant, acts and proposals, is not heard of an agent.
  ben.send({ t: 'switches', given: givenSwitches({ ...SWITCHES, assist: { ...SWITCHES.assist, types: ['click', 'navigate'] } }) });
  ben.send({ t: 'respond_assist', requestId: '1', allow: true });
  ben.send({ t: 'stop_assist' });
  ben.send({ t: 'refuse_act', seat: adaSeat, act: 1, type: 'click', reason: 'masked' });
  ben.send({ t: 'answer_proposal', seat: adaSeat, proposal: 1, accepted: [] });
  await ben.settle();
  await ada.settle();
  expect(ada.heard()).toEqual([]);
  ben.frame({ kind: FrameKind.Drawing, flags: Anchor, stream: adaSeat, number: 1 }, 'at');
  expect(await ben.closed).toBe(CloseCode.Malformed);
});

test('I8 I15 I16 I17 floods: the customer’s page and the other agents get no more than the bounds, and what they send goes on', async () => {
  const { customer, ada, ben } = await world();
  const started = Date.now();
  for (let n = 1; n <= 900; n++) {
    ada.frame({ kind: FrameKind.Pointer }, 'p');
    ada.frame({ kind: FrameKind.Drawing, flags: n === 1 ? Begin : 0, number: 1 }, 'd');
    ada.frame({ kind: FrameKind.Act, flags: CLICK, number: n }, 'a');
    ada.frame({ kind: FrameKind.Draft, number: n }, 'f');
  }
  await ada.settle();
  ben.frame({ kind: FrameKind.Draft, number: 1 }, 'ben');
  await ben.settle();
  const seconds = Math.ceil((Date.now() - started) / 1_000);
  const counts = new Map<string, number>();
  for (const what of await arrived(customer)) counts.set(what, (counts.get(what) ?? 0) + 1);
  const most = { '2 p': 400 + 200 * seconds, '4 d': 400 + 200 * seconds, '5 a': 400 + 200 * seconds, '6 f': 10 + 10 * seconds };
  for (const [what, bound] of Object.entries(most)) {
    expect(counts.get(what), what).toBeGreaterThanOrEqual(10);
    expect(counts.get(what), what).toBeLessThanOrEqual(bound);
  }
  expect(counts.get('6 ben')).toBe(1);
});

test('I6 I15 I16 B1 sizes beyond the bounds close the connection', async () => {
  const { customer, ada, ben } = await world();
  ada.frame({ kind: FrameKind.Act, flags: CLICK, number: 1 }, new Uint8Array(LIMITS.actBytes + 1));
  expect(await ada.closed).toBe(CloseCode.Malformed);
  ben.frame({ kind: FrameKind.Draft, number: 1 }, new Uint8Array(LIMITS.draftBytes + 1));
  expect(await ben.closed).toBe(CloseCode.Malformed);
  customer.frame({ kind: FrameKind.Drawing, flags: Begin, number: 1 }, new Uint8Array(LIMITS.drawingBytes + 1));
  expect(await customer.closed).toBe(CloseCode.Malformed);
});
