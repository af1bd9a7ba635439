import { scriptNetwork, welcome } from '@sightline/link/testing';
import { PATHS } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import * as core from '../core.js';
import * as live from '../live.js';
import { createSeatStore } from '../session/seat-store.js';
import type { CustomerSession } from '../session/session.js';
import { loadPart } from '../parts/parts.fixture.js';
import { createBoot } from './boot.js';

const NAME = '$$ZCB_SESSION$$';
const settings = { appKey: 'KEY', host: 'https://service.test', ui: false };

interface Answer {
  success: boolean;
  session: CustomerSession;
  error?: { cause: string; message: string };
}

function boot(loadCore: () => Promise<typeof core> = () => Promise.resolve(core)) {
  return createBoot({ window: () => window, script: undefined, loadCore, loadLive: () => Promise.resolve(live), loadPart });
}

afterEach(() => createSeatStore(window, NAME).clear());

test('S1.3 init again gives the same session', async () => {
  const sdk = boot();
  const answers: Answer[] = [];
  const first = await sdk.init(settings, (answer: Answer) => answers.push(answer));
  const second = await sdk.init({ ...settings, piiMask: { maskCssSelectors: '.more' } });
  expect(second).toBe(first);
  expect(answers).toEqual([{ success: true, session: first }]);
});

test('S1.4 a failed init still gives a session that fails, and may be tried again', async () => {
  const sdk = boot();
  const answers: Answer[] = [];
  const rule = { piiMask: { maskCssSelectors: 'a[[' } };
  const error = await sdk.init({ ...settings, ...rule }, (answer: Answer) => answers.push(answer)).catch((e: unknown) => e);
  expect(error).toMatchObject({ cause: 'invalid_argument', message: 'Invalid argument: piiMask.maskCssSelectors.' });
  expect(answers[0]).toMatchObject({ success: false });
  expect(answers[0]?.error).toBe(error);
  expect(await answers[0]?.session.start({ sdkToken: 't' }).catch((e: unknown) => e)).toBe(error);
  expect((await sdk.init(settings)).getSessionInfo()).toEqual({ sessionStatus: 'session_idle' });
});

test('S2.3 before init nothing is loaded', () => {
  let loads = 0;
  boot(() => {
    loads++;
    return Promise.resolve(core);
  });
  expect(loads).toBe(0);
});

test('S2.4 session logic that does not load fails init with network, until it does', async () => {
  let loads = 0;
  const sdk = boot(() => (++loads === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(core)));
  expect(await sdk.init(settings).catch((e: { code: number; cause: string }) => [e.code, e.cause])).toEqual([1016, 'network']);
  expect((await sdk.init(settings)).getSessionInfo().sessionStatus).toBe('session_idle');
});

test('S4.3 with multi-tab persistence the session comes back by itself, after init has answered', async () => {
  createSeatStore(window, NAME).write({ sessionId: 's', key: 'k1' }, 120_000);
  const network = scriptNetwork();
  const { you, pinCode, startTime, paused, agents, reconnectWindowMs } = welcome();
  const info = { you, pinCode, startTime, paused, agents, reconnectWindowMs };
  network.answers.set(PATHS.state, () => [200, { state: 'live', info }]);
  const told: string[] = [];
  const asked = { ...settings, multiTabSessionPersistence: { enable: true } };
  const session = await network.during(() =>
    boot().init(asked, ({ session: s }: Answer) => {
      told.push(s.getSessionInfo().sessionStatus);
      s.on('session_started', () => told.push('session_started'));
    }),
  );
  const peer = await network.accept();
  expect(await peer.next()).toMatchObject({ sessionId: 's', key: 'k1' });
  peer.send(welcome());
  expect(told).toEqual(['session_recoverable', 'session_started']);
  const ending = session.end();
  peer.send({ t: 'ended', reason: 'ended_by_customer' });
  await ending;
});
