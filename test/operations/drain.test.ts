import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloseCode } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { type Service, startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf } from './people.js';

const data = mkdtempSync(join(tmpdir(), 'sightline-drain-'));
const env = { ...ENVIRONMENT, DATABASE_URL: `file:${join(data, 'a.db')}` };
const running: Service[] = [];
const start = async (): Promise<Service> => {
  const service = await startService(env);
  running.push(service);
  return service;
};
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it never happened');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('U1 SIGTERM: nobody new, clients told when to come back, sessions kept, exit 0; the next process has them', {
  timeout: 90_000,
}, async () => {
  const first = await start();
  const people = peopleOf(first.port);
  const seat = (await people.create()).body;
  const customer = await people.enter('customer', seat);
  const agentSeat = (await people.find(seat.pinCode)).body;
  const agent = await people.enter('agent', agentSeat);
  // One who does not answer the close keeps the service waiting for him, so that the time in between can be seen.
  const deaf = await people.enter('agent', (await people.find(seat.pinCode, 'deaf')).body);
  deaf.client.ws.pause();
  const silent = people.socket('customer');
  await new Promise((resolve) => silent.ws.once('open', resolve));

  const asked = Date.now();
  const exit = first.stop('SIGTERM');
  const told = await Promise.all([customer, agent].map(({ client }) => client.next('restarting')));
  // The deaf one keeps it listening, but not for long.
  const refused = Promise.all([people.ready(), people.create(), people.find(seat.pinCode)]);
  for (const { retryAfterMs } of told) {
    expect(retryAfterMs).toBeGreaterThanOrEqual(1_000);
    expect(retryAfterMs).toBeLessThan(30_000);
  }
  for (const { client } of [customer, agent]) expect(await client.closed).toBe(CloseCode.Restarting);
  expect(await silent.closed).toBe(CloseCode.Restarting);
  const [ready, created, found] = await refused;
  expect(ready).toBe(503);
  expect(created).toMatchObject({ status: 503, body: { code: 9999, cause: 'service_error', retryable: true } });
  expect(found).toMatchObject({ status: 503, body: { code: 1011, cause: 'join_internal', retryable: true } });
  expect(await exit).toBe(0);
  expect(Date.now() - asked).toBeLessThan(10_000);

  const second = peopleOf((await start()).port);
  const back = await second.enter('customer', { sessionId: seat.sessionId, key: customer.welcome.key });
  expect(back.welcome).toMatchObject({ sessionId: seat.sessionId, pinCode: seat.pinCode });
  const agentBack = await second.enter('agent', { sessionId: seat.sessionId, key: agent.welcome.key });
  expect(agentBack.welcome.customer).toMatchObject({ present: true });
  for (const { client } of [back, agentBack]) client.cut();
});

test.each(['gone', 'stalled'] as const)(
  'J4 a reader of the log who is %s holds up neither the service nor its end',
  { timeout: 60_000 },
  async (how) => {
    const service = await startService({ ...env, LOG_LEVEL: 'trace' });
    running.push(service);
    service.unread(how);
    // More than a pipe holds.
    for (let round = 0; round < 40; round++)
      await Promise.all(Array.from({ length: 50 }, () => fetch(`${service.origin}/healthz`, { signal: AbortSignal.timeout(10_000) })));
    const asked = Date.now();
    expect(await service.stop('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
  },
);

test('U2 a second signal does not wait', { timeout: 60_000 }, async () => {
  const service = await start();
  const people = peopleOf(service.port);
  const deaf = await people.enter('customer', (await people.create()).body);
  deaf.client.ws.pause();
  const exit = service.stop('SIGTERM');
  await until(async () => (await people.ready()) === 503);
  // Signals less than 300 ms apart are one Ctrl-C.
  await new Promise((resolve) => setTimeout(resolve, 350));
  await service.stop('SIGTERM');
  // By itself it would end with 0, or say that it could not.
  expect(await exit).toBe(1);
  expect(service.log()).not.toContain('did not stop in time');
});
