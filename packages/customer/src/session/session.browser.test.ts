import { type ScriptedNetwork, welcome } from '@sightline/link/testing';
import { CloseCode, errorOf, PATHS, readHeader } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSeatStore } from './seat-store.js';
import { anna, causeOf, NAME, nextOf, sessionBench, token } from './session.fixture.js';

const ownPinToken = `h.${btoa('{"enable_byop":1}')}.s`;

let bench: ReturnType<typeof sessionBench>;
let network: ScriptedNetwork;
beforeEach(() => {
  bench = sessionBench();
  ({ network } = bench);
});
afterEach(() => bench.stop());

test('S3.1 start tells the PIN, the start, then answers', async () => {
  const { session, told, status } = await bench.open();
  expect(status()).toBe('session_idle');
  const done = session.start({ sdkToken: token }, (answer: unknown) => told.push(['callback', answer]));
  expect(status()).toBe('session_connecting');
  const peer = await network.accept();
  expect(await peer.next()).toMatchObject({ t: 'hello', sessionId: 's', key: 'k0', url: location.origin + location.pathname });
  expect(network.requests[0]).toMatchObject({ path: PATHS.create, body: { role: 'customer', sdkVersion: '3.11.0', sdkToken: token } });
  peer.send(welcome());
  await done;
  expect(told).toEqual([
    ['pincode_updated', { pinCode: '123456', pincode: '123456' }],
    ['session_started', { sessionId: 's', pinCode: '123456' }],
    ['callback', { success: true }],
  ]);
  expect(session.getSessionInfo()).toEqual({
    sessionStatus: 'session_started',
    sessionId: 's',
    pinCode: '123456',
    userId: 'u',
    userName: 'U',
    agents: [],
    startTime: '2024-01-01T00:00:00.000Z',
  });
});

test('S3.2 two starts in one tick', async () => {
  const { session } = await bench.open();
  const first = session.start({ sdkToken: token });
  expect(await causeOf(session.start({ sdkToken: token }))).toBe('connecting');
  expect(await causeOf(session.join({ pinCode: '1', sdkToken: token }))).toBe('connecting');
  const peer = await network.accept();
  peer.send(welcome());
  expect(await causeOf(first)).toBe('ok');
});

test('S3.3 what the page itself refuses, in order, without a request', async () => {
  const { session } = await bench.open();
  expect(await causeOf(session.start({ sdkToken: 5 }))).toBe('invalid_argument');
  expect(await causeOf(session.join())).toBe('session_gone');
  expect(await causeOf(session.join({}))).toBe('session_gone');
  expect(await causeOf(session.join({ pinCode: '', sdkToken: token }))).toBe('pin_required');
  expect(await causeOf(session.join({ pinCode: null, sdkToken: token }))).toBe('pin_required');
  expect(await causeOf(session.join({ pinCode: 'elevenchars', sdkToken: token }))).toBe('pin_too_long');
  expect(await causeOf(session.join({ pinCode: '12 34', sdkToken: token }))).toBe('pin_bad_chars');
  expect(await causeOf(session.start({ sdkToken: ownPinToken }))).toBe('pin_required');
  expect(await causeOf(session.start({ sdkToken: ownPinToken, customPinCode: 'ü' }))).toBe('pin_bad_chars');
  expect(network.requests).toEqual([]);
  const live = await bench.started();
  expect(await causeOf(live.session.join({ pinCode: 'ü', sdkToken: token }))).toBe('already_active');
  expect(await causeOf(live.session.start({ sdkToken: 5 }))).toBe('invalid_argument');
  const ending = live.session.end();
  expect(await causeOf(live.session.start({ sdkToken: token }))).toBe('canceling');
  live.peer.send({ t: 'ended', reason: 'ended_by_customer' });
  await ending;
});

