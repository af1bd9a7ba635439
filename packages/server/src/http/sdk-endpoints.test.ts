import { PATHS, STATUSES } from '@sightline/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AnswerBody, DESK, SDK_KEY, SITE, type TestService, testService } from '../testing/test-service.js';

let service: TestService;
beforeEach(async () => {
  service = await testService();
});
afterEach(() => service.stop());

test('H1 every refusal is a row of the table, readable by the page that asked', async () => {
  const { status, headers, body } = await service.post(PATHS.create, {}, { origin: 'https://anywhere.example' });
  expect(status).toBe(STATUSES['9999:invalid_argument']);
  expect(headers.get('access-control-allow-origin')).toBe('https://anywhere.example');
  expect(headers.get('access-control-allow-credentials')).toBeNull();
  expect(headers.get('vary')).toBe('Origin');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(body).toMatchObject({ code: 9999, errorCode: 9999, name: 'UNDEFINED', cause: 'invalid_argument', retryable: false });
});

test('H1 so is the preflight, whatever headers a monitor of the page adds', async () => {
  for (const path of [PATHS.create, PATHS.find, PATHS.state, PATHS.end, PATHS.viewer]) {
    const headers = {
      origin: 'https://anywhere.example',
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'baggage,content-type,sentry-trace,traceparent,x-datadog-trace-id',
    };
    const answer = await fetch(service.server.url + path, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://anywhere.example');
    // Any, as long as there are no credentials.
    expect(answer.headers.get('access-control-allow-headers')).toBe('content-type, *');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  }
});

test.each([
  ['no JSON', '{', 'body'],
  ['too much', `"${'x'.repeat(40_000)}"`, 'body'],
  ['another role', { role: 'admin' }, 'role'],
  ['an unknown field', { more: 1 }, 'more'],
  ['a field nobody should repeat', { '<b>': 1 }, 'body'],
  ['a PIN that is a number', { customPinCode: 5 }, 'customPinCode'],
])('H2 %s is an invalid argument', async (_what, change, field) => {
  const body = typeof change === 'string' ? change : { appKey: SDK_KEY, sdkToken: 't', role: 'customer', ...change };
  const answer = await service.post(PATHS.create, body, { origin: SITE });
  expect(answer.status).toBe(field === 'body' && typeof change === 'string' && change.length > 32_768 ? 413 : 400);
  expect(answer.body.message).toBe(`Invalid argument: ${field}.`);
});

test('H3 the checks answer in their order', async () => {
  const good = { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken: await service.token(), role: 'customer' };
  const cause = async (body: object, origin = SITE): Promise<string> => {
    const answer = await service.post(PATHS.create, { ...good, ...body }, { origin });
    return `${answer.body.code}:${answer.body.cause}`;
  };
  const live = (await service.create({ userId: 'other' })).body;
  const resume = { sessionId: live.sessionId, key: live.key };
  const byop = await service.token({ enableByop: true });
  expect(await cause({ sdkVersion: '1.0.0', sdkToken: 'x' })).toBe('1011:sdk_version_invalid');
  expect(await cause({ sdkVersion: undefined })).toBe('1011:sdk_version_invalid');
  expect(await cause({ sdkToken: 'x' }, 'https://elsewhere.example')).toBe('2001:token_invalid');
  expect(await cause({ sdkToken: 'x'.repeat(5_000) })).toBe('2001:token_invalid');
  expect(await cause({ customPinCode: 'ABC' }, 'https://elsewhere.example')).toBe('2001:token_no_permission');
  expect(await cause({ resume }, 'https://elsewhere.example')).toBe('1001:site_invalid');
  expect(await cause({ resume, sdkToken: byop })).toBe('1004:already_active');
  expect(await cause({ sdkToken: byop })).toBe('1009:pin_required');
  expect(await cause({ sdkToken: byop, customPinCode: '' })).toBe('1009:pin_required');
  expect(await cause({ sdkToken: byop, customPinCode: 'x'.repeat(11) })).toBe('1008:pin_too_long');
  expect(await cause({ sdkToken: byop, customPinCode: 'a b' })).toBe('1008:pin_bad_chars');
});

test('H3 without an origin there is no answer but a refusal', async () => {
  const body = { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken: await service.token(), role: 'customer' };
  expect((await service.post(PATHS.create, body)).body).toMatchObject({ code: 1001, cause: 'site_invalid' });
});

test('H4 agents come from their sites or the service itself, customers from theirs', async () => {
  const { pinCode } = (await service.create()).body;
  const find = async (origin: string) => {
    const body = { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken: await service.token({ role: 'agent' }), role: 'agent', pinCode };
    return (await service.post(PATHS.find, body, { origin })).body;
  };
  expect(await find(SITE)).toMatchObject({ code: 1011, cause: 'site_invalid' });
  expect(await find(DESK)).toHaveProperty('key');
  expect(await find(service.server.url)).toHaveProperty('key');
});

test('H5 custom PINs: upper-cased, one holder at a time, found in either case', async () => {
  const byop = { userId: 'b', enableByop: true };
  const first = await service.create(byop, { customPinCode: 'shop7' });
  expect(first.body.pinCode).toBe('SHOP7');
  expect((await service.create({ ...byop, userId: 'c' }, { customPinCode: 'SHOP7' })).body).toMatchObject({
    code: 1010,
    cause: 'pin_conflict',
  });
  expect((await service.find('sHoP7')).body).toMatchObject({ sessionId: first.body.sessionId, pinCode: 'SHOP7' });
  expect((await service.post(PATHS.end, { sessionId: first.body.sessionId, key: first.body.key }, { origin: SITE })).status).toBe(200);
  expect((await service.find('SHOP7')).body).toMatchObject({ code: 1006, cause: 'pin_not_found' });
  expect((await service.create(byop, { customPinCode: 'SHOP7' })).status).toBe(200);
});

test('H5 of many starts with one custom PIN at once exactly one gets it', async () => {
  const answers = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => service.create({ userId: `u${n}`, enableByop: true }, { customPinCode: 'SAME' })),
  );
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  for (const { status, body } of answers) if (status !== 200) expect(body).toMatchObject({ code: 1010 });
});

