import { scriptNetwork, type ScriptedNetwork, welcome } from '@sightline/link/testing';
import { CloseCode, errorOf, PATHS } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as live from '../live.js';
import { loadPart } from '../parts/parts.fixture.js';
import { watchSecrets } from '../privacy/secrets.js';
import { CUSTOMER_EVENTS } from '../session/events.js';
import { createSeatStore } from '../session/seat-store.js';
import { type CustomerSession, createSession } from '../session/session.js';
import { nextOf } from '../session/session.fixture.js';
import { readSettings } from '../session/settings.js';

const NAME = '$$ZCB_SESSION$$';
const sdkToken = `h.${btoa('{}')}.s`;
const anna = { userId: 'anna', userName: 'Anna' };
const cookie = (key: string): void => createSeatStore(window, NAME).write({ sessionId: 's', key }, 120_000);
const here = (): void => {
  // Only what the browser itself tells counts; this is the nearest a script comes to it.
  Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => true });
};

let network: ScriptedNetwork;
let sessions: CustomerSession[];

beforeEach(() => {
  network = scriptNetwork();
  network.answers.set(PATHS.end, () => [200, {}]);
  sessions = [];
});
afterEach(async () => {
  network.answers.set(PATHS.state, () => [200, { state: 'gone' }]);
  for (const session of sessions) void session.end().catch(() => undefined);
  document.cookie = `${NAME}=; Path=/; Max-Age=0`;
  sessionStorage.clear();
  Reflect.deleteProperty(document, 'hasFocus');
});

function nowOf(more: object = {}) {
  const { you, pinCode, startTime, paused, agents, reconnectWindowMs } = welcome({ agents: [anna] });
  return { you, pinCode, startTime, paused, agents, reconnectWindowMs, ...more };
}
const answer = (state: 'live' | 'held' | 'gone', more?: object): void =>
  void network.answers.set(PATHS.state, () => [200, state === 'gone' ? { state } : { state, info: nowOf(more) }]);

/** What takes its natives meanwhile has seconds twenty times as short: the pace of a quiet tab. */
function hurried<T>(make: () => T): T {
  const { setTimeout } = window;
  window.setTimeout = ((run: () => void, ms: number) => setTimeout(run, ms === 1_000 ? 50 : ms)) as typeof setTimeout;
  const made = make();
  window.setTimeout = setTimeout;
  return made;
}

/** A page of a browser that is in a session already, with everything it tells in order. */
async function open(enable: boolean | 'unsaid' = true) {
  const settings = readSettings({ ui: false, multiTabSessionPersistence: enable === 'unsaid' ? {} : { enable } });
  if (!settings.ok) throw settings.error;
  const place = { service: 'https://service.test', appKey: `KEY${Math.random()}`, sdkVersion: '3.11.0' };
  const secrets = watchSecrets(document);
  const made = network.during(() =>
    hurried(() => createSession({ window, place, settings: settings.value, secrets, loadLive: () => Promise.resolve(live), loadPart })),
  );
  const told: unknown[][] = [];
  for (const event of CUSTOMER_EVENTS) made.session.on(event, (payload) => told.push([event, payload]));
  sessions.push(made.session);
  await made.recover();
  const info = () => made.session.getSessionInfo();
  return { session: made.session, follow: made.follow, told, info, names: () => told.splice(0).map(([name]) => name) };
}
type Page = Awaited<ReturnType<typeof open>>;

/** A tab that looks on while another is in the session. */
async function lookingOn(): Promise<Page> {
  cookie('k1');
  answer('held');
  Object.defineProperty(document, 'hasFocus', { configurable: true, value: () => false });
  const page = await open();
  page.follow();
  // What it needs to join in is loaded first.
  await expect.poll(() => page.told.length).toBe(2);
  return page;
}

const causeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { cause: string }) => error.cause,
  );

test('S8.5 a tab nobody looks at joins in quietly: it shows the session and leaves it where it is', async () => {
  const { session, names, info } = await lookingOn();
  expect(info()).toMatchObject({ sessionStatus: 'session_active', sessionId: 's', pinCode: '123456', agents: [anna] });
  expect(names()).toEqual(['session_started', 'agent_joined']);
  expect(await causeOf(session.start({ sdkToken }))).toBe('already_active');
  names();
  answer('held', { agents: [], paused: true });
  await expect.poll(() => info().sessionStatus, { timeout: 8_000 }).toBe('session_paused');
  expect(names()).toEqual(['agent_left', 'session_paused']);
  expect(network.requests.every(({ path }) => path === PATHS.state)).toBe(true);
});

test('S8.6 a call that needs the session takes it over first; so does join', async () => {
  const { session, names, info } = await lookingOn();
  names();
  cookie('k2');
  const paused = session.pause();
  expect(await causeOf(session.start({ sdkToken }))).toBe('transfer_recovering');
  const peer = await network.accept();
  expect(await peer.next()).toMatchObject({ t: 'hello', key: 'k2', tab: expect.stringMatching(/^[a-z0-9]{1,6}$/) });
  peer.send(welcome({ key: 'k3', agents: [anna] }));
  expect(await nextOf(peer)).toEqual({ t: 'pause' });
  peer.send({ t: 'paused' });
  await paused;
  expect(info().sessionStatus).toBe('session_paused');
  // Taking it over is nobody's news: what is new is the pause (and the refused start).
  expect(names()).toEqual(['session_error', 'session_paused']);
  peer.close(CloseCode.Replaced);
  expect(info()).toMatchObject({ sessionStatus: 'session_paused' });
  const joined = session.join();
  const again = await network.accept();
  again.send(welcome({ key: 'k4', agents: [anna], paused: true }));
  await joined;
  expect(names()).toEqual([]);
});

