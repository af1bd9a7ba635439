import { PATHS } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { JOIN_LIMITS } from '../access/join-limits.js';
import { SETTINGS } from '../settings.js';
import { guessBounds } from '../testing/guess-odds.js';
import { DESK, SDK_KEY, type TestService, testService } from '../testing/test-service.js';

const FREE = Number(SETTINGS.RATE_JOIN_FAILS.unset);
const SEED = Number(process.env.SEED ?? 20_261_122);
/** What each attacker asks. */
const EACH = 16;

/** Somebody with a token, behind a proxy that says where he is. */
async function guesser(service: TestService, userId: string) {
  const sdkToken = await service.token({ role: 'agent', userId });
  return async (pinCode: string, address: string) => {
    const body = { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken, role: 'agent', pinCode };
    return service.post(PATHS.find, body, { origin: DESK, 'x-forwarded-for': address });
  };
}

test(`H9 an attack from many users and addresses: next to nothing is answered, and nobody else is kept out (seed ${SEED})`, {
  timeout: 60_000,
}, async () => {
  const service = await testService({ TRUST_PROXY: '1', RATE_JOIN_FAILS: String(FREE), RATE_REQUESTS: SETTINGS.RATE_REQUESTS.unset });
  const { seat } = await service.customer();
  let random = SEED;
  const draw = (): number => {
    random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
    return random >>> 8;
  };
  /** Never the live one: a hit would end the count. */
  const wrongPin = (): string => {
    const pin = String(draw() % 1_000_000).padStart(6, '0');
    return pin === seat.pinCode ? wrongPin() : pin;
  };
  const address = (): string => `198.18.${draw() % 250}.${draw() % 250}`;

  const known = await service.agent(seat.pinCode, 'known agent');
  known.client.send({ t: 'leave' });

  const users = 60;
  const attackers = await Promise.all(Array.from({ length: users }, (_, n) => guesser(service, `eve ${n}`)));
  const causes: string[] = [];
  const began = performance.now();
  await Promise.all(
    attackers.map(async (guess) => {
      for (let n = 0; n < EACH; n++) {
        const { body } = await guess(wrongPin(), address());
        causes.push(body.cause);
        if (body.cause !== 'pin_not_found') expect(body.retryAfterMs).toBeGreaterThan(0);
        // Whatever the order in which the attackers come: nobody has more than the free ones answered.
        if (n >= FREE) expect(body.cause).toBe('rate_limited');
      }
    }),
  );
  const minutes = (performance.now() - began) / 60_000;
  const answered = causes.filter((cause) => cause === 'pin_not_found').length;
  process.stdout.write(
    `${causes.length} guesses of ${users} users, ${Math.round(causes.length / minutes)} a minute: ${answered} answered, ` +
      `the last was number ${causes.lastIndexOf('pin_not_found') + 1}\n`,
  );
  expect([...new Set(causes)].sort()).toEqual(['pin_not_found', 'rate_limited']);
  // The first answers use up the budget of all; then each attacker who has none yet has one.
  expect(answered).toBeLessThanOrEqual(JOIN_LIMITS.perKey * FREE + users);
  expect(answered).toBeLessThanOrEqual(guessBounds(FREE).manyUsers(users).first);

  // A new user has one guess, then he waits as the others do, from whichever address he comes.
  const fresh = await guesser(service, 'fresh');
  expect((await fresh(wrongPin(), '203.0.113.9')).body.cause).toBe('pin_not_found');
  const refused = await fresh(seat.pinCode, '203.0.113.10');
  expect(refused.body).toMatchObject({ code: 9999, cause: 'rate_limited' });
  expect(refused.body.retryAfterMs).toBeLessThanOrEqual(JOIN_LIMITS.pressedFirstWaitMs);

  // Who has made no mistake gets in, from an attacker's address too; who joined a session before may mistype as ever.
  for (const name of ['ann', 'bob', 'cyd']) {
    const agent = await guesser(service, name);
    expect((await agent(seat.pinCode, '198.18.1.1')).status).toBe(200);
  }
  const old = await guesser(service, 'known agent');
  expect((await old(wrongPin(), '198.18.1.1')).body.cause).toBe('pin_not_found');
  expect((await old(seat.pinCode, '198.18.1.1')).status).toBe(200);
  await service.stop();
});

test('H9 without a token signed with the secret nothing is answered about any PIN', async () => {
  const service = await testService();
  const { pinCode } = (await service.create()).body;
  const ask = async (pin: string, sdkToken: string) =>
    (await service.post(PATHS.find, { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken, role: 'agent', pinCode: pin }, { origin: DESK }))
      .body;
  const stranger = await testService({ SDK_SECRET: 'another-secret-altogether-0123456789' });
  const forged = await stranger.token({ role: 'agent' });
  for (const pin of [pinCode, '000000']) expect(await ask(pin, forged)).toMatchObject({ code: 2001, cause: 'token_invalid' });
  await stranger.stop();
  await service.stop();
});
