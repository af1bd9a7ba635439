import { createHmac } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { memoryStore } from '../store/memory.js';
import type { Store } from '../store/store.js';
import { type Answering, accept, hang, refuse, testReceiver } from '../testing/test-receiver.js';
import { endpoint, firsts, happen, idOf, outbox, sessionOf } from '../testing/webhook-sessions.js';
import { createAddressRules, parsePrivateHosts } from './address-rules.js';
import { backOff } from './back-off.js';
import { createPoster } from './post-json.js';
import { type Attempt, createSender, SENDER_LIMITS } from './sender.js';

const SEED = Number(process.env.SEED ?? 20_261_201);
const LIMITS = { ...SENDER_LIMITS, pollMs: 20, postMs: 300 };
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** `random`: what back-off is drawn by; 0 waits for nothing. */
function sending(store: Store, random: () => number = () => 0.02, limits = LIMITS) {
  const attempts: Attempt[] = [];
  const faults: unknown[] = [];
  const poster = createPoster({
    rules: createAddressRules({ demo: true, privateHosts: parsePrivateHosts('') }),
    deadlineMs: limits.postMs,
  });
  const sender = createSender({
    store,
    post: poster.post,
    limits,
    now: Date.now,
    random,
    tried: (attempt: Attempt) => attempts.push(attempt),
    fault: (error: unknown) => faults.push(error),
  });
  stops.push(async () => {
    await sender.stop();
    poster.stop();
    expect(faults).toEqual([]);
  });
  return { sender, attempts };
}

async function setup(answering?: Answering) {
  const store = await memoryStore();
  stops.push(store.stop);
  const receiver = await testReceiver(answering);
  stops.push(receiver.stop);
  await endpoint(store, { id: 'a', accountId: 'one', url: receiver.url() });
  return { store, receiver };
}

const pending = async (store: Store): Promise<number> => (await store.pendingDeliveries()).count;