test('H6 state tells live, held and gone, and uses nothing up', async () => {
  const seat = (await service.create()).body;
  const state = async (key: string) => (await service.post(PATHS.state, { sessionId: seat.sessionId, key }, { origin: SITE })).body.state;
  expect(await state(seat.key)).toBe('live');
  expect(await state('wrong')).toBe('gone');
  const { client, welcome } = await service.enter('customer', seat);
  expect(await state(welcome.key)).toBe('held');
  client.cut();
  await client.closed;
  expect(await state(welcome.key)).toBe('live');
  expect((await service.create({}, { resume: { sessionId: seat.sessionId, key: welcome.key } })).body).toMatchObject({ code: 1004 });
});

test('H6 to an allowed site state says what is going on, to any other only whether', async () => {
  const seat = (await service.create()).body;
  const { client, welcome } = await service.enter('customer', seat);
  const ask = async (origin: string) =>
    (await service.post(PATHS.state, { sessionId: seat.sessionId, key: welcome.key }, { origin })).body as object;
  expect(await ask(SITE)).toMatchObject({ state: 'held', info: { pinCode: seat.pinCode, agents: [], paused: false } });
  expect(await ask('https://elsewhere.example')).toEqual({ state: 'held' });
  client.cut();
});

test('H7 a hosted viewer’s address holds a seat in its fragment, good for one entering', async () => {
  const customer = await service.customer();
  const body = { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken: await service.token({ role: 'agent' }), pinCode: customer.seat.pinCode };
  const { url } = (await service.post(PATHS.viewer, body, { origin: DESK })).body;
  const fragment = new URL(url).hash.replace('#pass=', '');
  const seat = JSON.parse(Buffer.from(fragment, 'base64url').toString());
  await service.enter('agent', seat);
  const again = service.socket('agent');
  await again.hello(seat);
  expect((await again.next('refused')).error).toMatchObject({ cause: 'session_gone' });
});

