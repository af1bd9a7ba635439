import { scriptNetwork, type ScriptedPeer, welcome } from '@sightline/link/testing';
import { PATHS } from '@sightline/protocol';
import * as live from '../live.js';
import { loadPart } from '../parts/parts.fixture.js';
import type { LoadPart } from '../parts/parts.js';
import { watchSecrets } from '../privacy/secrets.js';
import { CUSTOMER_EVENTS } from './events.js';
import { createSeatStore } from './seat-store.js';
import { createSession, type CustomerSession, type SessionOptions } from './session.js';
import { readSettings } from './settings.js';

export const NAME = '$$ZCB_SESSION$$';
export const token = `h.${btoa('{}')}.s`;
export const anna = { userId: 'anna', userName: 'Anna' };
const seat = { sessionId: 's', key: 'k0', pinCode: '123456' };

/** A network answered by the test, and sessions of this page on it. */
export function sessionBench() {
  const network = scriptNetwork();
  network.answers.set(PATHS.create, () => [200, seat]);
  network.answers.set(PATHS.find, () => [200, seat]);
  network.answers.set(PATHS.end, () => [200, {}]);
  const sessions: CustomerSession[] = [];

  /** A session of this page, with everything it tells in order. */
  async function open(given: object = { ui: false }, load: LoadPart = loadPart, begin?: SessionOptions['begin']) {
    const settings = readSettings(given);
    if (!settings.ok) throw settings.error;
    const place = { service: 'https://service.test', appKey: `KEY${Math.random()}`, sdkVersion: '3.11.0' };
    const secrets = watchSecrets(document);
    const made = network.during(() =>
      createSession({ window, place, settings: settings.value, secrets, loadLive: () => Promise.resolve(live), loadPart: load, begin }),
    );
    const told: unknown[][] = [];
    for (const event of CUSTOMER_EVENTS) made.session.on(event, (payload) => told.push([event, payload]));
    sessions.push(made.session);
    await made.recover();
    const status = (): string => made.session.getSessionInfo().sessionStatus;
    return { session: made.session, told, status, names: () => told.splice(0).map(([name]) => name) };
  }

  /** Starts it and answers the socket. */
  async function started(given?: object, load?: LoadPart, begin?: SessionOptions['begin']) {
    const page = await open(given, load, begin);
    const done = page.session.start({ sdkToken: token });
    const peer = await network.accept();
    await peer.next();
    peer.send(welcome());
    await done;
    page.names();
    return { ...page, peer };
  }

  /** A page of before was in a session. */
  async function leftBehind(state: 'live' | 'held' | 'gone', given?: object) {
    createSeatStore(window, NAME).write({ sessionId: 's', key: 'k1' }, 120_000);
    network.answers.set(PATHS.state, () => [200, { state }]);
    return open(given);
  }

  return {
    network,
    open,
    started,
    leftBehind,
    stop() {
      for (const session of sessions) void session.end().catch(() => undefined);
      document.cookie = `${NAME}=; Path=/; Max-Age=0`;
      sessionStorage.clear();
    },
  };
}

export const causeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'ok',
    (error: { cause: string }) => error.cause,
  );

/** The next message that is no ping, no news of focus, and says nothing of how the page is shared. */
export async function nextOf(peer: ScriptedPeer): Promise<unknown> {
  for (;;) {
    const message = await peer.next();
    const t = (message as { t?: string }).t;
    if (t !== 'ping' && t !== 'focus' && t !== 'rules' && t !== 'switches') return message;
  }
}
