import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionWebhook } from '@sightline/protocol';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { accept, proving, type Received, refuse, type TestReceiver, testReceiver } from '../testing/test-receiver.js';
import { testService } from '../testing/test-service.js';

const SECRET = 'the-webhook-secret-of-the-tests-0123456789';

/** Events of sessions, without the URL's proof. */
const events = ({ received }: TestReceiver): SessionWebhook[] =>
  received.map(({ event }: Received) => event).filter((event): event is SessionWebhook => event.event !== 'endpoint.url_validation');
const names = (receiver: TestReceiver): string[] => events(receiver).map(({ event }) => event.slice('cobrowse.'.length));

async function withFolder(run: (databaseUrl: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-webhooks-'));
  try {
    await run(`file:${join(folder, 'a.db')}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('W33 a service with a webhook in its environment proves the URL and tells a session’s life; the log and metrics know of it', async () => {
  const receiver = await testReceiver(proving(SECRET, accept));
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const service = await testService({ DEMO: '1', WEBHOOK_URL: receiver.url('/in'), WEBHOOK_SECRET: SECRET }, log);
  const customer = await service.customer({ userId: 'cleo', userName: 'Cleo Patra' });
  const ada = await service.agent(customer.seat.pinCode, 'ada');
  ada.client.send({ t: 'leave' });
  await ada.client.closed;
  const bob = await service.agent(customer.seat.pinCode, 'bob');
  customer.client.send({ t: 'end' });
  await bob.client.next('ended');
  await expect.poll(() => names(receiver)).toHaveLength(8);
  expect(names(receiver).slice(0, 5)).toEqual([
    'session_started',
    'session_user_joined',
    'session_user_joined',
    'session_user_left',
    'session_user_joined',
  ]);
  expect(names(receiver).slice(5).sort()).toEqual(['session_ended', 'session_user_left', 'session_user_left']);
  expect(names(receiver)[7]).toBe('session_ended');
  const [started, , , left] = events(receiver);
  const { sessionId, pinCode } = customer.seat;
  expect(started?.payload).toMatchObject({
    account_id: 'environment',
    object: { session_id: sessionId, user_id: 'cleo', role_type: 'customer' },
  });
  expect(left?.payload.object).toMatchObject({ user_id: 'ada', role_type: 'agent', leave_reason: 'Left the session' });
  expect(events(receiver)[7]?.payload.object).toMatchObject({
    session_id: sessionId,
    session_pin: pinCode,
    user_id: 'cleo',
    user_name: 'Cleo Patra',
    end_reason: 'The session ended',
  });
  await expect
    .poll(async () => await (await fetch(`${service.server.url}/metrics`)).text())
    .toMatch(/sightline_webhook_seconds_count\{result="delivered"\} 8/);
  await service.stop();
  await receiver.stop();
  const text = lines.join('');
  expect(text).toContain('webhook delivered');
  expect(text).toContain(sessionId);
  for (const hidden of ['Cleo', pinCode, SECRET, 'plainToken', receiver.url('/in')]) expect(text).not.toContain(hidden);
});

test('W33 while its URL is not proved what happens waits, over a restart too, and is told then', () =>
  withFolder(async (databaseUrl) => {
    const receiver = await testReceiver(refuse);
    const env = { DATABASE_URL: databaseUrl, DEMO: '1', WEBHOOK_URL: receiver.url(), WEBHOOK_SECRET: SECRET };
    const first = await testService(env);
    const customer = await first.customer();
    customer.client.send({ t: 'end' });
    await customer.client.next('ended');
    await first.stop();
    expect(receiver.received.every(({ event }) => event.event === 'endpoint.url_validation')).toBe(true);
    receiver.answering = proving('another-secret-than-the-one-it-should-know', accept);
    const second = await testService(env);
    await expect.poll(() => receiver.received.length).toBeGreaterThan(2);
    expect(names(receiver)).toEqual([]);
    receiver.answering = proving(SECRET, accept);
    await expect.poll(() => names(receiver)).toEqual(['session_started', 'session_user_joined', 'session_user_left', 'session_ended']);
    await second.stop();

    // Named no more it hears nothing more; named again it need not be asked again.
    const { WEBHOOK_URL: _url, WEBHOOK_SECRET: _secret, ...without } = env;
    const third = await testService(without);
    const unheard = await third.customer();
    unheard.client.send({ t: 'end' });
    await unheard.client.next('ended');
    await third.stop();
    const asked = receiver.received.filter(({ event }) => event.event === 'endpoint.url_validation').length;
    const fourth = await testService(env);
    const heard = await fourth.customer();
    await expect.poll(() => names(receiver).length).toBe(6);
    expect(events(receiver)[4]?.payload.object.session_id).toBe(heard.seat.sessionId);
    expect(receiver.received.filter(({ event }) => event.event === 'endpoint.url_validation')).toHaveLength(asked);
    await fourth.stop();
    await receiver.stop();
  }));
