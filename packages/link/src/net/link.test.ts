import { CloseCode, errorOf, FrameFlag, FrameKind, makeError, PROTOCOL_VERSION, readHeader } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { natives, type Peer, queue, startService, type TestService, welcome } from '../testing/service.js';
import { createLink, type Link, type LinkOptions } from './link.js';

let service: TestService;
let link: Link | undefined;

beforeEach(async () => {
  service = await startService();
});
afterEach(async () => {
  link?.close();
  await service.stop();
});

/** Opens a link that records what it tells, in order. */
function open(more: Partial<LinkOptions> = {}) {
  const told = queue<unknown[]>();
  const keys = ['k0'];
  const wakes = new EventTarget();
  link = createLink({
    url: service.url,
    hello: () => ({ sdk: '3.11.0', sessionId: 's', key: keys.at(-1) ?? '' }),
    fallback: '1011:join_internal',
    natives: natives(),
    wakes,
    on: {
      welcome(w, again) {
        keys.push(w.key);
        told.put(['welcome', w.key, again]);
      },
      message: (m) => told.put(['message', m.t]),
      frame: (header) => told.put(['frame', header.stream, header.number]),
      reconnecting: (attempt) => told.put(['reconnecting', attempt]),
      drained: () => told.put(['drained']),
      gap: (holds) => told.put(['gap', holds]),
      over: (outcome) => told.put(['over', outcome]),
    },
    ...more,
  });
  return { link, told, wakes };
}

/** Opens a link and answers its hello. */
async function opened(more: Parameters<typeof welcome>[0] = {}, options: Partial<LinkOptions> = {}) {
  const made = open(options);
  const peer = await service.accept();
  await peer.next();
  peer.send(welcome(more));
  expect(await made.told.take()).toEqual(['welcome', more?.key ?? 'k1', false]);
  return { ...made, peer };
}

async function backAgain(more: Parameters<typeof welcome>[0] = {}): Promise<{ peer: Peer; hello: unknown }> {
  const peer = await service.accept();
  const hello = await peer.next();
  peer.send(welcome({ key: 'k2', ...more }));
  return { peer, hello };
}

const view = (stream: number, number: number) => ({
  kind: FrameKind.View,
  flags: number === 0 ? FrameFlag.Key | FrameFlag.KeyEnd : 0,
  stream,
  number,
});
const body = new Uint8Array([1, 2, 3]);
const numberOf = (message: unknown): unknown => (message instanceof Uint8Array ? readHeader(message)?.number : message);

test('L2.1 hello is first, welcome opens', async () => {
  open();
  const peer = await service.accept();
  expect(await peer.next()).toEqual({ t: 'hello', v: PROTOCOL_VERSION, sdk: '3.11.0', sessionId: 's', key: 'k0' });
  expect(link?.live).toBe(false);
});

test('L2.1 three attempts, then connect_exhausted', async () => {
  const { told } = open();
  for (let i = 0; i < 3; i++) (await service.accept()).socket.terminate();
  expect(await told.take()).toEqual(['over', { kind: 'failed', error: makeError('1011:connect_exhausted'), opened: false }]);
  expect(service.count).toBe(3);
});

test('L2.2 a refusal is final and carries its row', async () => {
  const { told } = open();
  const peer = await service.accept();
  peer.send({ t: 'refused', error: { ...errorOf('1013:agent_limit') } });
  expect(await told.take()).toMatchObject(['over', { kind: 'failed', error: errorOf('1013:agent_limit'), opened: false }]);
  expect(service.count).toBe(1);
});

test('L2.2 a final close without a word is the caller’s row', async () => {
  const { told } = open();
  (await service.accept()).socket.close(CloseCode.Malformed);
  expect(await told.take()).toEqual(['over', { kind: 'failed', error: makeError('1011:join_internal'), opened: false }]);
});

test('L3.1, L2.3 a lost connection comes back with the newest key', async () => {
  const { told, peer } = await opened();
  peer.socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 1]);
  (await service.accept()).socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 2]);
  const { hello } = await backAgain();
  expect(hello).toMatchObject({ key: 'k1' });
  expect(await told.take()).toEqual(['welcome', 'k2', true]);
});

test('L3.2 after the window: failover_exhausted', async () => {
  const { told, peer } = await opened({ reconnectWindowMs: 200 });
  await service.stop();
  peer.socket.terminate();
  let said = await told.take();
  for (let attempt = 1; said[0] === 'reconnecting'; attempt++) {
    expect(said[1]).toBe(attempt);
    said = await told.take();
  }
  expect(said).toEqual(['over', { kind: 'failed', error: makeError('1011:failover_exhausted'), opened: true }]);
});

test('L3.3 the session is over: only that', async () => {
  const { told, peer } = await opened();
  peer.socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 1]);
  (await service.accept()).send({ t: 'refused', error: { ...makeError('1011:session_gone') } });
  expect(await told.take()).toEqual(['over', { kind: 'ended', ended: { t: 'ended', reason: 'connection_lost' } }]);
});

test('L3.3 ended by the service', async () => {
  const { told, peer } = await opened();
  peer.send({ t: 'ended', reason: 'ended_by_agent' });
  expect(await told.take()).toEqual(['over', { kind: 'ended', ended: { t: 'ended', reason: 'ended_by_agent' } }]);
});

test('L3.3 a fault has ended the session: its row, and no attempt to come back', async () => {
  const { told, peer } = await opened();
  peer.socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 1]);
  const error = makeError('9999:session_error_retry');
  (await service.accept()).send({ t: 'refused', error: { ...error } });
  expect(await told.take()).toEqual(['over', { kind: 'failed', error, opened: true }]);
});

