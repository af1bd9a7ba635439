import { scriptNetwork, type ScriptedNetwork, type ScriptedPeer, welcome as customerWelcome } from '@sightline/link/testing';
import { CloseCode, PATHS, PROTOCOL_VERSION, type Welcome } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AGENT_EVENTS } from './events.js';
import { createAgentSdk } from './sdk.js';
import type { AgentSession } from './session.js';

const token = `h.${btoa('{}')}.s`;
const seat = { sessionId: 's', key: 'k0', pinCode: '123456' };
const carla = { userId: 'carla', userName: 'Carla' };
const bob = { userId: 'bob', userName: 'Bob' };
const welcome = (more: Partial<Welcome> = {}): Welcome =>
  customerWelcome({ you: { userId: 'anna', userName: 'Anna', role: 'agent' }, assetBase: '/a/x', ...more });

let network: ScriptedNetwork;
let root: HTMLElement;

beforeEach(() => {
  network = scriptNetwork();
  for (const path of [PATHS.create, PATHS.find]) network.answers.set(path, () => [200, seat]);
  root = document.createElement('div');
  root.id = 'viewer-root';
  document.body.append(root);
});
afterEach(() => {
  root.remove();
  sessionStorage.clear();
});

async function open(settings: object = { zoomAppRoot: '#viewer-root' }) {
  const sdk = createAgentSdk({ window: () => window, script: undefined });
  const opening = network.during(() => sdk.init({ appKey: 'KEY', host: 'https://service.test', ...settings }));
  const session: AgentSession = await opening;
  const told: unknown[][] = [];
  for (const event of AGENT_EVENTS) session.on(event, (payload) => told.push([event, payload]));
  return { session, told, names: () => told.splice(0).map(([name]) => name), status: () => session.getSessionInfo().sessionStatus };
}

async function joined(more: Partial<Welcome> = {}) {
  const page = await open();
  const done = page.session.join({ pinCode: '123456', sdkToken: token });
  const peer = await network.accept();
  await peer.next();
  peer.send(welcome(more));
  await done;
  return { ...page, peer };
}

const causeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { cause: string; message: string }) => (error.cause === 'invalid_argument' ? error.message : error.cause),
  );

async function nextOf(peer: ScriptedPeer): Promise<unknown> {
  const message = await peer.next();
  return (message as { t: string }).t === 'ping' ? nextOf(peer) : message;
}

test('S6.1 a join tells who is there, then answers', async () => {
  const { session, told } = await open();
  const done = session.join({ pinCode: '123456', sdkToken: token }, () => told.push(['callback', undefined]));
  const peer = await network.accept();
  expect(await peer.next()).toEqual({ t: 'hello', v: PROTOCOL_VERSION, sdk: '3.11.0', sessionId: 's', key: 'k0' });
  peer.send(welcome({ agents: [bob], customer: { ...carla, present: true } }));
  await done;
  expect(told).toEqual([
    ['session_joined', { sessionId: 's', pinCode: '123456' }],
    ['agent_joined', { ...bob, agentCount: 2 }],
    ['customer_joined', carla],
    ['callback', undefined],
  ]);
  expect(network.requests.at(-1)).toMatchObject({ path: PATHS.find, body: { role: 'agent', pinCode: '123456' } });
  expect(root.childElementCount).toBeGreaterThan(0);
  await session.leave();
});

test('S6.2 agent first: PIN, start, callback, and the customer later', async () => {
  const { session, names, told, status } = await open();
  const done = session.start({ sdkToken: token }, () => told.push(['callback']));
  const peer = await network.accept();
  peer.send(welcome());
  await done;
  expect(names()).toEqual(['pincode_updated', 'session_started', 'callback']);
  expect(status()).toBe('session_started');
  peer.send({ t: 'customer_joined', ...carla });
  peer.send({ t: 'customer_away' });
  peer.send({ t: 'customer_away' });
  peer.send({ t: 'customer_back' });
  expect(names()).toEqual(['customer_joined', 'customer_away', 'customer_back']);
  expect(status()).toBe('session_active');
  await session.leave();
});

