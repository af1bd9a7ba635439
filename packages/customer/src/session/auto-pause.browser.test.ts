import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ScriptedPeer, welcome } from '@sightline/link/testing';
import { PATHS } from '@sightline/protocol';
import { createCore } from '../core.js';
import * as live from '../live.js';
import { loadPart } from '../parts/parts.fixture.js';
import { watchSecrets } from '../privacy/secrets.js';
import { pauseAt } from './auto-pause.js';
import { causeOf, nextOf, sessionBench, token } from './session.fixture.js';

const here = location.href;
let bench = sessionBench();
beforeEach(() => {
  bench = sessionBench();
});
afterEach(() => {
  bench.stop();
  history.replaceState(null, '', here);
  document.getElementById('route')?.remove();
});

const PRIVATE = '/checkout/card';
const SECRET = 'SECRET-OF-THE-ROUTE';
const go = (path: string): void => history.pushState(null, '', path);
const url = (path: string): string => new URL(path, location.href).href;

/** A route's content. */
function route(text: string): void {
  document.getElementById('route')?.remove();
  const made = document.createElement('div');
  made.id = 'route';
  made.textContent = text;
  document.body.append(made);
}

/** A page with the setting. */
const page = (given: object = { ui: false }) => bench.open(given, loadPart, pauseAt(['/checkout/**']));

/** Everything a peer hears, kept. */
function hear(peer: ScriptedPeer) {
  const messages: { t: string; [name: string]: unknown }[] = [];
  let bytes = '';
  const listening = async (): Promise<void> => {
    for (;;) {
      const heard = await peer.next();
      if (heard instanceof Uint8Array) bytes += new TextDecoder('latin1').decode(heard);
      else messages.push(heard as { t: string });
    }
  };
  void listening();
  return {
    messages,
    get bytes() {
      return bytes;
    },
    of: (t: string) => messages.filter((message) => message.t === t),
  };
}

async function shared(opened: Awaited<ReturnType<typeof page>>, more: Parameters<typeof welcome>[0] = {}) {
  const done = opened.session.start({ sdkToken: token });
  const peer = await bench.network.accept();
  const heard = hear(peer);
  await expect.poll(() => heard.of('hello')).toHaveLength(1);
  peer.send(welcome(more));
  await done;
  peer.send({ t: 'agent_joined', userId: 'a', userName: 'Ada', agentCount: 1 });
  return { ...opened, peer, heard };
}

/** Long enough for a flush and its frames. */
const flushed = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 300));

test('11.2 a first page that is private is paused before anything of it is read or sent, its address neither; elsewhere it goes on by itself', async () => {
  go(PRIVATE);
  route(SECRET);
  const { peer, heard, told, status, session } = await shared(await page());
  expect(bench.network.requests.find(({ path }) => path === PATHS.create)?.body).not.toHaveProperty('url');
  expect(heard.of('hello')[0]).not.toHaveProperty('url');
  expect(heard.of('pause')).toEqual([{ t: 'pause', by: 'path' }]);
  peer.send({ t: 'keyframe' });
  await flushed();
  expect(heard.bytes).toBe('');
  peer.send({ t: 'paused' });
  await expect.poll(status).toBe('session_paused');
  expect(told.map(([name]) => name)).toEqual(['pincode_updated', 'session_started', 'agent_joined', 'session_paused']);

  // Another private page, by hash, by the same path: nothing changes.
  for (const path of [`${PRIVATE}#here`, '/checkout/', `${PRIVATE}?step=2`]) go(path);
  await flushed();
  expect(heard.of('resume')).toEqual([]);

  go('/shop');
  route('shown');
  await expect.poll(() => heard.of('resume')).toEqual([{ t: 'resume', url: url('/shop') }]);
  peer.send({ t: 'resumed' });
  peer.send({ t: 'keyframe' });
  await expect.poll(() => heard.bytes).toContain('shown');
  expect(status()).toBe('session_active');
  expect(heard.bytes).not.toContain(SECRET);
  expect(heard.of('pause')).toHaveLength(1);
  await session.end();
});

