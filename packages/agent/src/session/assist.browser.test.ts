import { scriptNetwork, type ScriptedNetwork, type ScriptedPeer, welcome as customerWelcome } from '@sightline/link/testing';
import { PATHS, type Welcome } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AGENT_EVENTS } from './events.js';
import { createAgentSdk } from './sdk.js';

const token = `h.${btoa('{}')}.s`;
const carla = { userId: 'carla', userName: 'Carla', present: true };
const anna = { userId: 'anna', userName: 'Anna' };
const bob = { userId: 'bob', userName: 'Bob' };
const switches = (types: ('scroll_page' | 'edit_form')[]) => ({
  draw: { agents: true, customer: false },
  assist: { types, consent: true, confirmStop: false },
});

let network: ScriptedNetwork;
let root: HTMLElement;
let leave = async (): Promise<unknown> => undefined;
beforeEach(() => {
  network = scriptNetwork();
  network.answers.set(PATHS.find, () => [200, { sessionId: 's', key: 'k0', pinCode: '123456' }]);
  root = document.body.appendChild(document.createElement('div'));
});
afterEach(async () => {
  await leave();
  root.remove();
  sessionStorage.clear();
});

async function open() {
  const sdk = createAgentSdk({ window: () => window, script: undefined });
  const session = await network.during(() => sdk.init({ appKey: 'KEY', host: 'https://service.test', zoomAppRoot: root }));
  leave = () => session.leave();
  const told: unknown[][] = [];
  for (const event of AGENT_EVENTS) session.on(event, (payload) => told.push([event, payload]));
  return { session, told };
}

const welcome = (more: Partial<Welcome> = {}): Welcome =>
  customerWelcome({ you: { ...anna, role: 'agent' }, customer: carla, assetBase: '/a/x', switches: switches(['scroll_page']), ...more });

async function joined(more: Partial<Welcome> = {}) {
  const page = await open();
  const done = page.session.join({ pinCode: '123456', sdkToken: token });
  const peer = await network.accept();
  await peer.next();
  peer.send(welcome(more));
  await done;
  return { ...page, peer };
}

async function next(peer: ScriptedPeer): Promise<Record<string, unknown>> {
  const message = (await peer.next()) as Record<string, unknown>;
  return message.t === 'ping' || message.t === 'covered' ? next(peer) : message;
}
const causeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { cause: string; message: string }) => (error.cause === 'invalid_argument' ? error.message : error.cause),
  );

test('S6.12 asked for, granted, handed over, refused an act: each as an event', async () => {
  const { session, told, peer } = await joined();
  told.splice(0);
  const { requestId } = (await session.requestRemoteAssist({ types: ['edit_form', 'scroll_page', 'edit_form'] })) as { requestId: string };
  expect(await next(peer)).toEqual({ t: 'request_assist', requestId, types: ['scroll_page', 'edit_form'] });
  const types = ['scroll_page' as const];
  peer.send({ t: 'assist_started', ...anna, types, requestId });
  peer.send({ t: 'assist_refused', act: 3, type: 'scroll_page', reason: 'masked' });
  peer.send({ t: 'assist_stopped', ...anna, types, reason: 'handed_over' });
  peer.send({ t: 'assist_started', ...bob, types });
  peer.send({ t: 'assist_stopped', ...bob, types, reason: 'by_agent' });
  expect(told.splice(0)).toEqual([
    ['remote_assist_started', { ...anna, types }],
    ['remote_assist_refused', { type: 'scroll_page', reason: 'masked' }],
    ['remote_assist_stopped', { ...anna, types, reason: 'handed_over' }],
    ['remote_assist_started', { ...bob, types }],
    ['remote_assist_stopped', { ...bob, types, reason: 'by_agent' }],
  ]);
  const again = (await session.requestRemoteAssist({ types })) as { requestId: string };
  expect(again.requestId).not.toBe(requestId);
  peer.send({ t: 'assist_denied', requestId: again.requestId, reason: 'denied' });
  expect(told).toEqual([['remote_assist_denied', { requestId: again.requestId, reason: 'denied' }]]);
});