test('H8 a trial without minutes left starts nothing', async () => {
  const trial = await testService({ PLAN: 'trial', TRIAL_MINUTES: '0' });
  expect((await trial.create()).body).toMatchObject({ code: 1001, cause: 'no_credits' });
  await trial.stop();
});

test('H9 failed look-ups are limited for that user, with the time to wait; finding a PIN is not', async () => {
  const limited = await testService({ RATE_JOIN_FAILS: '3' });
  const { pinCode } = (await limited.create()).body;
  for (let n = 0; n < 6; n++) expect((await limited.find(pinCode, { userId: 'good' })).status).toBe(200);
  for (let n = 0; n < 3; n++) expect((await limited.find('000ABC', { userId: 'bad' })).body.cause).toBe('pin_not_found');
  const refused = await limited.find(pinCode, { userId: 'bad' });
  expect(refused.status).toBe(429);
  expect(refused.body).toMatchObject({ code: 9999, cause: 'rate_limited', retryable: true });
  expect(refused.body.retryAfterMs).toBeGreaterThan(0);
  expect((await limited.find(pinCode, { userId: 'good' })).status).toBe(200);
  await limited.stop();
});

test('H9 requests are limited by address, preflights are not', async () => {
  const limited = await testService({ RATE_REQUESTS: '2' });
  const causes = [];
  for (let n = 0; n < 3; n++) causes.push((await limited.create({ userId: `u${n}` })).body.cause);
  expect(causes).toEqual([undefined, undefined, 'rate_limited']);
  expect((await fetch(limited.server.url + PATHS.create, { method: 'OPTIONS' })).status).toBe(204);
  await limited.stop();
});

test('H11 what exactly was wrong stands in the log always, in the answer only where the account is developed with', async () => {
  for (const [mode, says] of [
    ['1', true],
    ['0', false],
  ] as const) {
    const lines: string[] = [];
    const log = pino({ base: null }, { write: (line: string) => void lines.push(line) });
    const other = await testService({ DEVELOPER_MODE: mode, PUBLIC_URL: 'https://elsewhere.example' }, log);
    try {
      const create = async (sdkToken: string, origin = SITE) => {
        const body = JSON.stringify({ sdkVersion: '3.11.0', appKey: SDK_KEY, role: 'customer', sdkToken });
        const headers = { 'content-type': 'application/json', origin };
        const answer = await fetch(`http://127.0.0.1:${other.server.port}${PATHS.create}`, { method: 'POST', headers, body });
        return { status: answer.status, body: (await answer.json()) as AnswerBody };
      };
      const token = await other.token({});
      const forged = await create(token.slice(0, -2));
      expect(forged.body).toMatchObject({ code: 2001, cause: 'token_invalid' });
      const strange = await create(token, 'https://not-listed.example');
      expect(strange.body.cause).toBe('site_invalid');
      expect([forged.body.detail, strange.body.detail]).toEqual(
        says
          ? ['the signature fits no SDK secret of this SDK key', 'https://not-listed.example is none of the account’s allowed sites']
          : [undefined, undefined],
      );
      // Around the token, and under a host that is not PUBLIC_URL's.
      for (let i = 0; i < 2; i++) expect((await create(`\n ${token}\r\n`)).status).toBe(200);
      const said = lines.join('');
      expect(said).toContain('"why":"the signature fits no SDK secret');
      expect(said).toContain('"why":"https://not-listed.example is none');
      expect(said.split('requests come in under another host than PUBLIC_URL names')).toHaveLength(2);
      expect(said).not.toContain(token.slice(0, 60));
    } finally {
      await other.stop();
    }
  }
});