for (const [how, hide] of [
  ['the address first', () => (go(PRIVATE), route(SECRET))],
  ['the content first, in one task', () => (route(SECRET), go(PRIVATE))],
  ['replaceState', () => (history.replaceState(null, '', PRIVATE), route(SECRET))],
] as const)
  test.each(['with', 'without'])(
    `11.3 a route that becomes private while changes are on their way: none of it leaves (${how}, %s navigation)`,
    async (navigation) => {
      const own = Object.getOwnPropertyDescriptor(window, 'navigation');
      if (navigation === 'without') Object.defineProperty(window, 'navigation', { value: undefined, configurable: true });
      try {
        go('/shop');
        route('shown before');
        const { peer, heard, status } = await shared(await page());
        peer.send({ t: 'keyframe' });
        await expect.poll(() => heard.bytes).toContain('shown before');
        // A flush is due, and one goes on.
        for (let n = 0; n < 500; n++) document.getElementById('route')?.append(document.createElement('b'));
        await Promise.resolve();
        hide();
        document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, clientX: 5, clientY: 5 }));
        await expect.poll(() => heard.of('pause')).toEqual([{ t: 'pause', by: 'path' }]);
        // What was said before it was of the route before.
        const frames = heard.bytes.length;
        peer.send({ t: 'paused' });
        await expect.poll(status).toBe('session_paused');
        route(`${SECRET} again`);
        await flushed();
        expect(heard.bytes).not.toContain(SECRET);
        expect(heard.bytes.length).toBe(frames);
        // The way back, by the browser's button.
        history.back();
        document.getElementById('route')?.remove();
        await expect.poll(() => heard.of('resume')).toHaveLength(1);
      } finally {
        if (own) Object.defineProperty(window, 'navigation', own);
      }
    },
  );

test('11.4 what the customer has paused by hand no path lets go on; on a private page nothing does', async () => {
  go('/shop');
  const { peer, heard, session, status } = await shared(await page());
  const paused = session.pause();
  await expect.poll(() => heard.of('pause')).toEqual([{ t: 'pause' }]);
  peer.send({ t: 'paused' });
  await paused;
  go(PRIVATE);
  await flushed();
  expect(await causeOf(session.resume())).toBe('invalid_argument');
  go('/shop');
  await flushed();
  expect(heard.of('pause')).toHaveLength(1);
  expect(heard.of('resume')).toEqual([]);
  expect(status()).toBe('session_paused');
  const resumed = session.resume();
  await expect.poll(() => heard.of('resume')).toHaveLength(1);
  peer.send({ t: 'resumed' });
  await resumed;

  // By path first, then by hand: from then on it is the customer's.
  go(PRIVATE);
  await expect.poll(() => heard.of('pause')).toHaveLength(2);
  peer.send({ t: 'paused' });
  await expect.poll(status).toBe('session_paused');
  await session.pause();
  expect(heard.of('pause').at(-1)).toEqual({ t: 'pause' });
  go('/shop');
  await flushed();
  expect(heard.of('resume')).toHaveLength(1);
});

test('11.5 a page after a private one lets the session go on, unless it was paused by hand; one that is private keeps it', async () => {
  go('/shop');
  const first = await shared(await page(), { paused: true, pausedBy: 'path' });
  await expect.poll(() => first.heard.of('resume')).toEqual([{ t: 'resume', url: url('/shop') }]);
  bench.stop();
  bench = sessionBench();
  const second = await shared(await page(), { paused: true });
  await flushed();
  expect(second.heard.of('resume')).toEqual([]);
  bench.stop();
  bench = sessionBench();
  go(PRIVATE);
  const third = await shared(await page(), { paused: true, pausedBy: 'path' });
  await flushed();
  expect([third.heard.of('resume'), third.heard.of('pause')]).toEqual([[], []]);
  go('/shop');
  // What shows nothing that goes is believed after some seconds.
  await expect.poll(() => third.heard.of('resume')).toHaveLength(1);
});