test('S6.12 stopRemoteAssist gives it back, or takes the question back; without either it is done at once', async () => {
  const { session, told, peer } = await joined({ assist: { ...anna, types: ['scroll_page'] } });
  expect(told.at(-1)).toEqual(['remote_assist_started', { ...anna, types: ['scroll_page'] }]);
  const done = session.stopRemoteAssist(() => told.push(['callback']));
  expect(await next(peer)).toEqual({ t: 'stop_assist' });
  expect(told.at(-1)?.[0]).toBe('remote_assist_started');
  peer.send({ t: 'assist_stopped', ...anna, types: ['scroll_page'], reason: 'by_agent' });
  await done;
  expect(told.slice(-2).map(([name]) => name)).toEqual(['remote_assist_stopped', 'callback']);
  await session.requestRemoteAssist({ types: ['scroll_page'] });
  expect((await next(peer)).t).toBe('request_assist');
  await session.stopRemoteAssist();
  expect(await next(peer)).toEqual({ t: 'stop_assist' });
  await session.stopRemoteAssist();
  await session.leave();
  expect(await next(peer)).toEqual({ t: 'leave' });
});

test('S6.12 a grant answers its own question: one asked since can still be taken back', async () => {
  const { session, peer } = await joined();
  const first = (await session.requestRemoteAssist({ types: ['scroll_page'] })) as { requestId: string };
  const second = (await session.requestRemoteAssist({ types: ['click'] })) as { requestId: string };
  await next(peer);
  expect(await next(peer)).toMatchObject({ requestId: second.requestId });
  peer.send({ t: 'assist_started', ...anna, types: ['scroll_page'], requestId: first.requestId });
  peer.send({ t: 'assist_stopped', ...anna, types: ['scroll_page'], reason: 'handed_over' });
  peer.send({ t: 'assist_started', ...bob, types: ['click'], requestId: 'another' });
  await session.stopRemoteAssist();
  expect(await next(peer)).toEqual({ t: 'stop_assist' });
});

test('S6.12 what changed while the connection was lost is told as if it happened now, and what was asked is asked again', async () => {
  const { session, told, peer } = await joined({ assist: { ...bob, types: ['scroll_page'] } });
  const { requestId } = (await session.requestRemoteAssist({ types: ['scroll_page'] })) as { requestId: string };
  told.splice(0);
  peer.close(1006);
  const back = await network.accept();
  await back.next();
  back.send(welcome());
  expect(told.map(([name]) => name)).toEqual(['session_reconnecting', 'session_reconnected', 'remote_assist_stopped']);
  expect(await next(back)).toEqual({ t: 'request_assist', requestId, types: ['scroll_page'] });
});

test('S6.13 the fields of a request are named; before and after a session it is refused by name', async () => {
  const { session } = await open();
  for (const types of [undefined, null, 'click', [], ['clicks'], ['click', 7], {}])
    expect(await causeOf(session.requestRemoteAssist({ types })), JSON.stringify(types)).toBe('Invalid argument: types.');
  expect(await causeOf(session.requestRemoteAssist())).toBe('Invalid argument: types.');
  expect(await causeOf(session.requestRemoteAssist({ types: ['click'] }))).toBe('Invalid argument: requestRemoteAssist.');
  expect(await causeOf(session.stopRemoteAssist())).toBe('Invalid argument: stopRemoteAssist.');
  const waits = await joined({ waiting: true });
  expect(await causeOf(waits.session.requestRemoteAssist({ types: ['click'] }))).toBe('Invalid argument: requestRemoteAssist.');
  waits.peer.send({ t: 'ended', reason: 'removed' });
  expect(await causeOf(waits.session.requestRemoteAssist({ types: ['click'] }))).toBe('Invalid argument: requestRemoteAssist.');
});