test('S3.4 end cancels a running start and gives the seat back', async () => {
  const { session, told, status } = await bench.open();
  const started = session
    .start({ sdkToken: token }, () => told.push(['start answered']))
    .catch((e: unknown) => told.push(['start failed', e]));
  await network.accept();
  const ended = session.end(() => told.push(['end answered']));
  expect(status()).toBe('session_ending');
  await Promise.all([started, ended]);
  expect(told.map(([name]) => name)).toEqual(['session_error', 'start answered', 'start failed', 'session_ended', 'end answered']);
  expect(told[0]?.[1]).toMatchObject({ code: 1017, cause: 'canceling' });
  expect(told[2]?.[1]).toBe(told[0]?.[1]);
  expect(status()).toBe('session_ended');
  expect(network.requests.at(-1)).toEqual({ path: PATHS.end, body: { sessionId: 's', key: 'k0' } });
});

test('S3.5 end twice is one end', async () => {
  const { session, peer, names, status } = await bench.started();
  let answered = 0;
  const both = [session.end(() => answered++), session.end(() => answered++)];
  expect(await nextOf(peer)).toEqual({ t: 'end' });
  expect(answered).toBe(0);
  for (const method of ['start', 'join', 'pause', 'resume', 'removeAgent', 'respondAgent', 'annotate', 'preview'] as const)
    expect(await causeOf(session[method](method === 'preview' ? true : { sdkToken: token, userId: 'anna', allow: true })), method).toBe(
      'canceling',
    );
  peer.send({ t: 'ended', reason: 'ended_by_customer' });
  await Promise.all(both);
  expect(answered).toBe(2);
  expect(network.requests.map(({ path }) => path)).toEqual([PATHS.create]);
  expect(names().filter((name) => name === 'session_ended')).toHaveLength(1);
  expect(status()).toBe('session_ended');
  expect(document.cookie).not.toContain(NAME);
  expect(await causeOf(session.end())).toBe('ok');
});

test('S3.6 agents come and go', async () => {
  const { session, peer, told, status } = await bench.started();
  peer.send({ t: 'agent_joined', ...anna, agentCount: 1 });
  expect(status()).toBe('session_active');
  expect(session.getSessionInfo()).toMatchObject({ agents: [anna] });
  peer.send({ t: 'agent_left', ...anna, agentCount: 0, reason: 'left' });
  expect(status()).toBe('session_started');
  peer.send({ t: 'pin', pinCode: '654321' });
  expect(told).toEqual([
    ['agent_joined', { ...anna, agentCount: 1 }],
    ['agent_left', { ...anna, agentCount: 0, reason: 'left' }],
    ['pincode_updated', { pinCode: '654321', pincode: '654321' }],
  ]);
});

test('S3.7 a join by PIN tells who is there', async () => {
  const { session, told } = await bench.open();
  const done = session.join({ pinCode: 'ab12', sdkToken: token }, () => told.push(['callback']));
  const peer = await network.accept();
  peer.send(welcome({ agents: [anna, { userId: 'b', userName: 'B' }] }));
  await done;
  expect(told.map(([name]) => name)).toEqual(['session_started', 'agent_joined', 'agent_joined', 'callback']);
  expect(network.requests[0]).toMatchObject({ path: PATHS.find, body: { pinCode: 'ab12' } });
});

test('S3.8 a refusal is one object, three times', async () => {
  network.answers.set(PATHS.create, () => [403, { ...errorOf('1001:site_invalid') }]);
  const { session, told, status } = await bench.open();
  await session
    .start({ sdkToken: token }, (answer: unknown) => told.push(['callback', (answer as { error: unknown }).error]))
    .catch((e: unknown) => told.push(['promise', e]));
  expect(told.map(([name]) => name)).toEqual(['session_error', 'callback', 'promise']);
  expect({ ...(told[0]?.[1] as object) }).toEqual({ ...errorOf('1001:site_invalid') });
  expect(told[1]?.[1]).toBe(told[0]?.[1]);
  expect(told[2]?.[1]).toBe(told[0]?.[1]);
  expect(status()).toBe('session_idle');
});