test('S6.3 leave goes at once and forgets the key', async () => {
  const { session, names, status, peer } = await joined();
  names();
  expect(sessionStorage.length).toBe(1);
  await session.leave();
  expect(await peer.next()).toEqual({ t: 'leave' });
  expect(names()).toEqual(['session_left']);
  expect(status()).toBe('session_idle');
  expect(sessionStorage.length).toBe(0);
  expect(root.childElementCount).toBe(0);
});

test('S6.4 a reload resumes with the newest key', async () => {
  const before = await joined({ key: 'k7' });
  before.peer.close(CloseCode.Replaced);
  sessionStorage.setItem('sightline.agent.KEY', JSON.stringify({ sessionId: 's', key: 'k7' }));
  network.answers.set(PATHS.state, () => [200, { state: 'held' }]);
  const { session, status } = await open();
  expect(status()).toBe('session_recoverable');
  const done = session.join();
  const peer = await network.accept();
  expect(await peer.next()).toMatchObject({ key: 'k7' });
  peer.send(welcome({ key: 'k8' }));
  await done;
  expect(JSON.parse(sessionStorage.getItem('sightline.agent.KEY') ?? '')).toEqual({ sessionId: 's', key: 'k8' });
  peer.send({ t: 'ended', reason: 'ended_by_customer' });
  expect(status()).toBe('session_ended');
  expect(sessionStorage.length).toBe(0);
});

test('S6.7 one who waits sees a curtain; let in, he is told what a join tells', async () => {
  const { session, told } = await open();
  const done = session.join({ pinCode: '123456', sdkToken: token }, () => told.push(['callback', undefined]));
  const peer = await network.accept();
  peer.send(welcome({ waiting: true }));
  await done;
  expect(told.splice(0)).toEqual([['callback', undefined]]);
  expect(session.getSessionInfo()).toMatchObject({ sessionStatus: 'session_started' });
  const note = () => root.firstElementChild?.shadowRoot?.querySelector('.note')?.textContent;
  expect(note()).toContain('permission');
  peer.send({ t: 'admitted', pinCode: '123456', paused: false, agents: [bob], customer: { ...carla, present: true }, assetBase: '/a' });
  expect(told).toEqual([
    ['session_joined', { sessionId: 's', pinCode: '123456' }],
    ['agent_joined', { ...bob, agentCount: 2 }],
    ['customer_joined', carla],
  ]);
  expect(note()).not.toContain('permission');
  await session.leave();
});

test('S6.7 refused, it ends; agent first, her coming is told when she has allowed him', async () => {
  const refused = await joined({ waiting: true });
  refused.names();
  refused.peer.send({ t: 'ended', reason: 'removed' });
  expect(refused.told).toEqual([['session_ended', { reason: 'removed' }]]);
  const first = await joined();
  first.names();
  first.peer.send({ t: 'waiting' });
  expect(first.names()).toEqual([]);
  first.peer.send({ t: 'admitted', pinCode: '1', paused: false, agents: [], customer: { ...carla, present: true }, assetBase: '/a' });
  expect(first.names()).toEqual(['customer_joined']);
  await first.session.leave();
});

test('S6.8 a pause is answered when the curtain is there', async () => {
  const { peer, session, names } = await joined({ customer: { ...carla, present: true } });
  names();
  peer.send({ t: 'paused' });
  expect(root.firstElementChild?.shadowRoot?.querySelector('.note')?.textContent).toContain('paused');
  expect(await nextOf(peer)).toEqual({ t: 'covered' });
  expect(names()).toEqual(['session_paused']);
  await session.leave();
});