test('W27 a delivery is signed by the newest secret, in the headers of both names', async () => {
  const { store, receiver } = await setup();
  const newest = 'the secret that comes after it, long enough';
  await store.addEndpointSecret({ endpointId: 'a', value: newest, at: 9 });
  await happen(store, 's', 0);
  const { attempts } = sending(store);
  await expect.poll(() => pending(store)).toBe(0);
  expect(receiver.received).toHaveLength(4);
  for (const { headers, body } of receiver.received) {
    const timestamp = headers['x-zm-request-timestamp'] as string;
    expect(Math.abs(Date.now() / 1000 - Number(timestamp))).toBeLessThan(60);
    const signature = `v0=${createHmac('sha256', newest).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    expect(headers['x-zm-signature']).toBe(signature);
    expect(headers['x-cobrowse-signature']).toBe(signature);
    expect(headers['x-cobrowse-request-timestamp']).toBe(timestamp);
  }
  await expect.poll(() => attempts.length).toBe(4);
  expect(attempts[0]).toMatchObject({ state: 'done', outcome: { kind: 'delivered', status: 200 } });
});

test('W24 a session whose receiver refuses waits for its turn, in order; others go on', async () => {
  let refusals = 0;
  const { store, receiver } = await setup((one, response, socket) =>
    (sessionOf(one) === 'sad' && refusals++ < 3 ? refuse : accept)(one, response, socket),
  );
  await happen(store, 'sad', 2);
  await happen(store, 'glad', 2);
  const { attempts } = sending(store);
  await expect.poll(() => pending(store)).toBe(0);
  expect(firsts(receiver.received)).toEqual(await outbox(store));
  const sad = receiver.received.filter((one) => sessionOf(one) === 'sad').map(idOf);
  expect(new Set(sad.slice(0, 4)).size).toBe(1);
  expect(sad).toHaveLength(11);
  await expect.poll(() => attempts.length).toBe(19);
  expect(attempts.filter(({ outcome }) => outcome.kind === 'failed')).toMatchObject([1, 2, 3].map((n) => ({ claimed: { attempts: n } })));
});

test('W30 a receiver that hangs holds up no other one, and has one request at a time once it is known', async () => {
  const { store, receiver } = await setup(hang);
  const well = await testReceiver();
  stops.push(well.stop);
  await endpoint(store, { id: 'well', accountId: 'one', url: well.url() });
  for (let n = 0; n < 40; n++) await happen(store, `s${n}`, 1);
  const { attempts } = sending(store, () => 0.02, { ...LIMITS, postMs: 1_500 });
  await expect.poll(() => well.received.length).toBe(240);
  expect(receiver.received).toHaveLength(SENDER_LIMITS.perEndpoint);
  await expect.poll(() => attempts.filter(({ outcome }) => outcome.kind === 'failed').length).toBe(SENDER_LIMITS.perEndpoint);
  await expect.poll(() => receiver.received.length).toBe(SENDER_LIMITS.perEndpoint + 1);
});

test('W31 what is in the air when the sender stops lands, or is sent again by the next one', async () => {
  const { store, receiver } = await setup(hang);
  await happen(store, 's', 0);
  const { sender } = sending(store, undefined, { ...LIMITS, leaseMs: 200_000, postMs: 60_000, graceMs: 20 });
  await expect.poll(() => receiver.received.length).toBe(1);
  await sender.stop();
  expect((await store.deliveries({ endpointId: 'a', limit: 9, state: 'pending' })).deliveries.map(({ attempts }) => attempts)).toEqual([
    0, 0, 0, 0,
  ]);
  receiver.answering = accept;
  sending(store);
  await expect.poll(() => pending(store)).toBe(0);
  expect(firsts(receiver.received)).toEqual(await outbox(store));
  expect(receiver.received).toHaveLength(5);
});

test('W25 a sender that stood still while its claim went by sends nothing of it', async () => {
  const { store, receiver } = await setup();
  await happen(store, 's', 0);
  const claims: number[] = [];
  let receivedBy = 0;
  receiver.answering = (one, response, socket) => {
    receivedBy ||= claims.length;
    accept(one, response, socket);
  };
  const still: Store = {
    ...store,
    async claimDeliveries(claim) {
      const claimed = await store.claimDeliveries(claim);
      claims.push(claimed.length);
      if (claims.length === 1) await new Promise((resolve) => setTimeout(resolve, 300));
      return claimed;
    },
  };
  const { attempts } = sending(still, () => 0, { ...LIMITS, leaseMs: 700, postMs: 300 });
  await expect.poll(() => receiver.received.length).toBe(4);
  expect(claims[0]).toBe(1);
  expect(receivedBy).toBeGreaterThan(1);
  await expect.poll(() => attempts.length).toBe(4);
  expect(attempts[0]?.claimed.attempts).toBe(1);
});

test('W30 while the store fails the sender says so once, and goes on when it works again', async () => {
  const { store, receiver } = await setup();
  await happen(store, 's', 0);
  let broken = true;
  let asked = 0;
  const failing: Store = {
    ...store,
    async dueEndpoints() {
      asked++;
      if (broken) throw new Error('no store');
      return store.dueEndpoints();
    },
  };
  const faults: unknown[] = [];
  const poster = createPoster({
    rules: createAddressRules({ demo: true, privateHosts: parsePrivateHosts('') }),
    deadlineMs: LIMITS.postMs,
  });
  const sender = createSender({
    store: failing,
    post: poster.post,
    limits: LIMITS,
    now: Date.now,
    random: () => 0,
    tried: () => {},
    fault: (error) => faults.push(error),
  });
  await expect.poll(() => asked).toBeGreaterThan(3);
  expect(faults).toHaveLength(1);
  broken = false;
  await expect.poll(() => receiver.received.length).toBe(4);
  await sender.stop();
  poster.stop();
});

test('W30 back-off is drawn between nothing and a bound that doubles, an hour at most', () => {
  const bounds = [1, 2, 3, 12, 13, 400].map((attempt) => backOff(attempt, () => 1));
  expect(bounds).toEqual([1_000, 2_000, 4_000, 2_048_000, 3_600_000, 3_600_000]);
  expect(backOff(13, () => 0)).toBe(0);
  expect(backOff(3, () => 0.5)).toBe(2_000);
});

const moods: readonly Answering[] = [
  refuse,
  hang,
  (_received, _response, socket) => void socket.destroy(),
  (_received, response, socket) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half');
    setImmediate(() => socket.destroy());
  },
  (_received, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  (one, response, socket) => void setTimeout(() => accept(one, response, socket), 30),
  (_received, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  },
];

test(`W32 two senders on one outbox and a receiver of any mood: everything arrives, each session in order (seed ${SEED})`, async () => {
  let state = SEED;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const { store, receiver } = await setup((one, response, socket) => {
    const mood = draw() < 0.3 ? moods[Math.floor(draw() * moods.length)] : accept;
    (mood ?? accept)(one, response, socket);
  });
  let count = 0;
  for (let n = 0; n < 10; n++) count += await happen(store, `before ${n}`, Math.floor(draw() * 4));
  const slow = { ...LIMITS, postMs: 100 };
  const senders = [sending(store, () => draw() / 50, slow), sending(store, () => draw() / 50, slow)];
  for (let n = 0; n < 10; n++) {
    count += await happen(store, `while ${n}`, Math.floor(draw() * 4));
    for (const { sender } of senders) if (draw() < 0.5) sender.wake();
  }
  await expect.poll(() => pending(store), { timeout: 50_000 }).toBe(0);
  const first = firsts(receiver.received);
  expect(first).toEqual(await outbox(store));
  expect([...first.values()].flat()).toHaveLength(count);
  // The moods were met, and both worked.
  expect(receiver.received.length).toBeGreaterThan(count);
  for (const { attempts } of senders) expect(attempts.length).toBeGreaterThan(count / 10);
});
