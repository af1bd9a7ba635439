import { FrameFlag, PATHS } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf, SITE, tokenOf } from './people.js';

const ADDRESS = '203.0.113.77';

test('J1 the log of a whole session has its id, and nothing of what must stay out', { timeout: 60_000 }, async () => {
  const service = await startService({ ...ENVIRONMENT, LOG_LEVEL: 'trace', TRUST_PROXY: '1' });
  try {
    const people = peopleOf(service.port);
    const from = { 'x-forwarded-for': ADDRESS };
    const seat = (await people.create(from)).body;
    const customer = await people.enter('customer', seat);
    const found = (await people.find(seat.pinCode, 'agent-canary-user', from)).body;
    const agent = await people.enter('agent', found);
    await customer.client.next('keyframe');
    customer.client.frame({ flags: FrameFlag.Key | FrameFlag.KeyEnd }, 'payload-canary');
    await agent.client.nextFrame();
    customer.client.send({ t: 'assets', items: [{ n: 1, url: 'http://127.0.0.1:1/asset-canary?q=1' }] });
    const token = await tokenOf('customer', 'token-canary-user', 'Token Canary');
    await fetch(`${service.origin}${PATHS.desk}?access_token=${token}&pin=${seat.pinCode}&q=query-canary`);
    await fetch(`${service.origin}/path-canary?q=query-canary`, {
      headers: { ...from, cookie: 'cookie-canary=1', referer: `${SITE}/referer-canary` },
    });
    // Refused, malformed and broken, in every way that is logged.
    await people.find('ABC123', 'agent-canary-user', from);
    await people.find('bad-pin-canary', 'agent-canary-user', from);
    const broken = { method: 'POST', headers: { 'content-type': 'application/json', ...from }, body: '{"sdkToken": body-canary' };
    await fetch(service.origin + PATHS.create, broken);
    const stranger = people.socket('agent');
    await stranger.hello({ sessionId: 'session-canary', key: 'key-canary' });
    await stranger.next('refused');
    agent.client.raw('{"t":"message-canary"');
    await agent.client.closed;
    customer.client.send({ t: 'end' });
    await customer.client.next('ended');
    await customer.client.closed;
    await service.stop();

    const log = service.log();
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    for (const found of [
      seat.sessionId,
      '203.0.113.0/24',
      'session opened',
      'entered',
      'session ended',
      'ended_by_customer',
      '1006:pin_not_found',
      PATHS.find,
    ])
      expect(log).toContain(found);
    const secret = [
      seat.pinCode,
      'ABC123',
      seat.key,
      found.key,
      customer.welcome.key,
      agent.welcome.key,
      agent.welcome.assetBase!,
      ADDRESS,
      token,
      'eyJ',
      'canary',
      'Canary',
    ];
    for (const text of secret) expect(log, `the log shows ${text}`).not.toContain(text);
  } finally {
    await service.stop('SIGKILL');
  }
});