test('S3.9 frames only between keyframe and pause', async () => {
  const { session, peer, status } = await bench.started();
  const frame = async (): Promise<number | undefined> => {
    for (;;) {
      const message = await peer.next();
      if (message instanceof Uint8Array) return readHeader(message)?.stream;
    }
  };
  document.body.append('before anybody asks');
  peer.send({ t: 'keyframe' });
  expect(await frame()).toBe(1);
  const paused = session.pause();
  while ((await nextOf(peer)) instanceof Uint8Array);
  peer.send({ t: 'paused' });
  await paused;
  expect(status()).toBe('session_paused');
  document.body.append('while paused');
  peer.send({ t: 'keyframe' });
  const resumed = session.resume();
  expect(await nextOf(peer)).toEqual({ t: 'resume', url: location.origin + location.pathname });
  peer.send({ t: 'resumed' });
  await resumed;
  peer.send({ t: 'keyframe' });
  expect(await frame()).toBe(2);
});

test('S3.15 what was under way as she paused opens nothing, however often she changes her mind', async () => {
  const { session, peer } = await bench.started();
  peer.send({ t: 'keyframe' });
  while (!((await nextOf(peer)) instanceof Uint8Array));
  const done = [session.pause(), session.resume(), session.pause()];
  while ((await nextOf(peer)) instanceof Uint8Array);
  // Each was sent before the service heard the last.
  document.body.append('private');
  for (const t of ['keyframe', 'idle', 'keyframe', 'paused', 'resumed', 'keyframe'] as const) {
    peer.send({ t });
    // A capture would have begun by then.
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
  }
  const said = [await peer.next(), await peer.next()];
  peer.send({ t: 'paused' });
  await Promise.all(done);
  void session.resume();
  said.push(await peer.next());
  expect(said).toMatchObject([{ t: 'resume' }, { t: 'pause' }, { t: 'resume' }]);
  peer.send({ t: 'resumed' });
  peer.send({ t: 'keyframe' });
  while (!((await nextOf(peer)) instanceof Uint8Array));
});

test('S3.15 a page that comes while sharing is paused says nothing of itself before it is resumed', async () => {
  createSeatStore(window, NAME).write({ sessionId: 's', key: 'k1' }, 120_000);
  const { you, pinCode, startTime, agents, reconnectWindowMs } = welcome({ agents: [anna] });
  const info = { you, pinCode, startTime, agents, reconnectWindowMs, paused: true };
  network.answers.set(PATHS.state, () => [200, { state: 'live', info }]);
  const { session, status } = await bench.open();
  const joining = session.join();
  const peer = await network.accept();
  const hello = await peer.next();
  expect(hello).toMatchObject({ t: 'hello', key: 'k1' });
  expect(JSON.stringify(hello)).not.toContain(location.host);
  peer.send(welcome({ key: 'k2', agents: [anna], lastStream: 4, paused: true }));
  await joining;
  expect(status()).toBe('session_paused');
  peer.send({ t: 'keyframe' });
  document.body.append('private');
  window.dispatchEvent(new Event('blur'));
  peer.close(1006);
  const again = await network.accept();
  expect(Object.keys((await again.next()) as object).toSorted()).toEqual(['approval', 'key', 'sdk', 'sessionId', 't', 'v']);
  again.send(welcome({ key: 'k3', agents: [anna], lastStream: 4, paused: true }));
  const resumed = session.resume();
  // The first it says after its hello.
  expect(await again.next()).toEqual({ t: 'resume', url: location.origin + location.pathname });
  again.send({ t: 'resumed' });
  await resumed;
  expect(await again.next()).toMatchObject({ t: 'rules' });
  again.send({ t: 'keyframe' });
  while (!((await again.next()) instanceof Uint8Array));
});

