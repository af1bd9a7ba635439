import { welcome } from '@sightline/link/testing';
import { ACT_TYPES, FrameKind, type Switches, writeAct } from '@sightline/protocol';
import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { loadPart } from '../parts/parts.fixture.js';
import type { LoadPart } from '../parts/parts.js';
import { causeOf, nextOf, sessionBench } from '../session/session.fixture.js';

const mia = { userId: 'mia', userName: 'Mia', seat: 1, color: 1 };
const noor = { userId: 'noor', userName: 'Noor', seat: 2, color: 2 };
const who = ({ userId, userName }: typeof mia) => ({ userId, userName });
const types = ['scroll_page', 'click'] as const;
const switches: Switches = {
  draw: { agents: true, customer: false },
  assist: { types: [...types], consent: true, confirmStop: false },
};
const question = (agent: typeof mia, requestId: string) => ({
  ...who(agent),
  requestId,
  types: [...types],
  expiresAt: Date.now() + 30_000,
});
const scroll = writeAct({ stream: 1, number: 0 }, { act: 'scroll', at: { path: [], id: 1 }, left: 0, top: 100 });
const act = (seat: number, number: number, type: (typeof ACT_TYPES)[number] = 'scroll_page') =>
  ({ kind: FrameKind.Act, flags: ACT_TYPES.indexOf(type), stream: seat, number }) as const;

let bench: ReturnType<typeof sessionBench>;
beforeEach(() => {
  bench = sessionBench();
});
afterEach(() => bench.stop());

/** A session with two agents, and what is told from then on. */
async function helped(given: object = { ui: false, remoteAssist: { enable: true } }, load: LoadPart = loadPart) {
  const page = await bench.started(given, load);
  for (const [i, agent] of [mia, noor].entries()) page.peer.send({ t: 'agent_joined', ...agent, agentCount: i + 1 });
  page.peer.send({ t: 'switches', ...switches });
  page.told.length = 0;
  return page;
}

test('H1 the settings are said after the welcome; nothing is loaded until it is needed', async () => {
  const loaded: string[] = [];
  const load: LoadPart = (name) => {
    loaded.push(name);
    return loadPart(name);
  };
  const remoteAssist = { enable: true, remoteAssistTypes: ['click', 'navigate'] };
  const { session } = await bench.open({ ui: false, allowCustomerAnnotation: true, remoteAssist }, load);
  const done = session.start({ sdkToken: `h.${btoa('{}')}.s` });
  const peer = await bench.network.accept();
  await peer.next();
  peer.send(welcome());
  await done;
  expect(await peer.next()).toMatchObject({ t: 'rules' });
  expect(await peer.next()).toEqual({
    t: 'switches',
    given: { allowCustomerAnnotation: true, remoteAssist },
  });
  peer.send({ t: 'agent_joined', ...mia, agentCount: 1 });
  peer.send({ t: 'switches', ...switches });
  expect(loaded).toEqual([]);
  peer.frame({ kind: FrameKind.Pointer, flags: 1, stream: 1, number: 0 }, new Uint8Array(1));
  expect(loaded).toEqual(['help']);
});

