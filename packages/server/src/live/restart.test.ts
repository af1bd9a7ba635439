import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloseCode, FrameFlag } from '@sightline/protocol';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { testService } from '../testing/test-service.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;

test('R3 a restart on the same data: same session, PIN, seats, asset path; a keyframe is asked for; the log has no secret', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-restart-'));
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const env = { DATABASE_URL: `file:${join(folder, 'a.db')}` };

  const first = await testService(env, log);
  const customer = await first.customer();
  const agent = await first.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  customer.client.frame({ flags: KEY }, 'before');
  await agent.client.nextFrame();
  const closed = [customer.client.closed, agent.client.closed];
  await first.stop();
  expect(await Promise.race(closed)).toBeOneOf([CloseCode.Restarting, 1006]);

  const second = await testService(env, log);
  const { sessionId } = customer.seat;
  const agentBack = await second.enter('agent', { sessionId, key: agent.welcome.key }, { stream: 1, number: 0 });
  expect(agentBack.welcome).toMatchObject({
    sessionId,
    pinCode: customer.seat.pinCode,
    customer: { present: false },
    assetBase: agent.welcome.assetBase,
  });
  const customerBack = await second.enter('customer', { sessionId, key: customer.welcome.key }, { stream: 1, number: 0 });
  expect(customerBack.welcome).toMatchObject({ lastStream: 1, agents: [{ userId: 'agent' }] });
  expect(customerBack.welcome.received).toBeUndefined();
  await customerBack.client.next('keyframe');
  customerBack.client.frame({ flags: KEY, stream: 2 }, 'after');
  expect((await agentBack.client.nextFrame()).text).toBe('after');
  expect((await second.find(customer.seat.pinCode, { userId: 'late' })).status).toBe(200);
  customerBack.client.send({ t: 'end' });
  await agentBack.client.next('ended');
  await second.stop();

  const third = await testService(env, log);
  expect((await third.find(customer.seat.pinCode)).body.cause).toBe('pin_not_found');
  const gone = third.socket('agent');
  await gone.hello({ sessionId, key: agentBack.welcome.key });
  expect(await gone.next('ended')).toMatchObject({ reason: 'ended_by_customer' });
  const stranger = third.socket('agent');
  await stranger.hello({ sessionId, key: 'made-up' });
  expect((await stranger.next('refused')).error).toMatchObject({ cause: 'session_gone' });
  await third.stop();

  const kept = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');
  for (const key of [customer.seat.key, customer.welcome.key, agent.seat.key, agent.welcome.key]) {
    expect(kept).not.toContain(key);
    expect(lines.join('')).not.toContain(key);
  }
  expect(lines.join('')).not.toContain(customer.seat.pinCode);
  expect(lines.join('')).not.toContain('eyJ');
  expect(lines.length).toBeGreaterThan(5);
  rmSync(folder, { recursive: true, force: true });
});