test('S8.7 the tab in it is gone: believed the second time, then one that can be seen takes over', async () => {
  const { names } = await lookingOn();
  names();
  answer('live');
  const before = network.requests.length;
  const peer = await network.accept();
  expect(network.requests.length - before).toBeGreaterThanOrEqual(2);
  peer.send(welcome({ agents: [anna] }));
  expect(names()).toEqual([]);
});

test('S8.8 the session is over: the tab says how it ended', async () => {
  const { told, info } = await lookingOn();
  told.length = 0;
  answer('gone');
  const peer = await network.accept();
  peer.send({ t: 'ended', reason: 'ended_by_agent', endedBy: { ...anna, role: 'agent' } });
  await expect.poll(() => info().sessionStatus).toBe('session_ended');
  expect(told).toEqual([['session_ended', { reason: 'ended_by_agent', endedBy: { ...anna, role: 'agent' } }]]);
  expect(document.cookie).not.toContain(NAME);
});

test('S8.9 end in a quiet tab ends it by the key', async () => {
  const { session, told } = await lookingOn();
  told.length = 0;
  cookie('k9');
  await session.end();
  expect(network.requests.at(-1)).toEqual({ path: PATHS.end, body: { sessionId: 's', key: 'k9' } });
  expect(told.map(([name]) => name)).toEqual(['session_ended']);
});

test('S8.10 a tab that may not have the session says so once and lets it be', async () => {
  const { session, told, info } = await lookingOn();
  told.length = 0;
  const paused = causeOf(session.pause());
  const peer = await network.accept();
  peer.send({ t: 'refused', error: { ...errorOf('1011:site_invalid') } });
  expect(await paused).toBe('site_invalid');
  expect(info()).toEqual({ sessionStatus: 'session_idle' });
  expect(told.every(([name]) => name === 'session_error')).toBe(true);
});

test('S8.11 a session of another tab’s own time is not touched by the end of this one', async () => {
  const { info } = await lookingOn();
  createSeatStore(window, NAME).write({ sessionId: 'next', key: 'n1' }, 120_000);
  answer('gone');
  const peer = await network.accept();
  expect(await peer.next()).toMatchObject({ sessionId: 's', key: 'k1' });
  peer.send({ t: 'ended', reason: 'ended_by_customer' });
  await expect.poll(() => info().sessionStatus).toBe('session_ended');
  expect(createSeatStore(window, NAME).read()).toEqual({ sessionId: 'next', key: 'n1' });
});

test('S7.8 off: away while another page took the seat, it asks before it takes anything back', async () => {
  network.answers.set(PATHS.create, () => [200, { sessionId: 's', key: 'k0', pinCode: '123456' }]);
  here();
  const { session, names, info } = await open(false);
  const started = session.start({ sdkToken });
  const peer = await network.accept();
  peer.send(welcome());
  await started;
  names();
  cookie('k5');
  answer('held');
  peer.close(1006);
  await expect.poll(() => info().sessionStatus, { timeout: 8_000 }).toBe('session_idle');
  expect(names()).toEqual(['session_reconnecting']);
  expect(document.cookie).toContain(NAME);
});

/** A page in a session that it began itself, told what its account says of tabs. */
async function startedWith(enable: boolean | 'unsaid', multiTab: boolean | undefined) {
  network.answers.set(PATHS.create, () => [200, { sessionId: 's', key: 'k0', pinCode: '123456' }]);
  here();
  const page = await open(enable);
  page.follow();
  const started = page.session.start({ sdkToken });
  const peer = await network.accept();
  peer.send(welcome());
  await started;
  const { draw, assist } = { draw: { agents: true, customer: false }, assist: { types: [], consent: true, confirmStop: false } };
  peer.send({ t: 'switches', draw, assist, ...(multiTab !== undefined && { multiTab }) });
  return { ...page, peer };
}

test('S8.12 the account has it off: the page’s setting is ignored, whether it is heard before the session or in it', async () => {
  cookie('k1');
  answer('held', { multiTab: false });
  const { info, session } = await open();
  expect(info()).toEqual({ sessionStatus: 'session_idle' });
  expect(await causeOf(session.join())).toBe('already_active');
  document.cookie = `${NAME}=; Path=/; Max-Age=0`;
  const live = await startedWith(true, false);
  live.peer.close(CloseCode.Replaced);
  await expect.poll(() => live.info().sessionStatus).toBe('session_idle');
});

test('S8.12 a tab that shows the session lets it be once the account has it off', async () => {
  const { info, names } = await lookingOn();
  expect(info().sessionStatus).toBe('session_active');
  names();
  answer('held', { multiTab: false });
  await expect.poll(() => info().sessionStatus, { timeout: 8_000 }).toBe('session_idle');
  expect(names()).toEqual([]);
});

test('S8.12 a page that says nothing of it gets the account’s default, on its own session and on one found; one that says no does not', async () => {
  const silent = await startedWith('unsaid', true);
  silent.peer.close(CloseCode.Replaced);
  await expect.poll(() => silent.info().sessionStatus).toBe('session_started');
  cookie('k1');
  answer('held', { multiTab: true });
  expect((await open('unsaid')).info().sessionStatus).toBe('session_active');
  expect((await open(false)).info().sessionStatus).toBe('session_idle');
  answer('held');
  expect((await open('unsaid')).info().sessionStatus).toBe('session_idle');
});