test('11.9 an application that has left a private path shows its content until the next is there: that is not sent either', async () => {
  go(PRIVATE);
  route(SECRET);
  const { peer, heard, status } = await shared(await page());
  peer.send({ t: 'paused' });
  await expect.poll(status).toBe('session_paused');
  go('/shop');
  const spinner = document.createElement('i');
  document.body.append(spinner);
  await flushed();
  await flushed();
  expect(heard.of('resume')).toEqual([]);
  route('shown');
  spinner.remove();
  await expect.poll(() => heard.of('resume')).toHaveLength(1);
  peer.send({ t: 'resumed' });
  peer.send({ t: 'keyframe' });
  await expect.poll(() => heard.bytes).toContain('shown');
  expect(heard.bytes).not.toContain(SECRET);
});

test('11.6 a pause that the service does not answer is asked for again, and after the end nothing is', async () => {
  go('/shop');
  const { heard, session } = await shared(await page());
  go(PRIVATE);
  await expect.poll(() => heard.of('pause'), { timeout: 14_000 }).toHaveLength(2);
  void session.end().catch(() => undefined);
  await expect.poll(() => heard.of('end')).toHaveLength(1);
  const asked = heard.messages.length;
  go('/shop');
  go(PRIVATE);
  await flushed();
  expect(heard.messages.length).toBe(asked);
});

test('11.7 the panel says why sharing is paused, and offers no button for what cannot be', async () => {
  go(PRIVATE);
  const texts: (string | null)[] = [];
  const attach = Element.prototype.attachShadow;
  let root: ShadowRoot | undefined;
  Element.prototype.attachShadow = function (init) {
    const made = attach.call(this, init);
    if (this.localName === 'sightline-widget') root = made;
    return made;
  };
  try {
    const { peer, status } = await shared(await page({ locale: 'en' }));
    peer.send({ t: 'paused' });
    await expect.poll(status).toBe('session_paused');
    const visible = () =>
      [...(root?.querySelectorAll<HTMLElement>('p,button') ?? [])].filter((one) => !one.hidden).map((one) => one.textContent);
    texts.push(...visible());
    expect(texts).toContain('This page stays private. Sharing goes on when you leave it.');
    expect(texts).not.toContain('Resume');
    expect(texts).toContain('Stop sharing');
  } finally {
    Element.prototype.attachShadow = attach;
  }
});

test('11.8 init refuses a glob that is none by name, and fails where the part does not come', async () => {
  const core = (load: typeof loadPart) =>
    createCore({ window, script: undefined, secrets: watchSecrets(document), loadLive: () => Promise.resolve(live), loadPart: load });
  const settings = (autoPausePaths: string[]) => ({ appKey: 'k', host: 'https://service.test', ui: false, autoPausePaths });
  expect(await core(loadPart).open(settings(['/a/**', 'checkout']))).toMatchObject({
    ok: false,
    error: { cause: 'invalid_argument', message: 'Invalid argument: autoPausePaths.' },
  });
  expect(await core(loadPart).open(settings(['/a/**']))).toMatchObject({ ok: true });
  const without: typeof loadPart = (name) => (name === 'autopause' ? Promise.reject(new Error('no network')) : loadPart(name));
  await expect(core(without).open(settings(['/a/**']))).rejects.toThrow('no network');
  expect(await core(without).open(settings([]))).toMatchObject({ ok: true });
});

// The fixture's own helper is the control of what a page without the setting says.
test('11.2 without the setting the same page is shared', async () => {
  go(PRIVATE);
  route(SECRET);
  const { peer } = await bench.started();
  peer.send({ t: 'keyframe' });
  let bytes = '';
  await expect
    .poll(async () => {
      const heard = await nextOf(peer);
      if (heard instanceof Uint8Array) bytes += new TextDecoder('latin1').decode(heard);
      return bytes;
    })
    .toContain(SECRET);
});