test('S6.9 leave without a connection is said by HTTP', async () => {
  network.answers.set(PATHS.leave, () => [200, {}]);
  const { peer, session, status } = await joined();
  peer.close(1006);
  await session.leave();
  expect(status()).toBe('session_idle');
  await expect.poll(() => network.requests.at(-1)).toEqual({ path: PATHS.leave, body: { sessionId: 's', key: 'k1' } });
});

test('S6.10 the viewer of an ended session makes room for the next', async () => {
  const first = await joined();
  first.peer.send({ t: 'ended', reason: 'expired' });
  expect(root.childElementCount).toBe(1);
  const again = first.session.join({ pinCode: '123456', sdkToken: token });
  (await network.accept()).send(welcome({ key: 'k3' }));
  await again;
  expect(root.childElementCount).toBe(1);
  await first.session.leave();
  expect(root.childElementCount).toBe(0);
});

test('S6.5 what the page itself refuses', async () => {
  const rootless = await open({});
  expect(await causeOf(rootless.session.join({ pinCode: '1', sdkToken: token }))).toBe('Invalid argument: zoomAppRoot.');
  const { session, peer } = await joined();
  expect(await causeOf(session.join({ pinCode: 'ü', sdkToken: token }))).toBe('already_active');
  expect(await causeOf(session.annotate({ tool: 'pen' }))).toBe('Invalid argument: annotate.');
  const ending = session.end();
  for (const method of [
    'start',
    'join',
    'leave',
    'createAgentViewerEndpoint',
    'annotate',
    'requestRemoteAssist',
    'stopRemoteAssist',
  ] as const)
    expect(await causeOf(session[method]({ sdkToken: token, pinCode: '1', types: ['click'] })), method).toBe('canceling');
  peer.send({ t: 'ended', reason: 'ended_by_agent' });
  await ending;
  const again = session.join({ pinCode: '1', sdkToken: token });
  expect(await causeOf(session.start({ sdkToken: token }))).toBe('connecting');
  (await network.accept()).send({ t: 'ended', reason: 'expired' });
  expect(await causeOf(again)).toBe('session_gone');
  expect(await causeOf(session.join())).toBe('session_gone');
});

test('S6.11 init again with another zoomAppRoot moves the viewer there, and asks for the page again', async () => {
  const sdk = createAgentSdk({ window: () => window, script: undefined });
  const settings = { appKey: 'KEY', host: 'https://service.test' };
  const session = await network.during(() => sdk.init({ ...settings, zoomAppRoot: root }));
  // A console that mounts its view twice before anyone joins.
  const later = document.body.appendChild(document.createElement('div'));
  root.remove();
  expect(await sdk.init({ ...settings, zoomAppRoot: later })).toBe(session);
  const done = session.join({ pinCode: '123456', sdkToken: token });
  const peer = await network.accept();
  await peer.next();
  peer.send(welcome());
  await done;
  expect([root.childElementCount, later.childElementCount]).toEqual([0, 1]);
  // And one that does so in the middle of a session.
  later.remove();
  document.body.append(root);
  await sdk.init({ ...settings, zoomAppRoot: root });
  expect([root.childElementCount, later.childElementCount]).toEqual([1, 0]);
  await expect.poll(() => nextOf(peer)).toEqual({ t: 'resync', reason: 'moved' });
  // The same element again moves and asks nothing; what a session cannot change any more is refused by its name.
  await sdk.init({ ...settings, zoomAppRoot: root });
  for (const [name, other] of [
    ['appKey', { appKey: 'OTHER' }],
    ['host', { host: 'https://other.test' }],
    ['zoomHostName', { zoomHostName: 'other.test' }],
    ['zoomAppRoot', { zoomAppRoot: document.implementation.createHTMLDocument().body }],
  ] as const)
    expect(await causeOf(sdk.init({ appKey: 'KEY', zoomAppRoot: root, ...other }))).toBe(`Invalid argument: ${name}.`);
  expect(root.childElementCount).toBe(1);
  await session.leave();
  expect(await nextOf(peer)).toEqual({ t: 'leave' });
  later.remove();
});