test('H2 asked, allowed, held, stopped: each told once, over a loss too', async () => {
  const { session, peer, told } = await helped();
  peer.send({ t: 'assist_requested', ...question(mia, 'r1') });
  await expect.poll(() => told.length).toBe(1);
  expect(told[0]).toEqual([
    'remote_assist_requested',
    { ...who(mia), requestId: 'r1', types, expiresAt: expect.stringMatching(/^\d{4}-.*Z$/) },
  ]);
  peer.send({ t: 'assist_requested', ...question(mia, 'r2') });
  peer.send({ t: 'assist_requested', ...question(noor, 'r3') });
  expect(told.slice(1).map(([event, payload]) => [event, (payload as { requestId: string }).requestId])).toEqual([
    ['remote_assist_request_gone', 'r1'],
    ['remote_assist_requested', 'r2'],
    ['remote_assist_requested', 'r3'],
  ]);
  told.length = 0;
  expect(await causeOf(session.respondRemoteAssist({ requestId: 'r1', allow: true }))).toBe('invalid_argument');
  expect(await causeOf(session.respondRemoteAssist({ requestId: 'r2' }))).toBe('invalid_argument');
  expect(await causeOf(session.respondRemoteAssist({ allow: true }))).toBe('invalid_argument');
  told.length = 0;
  const allowed = session.respondRemoteAssist({ requestId: 'r2', allow: true }, () => told.push(['callback']));
  expect(await nextOf(peer)).toEqual({ t: 'respond_assist', requestId: 'r2', allow: true });
  await allowed;
  peer.send({ t: 'assist_started', ...who(mia), types: [...types] });
  expect(told).toEqual([['callback'], ['remote_assist_started', { ...who(mia), types }]]);
  told.length = 0;
  await session.respondRemoteAssist({ requestId: 'r3', allow: false });
  expect(await nextOf(peer)).toEqual({ t: 'respond_assist', requestId: 'r3', allow: false });
  expect(await causeOf(session.respondRemoteAssist({ requestId: 'r3', allow: true }))).toBe('invalid_argument');
  told.length = 0;
  peer.close(1006);
  const again = await bench.network.accept();
  await again.next();
  again.send(welcome({ key: 'k2', agents: [mia, noor], assist: { ...who(mia), types: [...types] }, assistAsked: question(noor, 'r4') }));
  await expect.poll(() => told.map(([event]) => event)).toEqual(['session_reconnecting', 'session_reconnected', 'remote_assist_requested']);
  told.length = 0;
  const stopped = session.stopRemoteAssist();
  expect(await nextOf(again)).toEqual({ t: 'stop_assist' });
  again.send({ t: 'assist_stopped', ...who(mia), types: [...types], reason: 'by_customer' });
  await stopped;
  expect(told).toEqual([['remote_assist_stopped', { ...who(mia), types, reason: 'by_customer' }]]);
  expect(await causeOf(session.stopRemoteAssist())).toBe('ok');
});

test('H2 a question of who holds less than before can still be answered', async () => {
  const { peer, session } = await helped();
  peer.send({ t: 'assist_started', ...who(mia), types: [...types], requestId: 'own-1' });
  peer.send({ t: 'assist_requested', ...question(mia, 'r1') });
  peer.send({ t: 'assist_stopped', ...who(mia), types: [...types], reason: 'by_customer' });
  peer.send({ t: 'assist_started', ...who(mia), types: ['click'] });
  // It is there once the part that shows it is.
  await expect.poll(() => causeOf(session.respondRemoteAssist({ requestId: 'r1', allow: true }))).toBe('ok');
  expect(await nextOf(peer)).toEqual({ t: 'respond_assist', requestId: 'r1', allow: true });
});

test('H2 a page that comes back to a session tells who holds it', async () => {
  const { session, told } = await bench.leftBehind('live', { ui: false });
  const done = session.join();
  (await bench.network.accept()).send(
    welcome({ key: 'k2', agents: [mia], assist: { ...who(mia), types: [...types] }, assistAsked: question(mia, 'r1') }),
  );
  await done;
  await expect
    .poll(() => told.map(([name]) => name))
    .toEqual(['session_started', 'agent_joined', 'remote_assist_started', 'remote_assist_requested']);
});

test('H3 H4 an act without a grant, of another kind, or for a part that does not come is refused', async () => {
  const load: LoadPart = (name) => ((name as string) === 'assist' ? Promise.reject(new Error('offline')) : loadPart(name));
  const { peer } = await helped(undefined, load);
  peer.send({ t: 'assist_started', ...who(mia), types: ['scroll_page'] });
  peer.frame(act(1, 1), scroll);
  expect(await nextOf(peer)).toEqual({ t: 'refuse_act', seat: 1, act: 1, type: 'scroll_page', reason: 'busy' });
  peer.frame(act(2, 2), scroll);
  expect(await nextOf(peer)).toEqual({ t: 'refuse_act', seat: 2, act: 2, type: 'scroll_page', reason: 'no_grant' });
  peer.frame(act(1, 3, 'click'), scroll);
  expect(await nextOf(peer)).toEqual({ t: 'refuse_act', seat: 1, act: 3, type: 'click', reason: 'wrong_type' });
  peer.frame(act(1, 4), scroll);
  expect(await nextOf(peer)).toEqual({ t: 'refuse_act', seat: 1, act: 4, type: 'scroll_page', reason: 'gone' });
  peer.send({ t: 'paused' });
  peer.frame(act(1, 5), scroll);
  expect(await nextOf(peer)).toEqual({ t: 'refuse_act', seat: 1, act: 5, type: 'scroll_page', reason: 'paused' });
});