test('L3.4 replaced does not come back', async () => {
  const { told, peer } = await opened();
  peer.socket.close(CloseCode.Replaced);
  expect(await told.take()).toEqual(['over', { kind: 'replaced' }]);
  expect(service.count).toBe(1);
});

test('L3.5 a silent peer is lost, a ping is answered', async () => {
  const { told, peer } = await opened({ pingMs: 30 });
  peer.send({ t: 'ping', n: 7 });
  let heard = await peer.next();
  while ((heard as { t: string }).t !== 'pong') heard = await peer.next();
  expect(heard).toEqual({ t: 'pong', n: 7 });
  expect(await told.take()).toEqual(['reconnecting', 1]);
});

test('L3.6 a wake ends a wait', async () => {
  // Without a wake the second attempt would come after half an hour.
  const slow = natives({ setTimeout: (run, ms) => setTimeout(run, ms > 200 && ms < 600 ? 1_800_000 : ms) });
  const { told, peer, wakes } = await opened({ reconnectWindowMs: 3_600_000 }, { natives: slow });
  peer.socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 1]);
  const failed = await service.accept();
  const gone = new Promise((resolve) => failed.socket.once('close', resolve));
  failed.socket.terminate();
  await gone;
  const woken = told.take();
  const wake = setInterval(() => wakes.dispatchEvent(new Event('online')), 10);
  expect(await woken).toEqual(['reconnecting', 2]);
  clearInterval(wake);
});

test('L3.7 the service says when to come back, or over which time to spread', async () => {
  const waits: number[] = [];
  const noting = natives({
    random: () => 0.5,
    setTimeout: (run, ms) => {
      waits.push(ms);
      // Only the waits this is about are cut short: a connection has its time to open.
      return setTimeout(run, ms === 7_000 || ms === 4_500 ? 20 : ms);
    },
  });
  const { told, peer } = await opened({ spreadMs: 9_000, reconnectWindowMs: 60_000 }, { natives: noting });
  peer.send({ t: 'restarting', retryAfterMs: 7_000 });
  peer.socket.close(CloseCode.Restarting);
  expect(await told.take()).toEqual(['reconnecting', 1]);
  expect(waits).toContain(7_000);
  const { peer: again } = await backAgain({ spreadMs: 9_000, reconnectWindowMs: 60_000 });
  expect(await told.take()).toEqual(['welcome', 'k2', true]);
  expect(await told.take()).toEqual(['drained']);
  expect(waits).not.toContain(4_500);
  again.socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 1]);
  expect(waits).toContain(4_500);
});

test('L4.1 the hello after a loss says what was sent last; the first one says nothing', async () => {
  const { link, told, peer } = await opened();
  link.sendFrame(view(3, 0), body);
  link.sendFrame(view(3, 1), body);
  peer.socket.terminate();
  await told.take();
  const { hello } = await backAgain({ received: { stream: 3, number: 1 } });
  expect(hello).toMatchObject({ position: { stream: 3, number: 1 } });
});

test('L4.1 frames the service missed are sent again, each once', async () => {
  const { link, told, peer } = await opened();
  for (let i = 0; i < 3; i++) link.sendFrame(view(1, i), body);
  for (let i = 0; i < 3; i++) expect(numberOf(await peer.next())).toBe(i);
  peer.socket.terminate();
  expect(await told.take()).toEqual(['reconnecting', 1]);
  expect(link.ready()).toBe(false);
  link.send({ t: 'assets', items: [{ n: 1 }] });
  link.sendFrame(view(1, 3), body);
  link.send({ t: 'focus', focused: true });
  link.sendFleeting({ kind: FrameKind.Pointer, flags: 0, stream: 1, number: 0 }, body);
  const { peer: again } = await backAgain({ received: { stream: 1, number: 1 } });
  const heard = [await again.next(), await again.next(), await again.next()].map(numberOf);
  expect(heard).toEqual([2, { t: 'assets', items: [{ n: 1 }] }, 3]);
  expect(await told.take()).toEqual(['welcome', 'k2', true]);
  expect(await told.take()).toEqual(['drained']);
  link.send({ t: 'forget' });
  expect(await again.next()).toEqual({ t: 'forget' });
});

test('L4.3 a service that holds nothing makes a gap', async () => {
  const { link, told, peer } = await opened();
  link.sendFrame(view(1, 0), body);
  await peer.next();
  peer.socket.terminate();
  await told.take();
  const { peer: again } = await backAgain();
  expect(await told.take()).toEqual(['welcome', 'k2', true]);
  expect(await told.take()).toEqual(['gap', false]);
  link.sendFrame(view(2, 0), body);
  expect(numberOf(await again.next())).toBe(0);
});

test('L4.5 dropped frames are not sent again', async () => {
  const { link, told, peer } = await opened();
  link.sendFrame(view(1, 0), body);
  await peer.next();
  peer.socket.terminate();
  await told.take();
  link.sendFrame(view(1, 1), body);
  link.dropFrames();
  const { peer: again } = await backAgain({ received: { stream: 1, number: 0 } });
  expect(await told.take()).toEqual(['welcome', 'k2', true]);
  expect(await told.take()).toEqual(['gap', true]);
  link.send({ t: 'focus', focused: true });
  expect(await again.next()).toEqual({ t: 'focus', focused: true });
});

test('L4.6 backed up is not ready; drained follows', async () => {
  const { link, told, peer } = await opened();
  peer.socket.pause();
  const big = new Uint8Array(1024 * 1024);
  for (let i = 0; i < 64 && link.ready(); i++) link.sendFrame(view(1, i), big);
  expect(link.ready()).toBe(false);
  peer.socket.resume();
  expect(await told.take()).toEqual(['drained']);
  expect(link.ready()).toBe(true);
});