test('D11 annotate and clearAnnotations: what they refuse, and that they do what the tools do', async () => {
  const { session, peer, names } = await joined({ customer: { ...carla, present: true } });
  expect(await causeOf(session.annotate({ tool: 'crayon' }))).toBe('Invalid argument: tool.');
  expect(await causeOf(session.annotate({ tool: 'pen', color: 'red' }))).toBe('Invalid argument: color.');
  expect(await causeOf(session.clearAnnotations({ all: 'yes' }))).toBe('Invalid argument: all.');
  // Nothing is shown yet, and the page has not said that agents may draw.
  expect(await causeOf(session.annotate({ tool: 'pen', color: '#d00' }))).toBe('Invalid argument: annotate.');
  expect(await causeOf(session.clearAnnotations())).toBe('Invalid argument: clearAnnotations.');
  expect(await causeOf(session.annotate())).toBe('ok');
  peer.send({ t: 'switches', draw: { agents: true, customer: false }, assist: { types: [], consent: true, confirmStop: false } });
  // Whoever has no seat draws nothing.
  expect(await causeOf(session.clearAnnotations())).toBe('Invalid argument: clearAnnotations.');
  names();
  await session.leave();
  expect(await causeOf(session.annotate())).toBe('Invalid argument: annotate.');
  const seated = await joined({ you: { userId: 'anna', userName: 'Anna', role: 'agent', seat: 3, color: 1 } });
  seated.peer.send({ t: 'switches', draw: { agents: true, customer: false }, assist: { types: [], consent: true, confirmStop: false } });
  expect(await causeOf(seated.session.clearAnnotations({ all: true }))).toBe('ok');
  expect(await nextOf(seated.peer)).toEqual({ t: 'clear_drawings', all: true });
  await seated.session.leave();
});

test('S6.6 a hosted viewer’s address', async () => {
  const { session } = await open();
  expect(await causeOf(session.createAgentViewerEndpoint({ sdkToken: token }))).toBe('pin_required');
  network.answers.set(PATHS.viewer, () => [200, { url: '/desk?viewer=x' }]);
  expect(await session.createAgentViewerEndpoint({ pinCode: '12', sdkToken: token })).toEqual({
    agentViewerUrl: 'https://service.test/desk?viewer=x',
  });
});

test('S1.2 settings of the agent’s init are named, S1.4 and still give a session', async () => {
  const sdk = createAgentSdk({ window: () => window, script: undefined });
  const failing = async (settings: object): Promise<string> => {
    let answer: { success?: boolean; session?: AgentSession } = {};
    const cause = await causeOf(sdk.init({ appKey: 'KEY', host: 'https://service.test', ...settings }, (a: object) => (answer = a)));
    expect(answer.success).toBe(false);
    expect(await causeOf(answer.session?.join() ?? Promise.resolve())).toBe(cause);
    return cause;
  };
  expect(await failing({ zoomAppRoot: '#nowhere' })).toBe('Invalid argument: zoomAppRoot.');
  expect(await failing({ zoomAppRoot: '][' })).toBe('Invalid argument: zoomAppRoot.');
  expect(await failing({ host: 'http://plain.test' })).toBe('Invalid argument: host.');
  expect(await failing({ appKey: 7 })).toBe('Invalid argument: appKey.');
});

test('S1.2 a misspelt setting of init is refused by name, with the one it was meant to have', async () => {
  const sdk = createAgentSdk({ window: () => window, script: undefined });
  const call = sdk.init({ appKey: 'KEY', host: 'https://service.test', zoomApRoot: '#viewer-root' });
  await expect(call).rejects.toMatchObject({ message: 'Invalid argument: zoomApRoot.', action: 'Did you mean zoomAppRoot?' });
});