test('2.13 2.15 where a rule’s code does not come nothing is shared', async () => {
  const offline = (): Promise<never> => Promise.reject(new Error('offline'));
  // Patterns are checked by it before anything begins.
  const { session } = await bench.open({ ui: false, piiMask: { maskPatterns: ['card'] } }, offline);
  expect(await causeOf(session.start({ sdkToken: token }))).toBe('network');

  const { peer, told, status } = await bench.started({ ui: false, piiMask: { maskType: 'all' } }, offline);
  told.length = 0;
  peer.send({ t: 'keyframe' });
  // The first it says is that it is over: no frame before.
  expect(await nextOf(peer)).toEqual({ t: 'end', fault: true });
  expect(status()).toBe('session_ended');
  expect(told).toMatchObject([
    ['session_error', { code: 9999, cause: 'session_error' }],
    ['session_ended', { reason: 'error' }],
  ]);
});

test('S3.10 replaced by another tab: quietly idle', async () => {
  const { peer, told, status } = await bench.started();
  peer.close(CloseCode.Replaced);
  expect(status()).toBe('session_idle');
  expect(told).toEqual([]);
  expect(document.cookie).toContain(NAME);
});

test('S3.11 a method that needs a session says so outside of one', async () => {
  const { session, told } = await bench.open();
  expect(await causeOf(session.annotate({ tool: 'pen' }))).toBe('invalid_argument');
  expect(told[0]?.[1]).toMatchObject({ message: 'Invalid argument: annotate.' });
});

test('S4.1 a live session of before: join resumes with the newest key', async () => {
  const { session, told, status } = await bench.leftBehind('live');
  expect(session.getSessionInfo()).toEqual({ sessionStatus: 'session_recoverable' });
  expect(await causeOf(session.start({ sdkToken: token }))).toBe('already_active');
  expect(await causeOf(session.join({ pinCode: '1', sdkToken: token }))).toBe('already_active');
  told.length = 0;
  const done = session.join();
  expect(await causeOf(session.start({ sdkToken: token }))).toBe('transfer_recovering');
  told.length = 0;
  const peer = await network.accept();
  expect(await peer.next()).toMatchObject({ t: 'hello', sessionId: 's', key: 'k1' });
  peer.send(welcome({ key: 'k2', agents: [anna], lastStream: 4 }));
  await done;
  expect(told.map(([name]) => name)).toEqual(['session_started', 'agent_joined']);
  expect(status()).toBe('session_active');
});

test('S4.1 the connection of the page before may not be missed yet', async () => {
  createSeatStore(window, NAME).write({ sessionId: 's', key: 'k1' }, 120_000);
  let asked = 0;
  network.answers.set(PATHS.state, () => [200, { state: ++asked < 3 ? 'held' : 'live' }]);
  const { status } = await bench.open();
  expect(status()).toBe('session_recoverable');
  expect(asked).toBe(3);
});

test('S4.4 another tab holds it: idle, and nobody is asked where there is no state', async () => {
  const { session, status } = await bench.leftBehind('held');
  expect(status()).toBe('session_idle');
  expect(await causeOf(session.join())).toBe('already_active');
  document.cookie = `${NAME}=; Path=/; Max-Age=0`;
  network.requests.length = 0;
  await bench.open();
  expect(network.requests).toEqual([]);
});

test('S4.1 end in session_recoverable ends it', async () => {
  const { session, names, status } = await bench.leftBehind('live');
  await session.end();
  expect(network.requests.at(-1)).toEqual({ path: PATHS.end, body: { sessionId: 's', key: 'k1' } });
  expect(names()).toEqual(['session_ended']);
  expect(status()).toBe('session_ended');
  expect(document.cookie).not.toContain(NAME);
});

test('S4.2 a session that is gone leaves nothing', async () => {
  const { status } = await bench.leftBehind('gone');
  expect(status()).toBe('session_idle');
  expect(document.cookie).not.toContain(NAME);
});