test('H5 where the part does not come remote assist is stopped, and it is asked for again at the next need', async () => {
  let offline = true;
  const load: LoadPart = (name) => (offline && name === 'help' ? Promise.reject(new Error('offline')) : loadPart(name));
  const { peer, told } = await helped(undefined, load);
  peer.send({ t: 'assist_started', ...who(mia), types: [...types] });
  expect(await nextOf(peer)).toEqual({ t: 'stop_assist' });
  offline = false;
  peer.send({ t: 'assist_started', ...who(mia), types: [...types] });
  await expect.poll(() => told.map(([name]) => name)).toEqual(['remote_assist_started']);
});

test('H6 Escape twice ends it; an agent’s Escape does not', async () => {
  const { peer, told } = await helped();
  peer.send({ t: 'assist_started', ...who(mia), types: [...types] });
  await expect.poll(() => told.length).toBe(1);
  for (let i = 0; i < 2; i++) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
  await userEvent.keyboard('{Escape}a{Escape}');
  await userEvent.keyboard('b');
  peer.send({ t: 'ping', n: 7 });
  expect(await peer.next()).toEqual(expect.objectContaining({ t: expect.stringMatching(/^(?:rules|switches)$/) }));
  for (let message = await peer.next(); (message as { t: string }).t !== 'pong'; message = await peer.next())
    expect(message).not.toEqual({ t: 'stop_assist' });
  await userEvent.keyboard('{Escape}{Escape}');
  expect(await nextOf(peer)).toEqual({ t: 'stop_assist' });
});

/** An iframe with a field in it, once its document is there. */
async function framed(around: ParentNode, html = '<input>'): Promise<Document> {
  const frame = document.createElement('iframe');
  frame.srcdoc = html;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  around.append(frame);
  await loaded;
  return frame.contentDocument as Document;
}

test.each(['there before', 'made later', 'loaded anew', 'in an iframe', 'in a shadow root'])(
  'H6 Escape twice is heard in a same-origin iframe: %s',
  async (where) => {
    const host = document.body.appendChild(document.createElement('div'));
    onTestFinished(() => host.remove());
    const make = async (): Promise<Document> => {
      if (where === 'in a shadow root') return framed(host.attachShadow({ mode: 'open' }));
      if (where !== 'in an iframe') return framed(host);
      return framed((await framed(host, '<input><p></p>')).body);
    };
    const before = where === 'made later' ? undefined : await make();
    const { peer, told } = await helped();
    // A customer's hand is in the page.
    const field = document.body.insertBefore(document.createElement('input'), host);
    onTestFinished(() => field.remove());
    await userEvent.click(field);
    peer.send({ t: 'assist_started', ...who(mia), types: [...types] });
    await expect.poll(() => told.length).toBe(1);
    let inner = before ?? (await make());
    if (where === 'loaded anew') {
      const frame = inner.defaultView?.frameElement as HTMLIFrameElement;
      const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
      frame.srcdoc = '<input value="anew">';
      await loaded;
      inner = frame.contentDocument as Document;
    }
    inner.querySelector('input')?.focus();
    for (let i = 0; i < 2; i++) inner.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await userEvent.keyboard('{Escape}a');
    const heard: string[] = [];
    const listening = (async () => {
      for (let message = await peer.next(); ; message = await peer.next()) heard.push((message as { t: string }).t);
    })();
    void listening.catch(() => undefined);
    peer.send({ t: 'ping', n: 7 });
    await expect.poll(() => heard).toContain('pong');
    expect(heard).not.toContain('stop_assist');
    await userEvent.keyboard('{Escape}{Escape}');
    await expect.poll(() => heard.filter((t) => t === 'stop_assist')).toHaveLength(1);
  },
);

test('H8 nothing of it is left after a pause or the end', async () => {
  const { session, peer, told } = await helped();
  peer.send({ t: 'assist_started', ...who(mia), types: [...types] });
  await expect.poll(() => told.length).toBe(1);
  peer.send({ t: 'assist_stopped', ...who(mia), types: [...types], reason: 'session_ended' });
  peer.send({ t: 'ended', reason: 'ended_by_agent' });
  expect(told.map(([name]) => name)).toEqual(['remote_assist_started', 'remote_assist_stopped', 'session_ended']);
  expect(await causeOf(session.stopRemoteAssist())).toBe('invalid_argument');
  expect(await causeOf(session.clearAnnotations())).toBe('invalid_argument');
});
