import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Static } from 'typebox';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { API_KEY, API_SECRET, REST, restService, restToken } from '../testing/rest-service.js';
import { DESK, SITE } from '../testing/test-service.js';
import { exampleOf } from './rest-examples.js';
import type { LiveSessions, PastSessions, SessionDetails, SessionUsers } from './rest-schemas.js';

type Live = Static<typeof LiveSessions>;
type Past = Static<typeof PastSessions>;
type Details = Static<typeof SessionDetails>;
type Users = Static<typeof SessionUsers>;

let service: Awaited<ReturnType<typeof restService>>;
beforeEach(async () => {
  service = await restService({ DATA_CENTER: 'fra-1' });
});
afterEach(() => service.stop());

const live = async (query = '') => (await service.get<Live>(`${REST}/live_sessions${query}`)).body;
const past = async (query = '') => (await service.get<Past>(`${REST}/past_sessions${query}`)).body;
const users = async (id: string) => (await service.get<Users>(`${REST}/sessions/${id}/users`)).body.users;
const details = async (id: string, query = '') => (await service.get<Details>(`${REST}/sessions/${id}${query}`)).body;
const who = (id: string, name: string, role: string) => ({ user_id: id, user_name: name, role_type: role });

test('H20 a session is there from the first entering on, with who was in it, and among the past once it has ended', async () => {
  const opened = (await service.create({ userId: 'nobody came' })).body;
  expect(await live()).toEqual({ page_size: 30, next_page_token: '', sessions: [] });
  expect((await service.get(`${REST}/sessions/${opened.sessionId}`)).body).toEqual({ code: 30300, message: 'Session does not exist.' });

  const before = Date.now();
  const { seat, client } = await service.customer({ userId: 'cleo', userName: 'Cleo' });
  const id = seat.sessionId;
  const ada = await service.agent(seat.pinCode, 'ada');
  const ben = await service.agent(seat.pinCode, 'ben');
  ada.client.send({ t: 'leave' });
  await ada.client.closed;
  const back = await service.agent(seat.pinCode, 'ada');
  await back.client.settle();

  const [session, ...more] = (await live()).sessions;
  expect(more).toEqual([]);
  expect(session).toEqual({
    session_id: id,
    start_time: expect.any(String),
    session_pin: seat.pinCode,
    users: [who('cleo', 'Cleo', 'customer'), who('ada', 'ada', 'agent'), who('ben', 'ben', 'agent')],
  });
  expect(Date.parse(session?.start_time ?? '')).toBeGreaterThanOrEqual(before - 1_000);
  expect(await details(id)).toEqual({ session_id: id, start_time: session?.start_time, session_pin: seat.pinCode, user_count: 3 });
  expect(await details(id, '?session_type=live')).toMatchObject({ session_id: id });
  expect((await service.get(`${REST}/sessions/${id}?session_type=past`)).status).toBe(404);
  expect((await past()).sessions).toEqual([]);

  const inside = await users(id);
  expect(inside.map((row) => [row.user_id, row.role_type, row.leave_time === undefined, row.ip_address, row.data_center])).toEqual([
    ['cleo', 'customer', true, '127.0.0.1', 'fra-1'],
    ['ada', 'agent', false, '127.0.0.1', 'fra-1'],
    ['ben', 'agent', true, '127.0.0.1', 'fra-1'],
    ['ada', 'agent', true, '127.0.0.1', 'fra-1'],
  ]);
  expect(new Set(inside.map((row) => row.user_connection_id)).size).toBe(4);

  // A lost connection that comes back is the same join.
  ben.client.cut();
  const again = await service.enter('agent', { sessionId: id, key: ben.welcome.key });
  await again.client.settle();
  expect((await users(id)).map((row) => row.user_connection_id)).toEqual(inside.map((row) => row.user_connection_id));

  client.send({ t: 'end' });
  await client.closed;
  expect((await live()).sessions).toEqual([]);
  const list = await past();
  expect(list).toMatchObject({ page_size: 30, next_page_token: '' });
  const [over] = list.sessions;
  expect(over).toEqual({
    ...session,
    end_time: expect.any(String),
    duration: expect.stringMatching(/^00:00:\d\d$/),
    user_count: 3,
  });
  expect(await details(id, '?session_type=past')).toEqual({
    session_id: id,
    start_time: over?.start_time,
    end_time: over?.end_time,
    duration: over?.duration,
    session_pin: seat.pinCode,
    user_count: 3,
  });
  expect((await service.get(`${REST}/sessions/${id}?session_type=live`)).status).toBe(404);
  for (const row of await users(id)) expect(Date.parse(row.leave_time ?? '')).toBeLessThanOrEqual(Date.parse(over?.end_time ?? ''));
});

test('H20 sessions are found by PIN in either case, by its other name, and by id', async () => {
  const first = await service.customer({ userId: 'a', enableByop: true }, { customPinCode: 'shop1' });
  const second = await service.customer({ userId: 'b' });
  const ids = async (query: string) => (await live(query)).sessions.map((one) => one.session_id);
  expect(await ids('')).toEqual([second.seat.sessionId, first.seat.sessionId]);
  expect(await ids('?session_pin=SHOP1')).toEqual([first.seat.sessionId]);
  expect(await ids('?pin_code=shop1')).toEqual([first.seat.sessionId]);
  expect(await ids('?pin_code=shop1&session_pin=SHOP1')).toEqual([first.seat.sessionId]);
  expect(await ids('?session_pin=OTHER')).toEqual([]);
  for (const { client } of [first, second]) {
    client.send({ t: 'end' });
    await client.closed;
  }
  const ended = async (query: string) => (await past(query)).sessions.map((one) => one.session_id);
  for (const type of ['start_time', 'end_time'])
    expect(await ended(`?time_type=${type}`)).toEqual([second.seat.sessionId, first.seat.sessionId]);
  expect(await ended('?session_pin=shop1')).toEqual([first.seat.sessionId]);
  expect(await ended(`?session_id=${second.seat.sessionId}`)).toEqual([second.seat.sessionId]);
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  expect(await past(`?from=${yesterday}&to=${today}`)).toMatchObject({ from: yesterday, to: today, sessions: [{}, {}] });
  expect(await ended(`?from=${yesterday}&to=${yesterday}`)).toEqual([]);
});

test('H21 two accounts never see each other’s rows', async () => {
  const mine = await service.customer({ userId: 'mine' });
  const account = await service.store.accountByApiKey(API_KEY);
  if (!account) throw new Error('no account');
  const other = { apiKey: 'other-api-key', secret: 'another-api-secret-of-the-tests-012345' };
  await service.store.putAccount({ ...account, id: 'other', sdkKey: 'other', apiKey: other.apiKey, apiSecrets: [other.secret] });
  const theirs = await service.as(await restToken(other));
  const id = mine.seat.sessionId;
  expect((await theirs(`${REST}/live_sessions`)).body).toMatchObject({ sessions: [] });
  expect((await theirs(`${REST}/live_sessions?session_pin=${mine.seat.pinCode}`)).body).toMatchObject({ sessions: [] });
  expect((await theirs(`${REST}/sessions/${id}`)).status).toBe(404);
  expect((await theirs(`${REST}/sessions/${id}/users`)).status).toBe(404);
  mine.client.send({ t: 'end' });
  await mine.client.closed;
  expect((await theirs(`${REST}/past_sessions?session_id=${id}`)).body).toMatchObject({ sessions: [] });
  // The control.
  expect((await past(`?session_id=${id}`)).sessions).toHaveLength(1);
  // A token of a page is of one account.
  const token = (await withMany(31)).next_page_token;
  expect((await theirs(`${REST}/live_sessions?next_page_token=${token}`)).body).toMatchObject({ code: 30101 });
  expect((await live(`?next_page_token=${token}`)).sessions).toHaveLength(1);
});

/** The first page of as many live sessions. */
async function withMany(count: number): Promise<Live> {
  for (let n = 0; n < count; n++) {
    const record = {
      id: `${n}`.padStart(22, 's'),
      accountId: 'environment',
      sdkKey: 'k',
      pin: `P${n}`,
      startedAt: 1_000 + n,
      startUrl: '',
      endedAt: undefined,
      policyHashes: [],
      state: '{}',
    };
    const present = [{ connectionId: `c${n}`, userId: 'u', userName: 'U', role: 'customer', address: '' } as const];
    await service.store.saveSession({ record, present, at: 1_000 + n });
  }
  return live();
}

test('H22 an access token is a JWT, HS256, issued by an API key, signed by one of its secrets, not expired', async () => {
  const ask = async (token: string | undefined, scheme = 'Bearer') => {
    const headers: Record<string, string> = token === undefined ? {} : { authorization: `${scheme} ${token}` };
    const answer = await fetch(`${service.server.url}${REST}/live_sessions`, { headers });
    return [answer.status, answer.headers.get('www-authenticate'), await answer.json()] as const;
  };
  const refused = [401, 'Bearer', { code: 401, message: 'Invalid access token.' }];
  expect((await ask(await restToken(), 'bearer'))[0]).toBe(200);
  expect((await ask(await restToken({ expiresIn: -30 })))[0]).toBe(200);
  const payload = (claims: object, header: object = { alg: 'none' }) =>
    [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const exp = Math.floor(Date.now() / 1000) + 600;
  for (const bad of [
    undefined,
    '',
    'x',
    'a.b.c',
    await restToken({ secret: 'another secret of at least 32 bytes.' }),
    await restToken({ apiKey: 'nobody' }),
    await restToken({ expiresIn: -90 }),
    await restToken({ apiKey: '\0' }),
    await restToken({ apiKey: 'k'.repeat(500) }),
    `${payload({ iss: API_KEY, exp })}.`,
    `${payload({ iss: API_KEY, exp }, { alg: 'HS512' })}.AAAA`,
    await service.token({ role: 'agent' }),
  ])
    expect(await ask(bad)).toEqual(refused);
  expect((await ask(await restToken(), 'Basic'))[0]).toBe(401);

  const account = await service.store.accountByApiKey(API_KEY);
  if (!account) throw new Error('no account');
  const second = 'a-second-api-secret-while-rotating-0123';
  const api = (await service.store.secrets(account.id)).filter(({ kind }) => kind === 'api');
  expect(api).toHaveLength(1);
  expect(Date.now() - (api[0]?.lastUsedAt ?? 0)).toBeLessThan(61_000);
  const more = { ...account, id: 'more', sdkKey: 'more', apiKey: 'more' };
  await service.store.putAccount({ ...more, apiSecrets: [second, API_SECRET] });
  for (const secret of [API_SECRET, second]) expect((await ask(await restToken({ apiKey: 'more', secret })))[0]).toBe(200);
  await service.store.putAccount({ ...more, id: 'off', sdkKey: 'off', apiKey: 'off', disabled: true });
  expect(await ask(await restToken({ apiKey: 'off' }))).toEqual(refused);
});

test('H23 requests are limited by API key, wrong tokens by address, each with a time to come back', async () => {
  const limited = await restService({ RATE_REST: '3', RATE_REQUESTS: '5' });
  try {
    for (let n = 0; n < 3; n++) expect((await limited.get(`${REST}/live_sessions`)).status).toBe(200);
    const over = await limited.get(`${REST}/live_sessions`);
    expect(over.body).toEqual({ code: 429, message: 'Too many requests, try again later.' });
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(over.headers.get('retry-after'))).toBeLessThanOrEqual(60);

    const account = await limited.store.accountByApiKey(API_KEY);
    if (!account) throw new Error('no account');
    await limited.store.putAccount({ ...account, id: 'other', sdkKey: 'other', apiKey: 'other' });
    const other = await limited.as(await restToken({ apiKey: 'other' }));
    expect((await other(`${REST}/live_sessions`)).status).toBe(200);
    const wrong = await limited.as('wrong');
    for (let n = 0; n < 5; n++) expect((await wrong(`${REST}/live_sessions`)).status).toBe(401);
    expect((await wrong(`${REST}/live_sessions`)).status).toBe(429);
    expect((await other(`${REST}/live_sessions`)).status).toBe(429);
  } finally {
    await limited.stop();
  }
});

test('H24 the account’s switch shortens addresses to their networks', async () => {
  const { seat } = await service.customer({ userId: 'cleo' });
  await service.agent(seat.pinCode, 'ada');
  expect((await users(seat.sessionId)).map((row) => row.ip_address)).toEqual(['127.0.0.1', '127.0.0.1']);
  const account = await service.store.accountByApiKey(API_KEY);
  if (!account) throw new Error('no account');
  const short = { ...account, id: 'short', sdkKey: 'short', apiKey: 'short', shortenAddresses: true };
  await service.store.putAccount(short);
  const at = ['203.0.113.77', '::ffff:203.0.113.77', '2001:db8:1:2:3:4:5:6', '', 'unknown'];
  const record = { sdkKey: 'short', pin: 'P', startedAt: 1, startUrl: '', endedAt: undefined, policyHashes: [], state: '{}' };
  const id = 'addresses-of-a-session';
  const present = at.map((address, n) => ({ connectionId: `${n}`, userId: `${n}`, userName: '', role: 'agent', address }) as const);
  await service.store.saveSession({ record: { ...record, id, accountId: 'short' }, present, at: 5 });
  const get = await service.as(await restToken({ apiKey: 'short' }));
  const rows = (await get<Users>(`${REST}/sessions/${id}/users`)).body.users;
  expect(rows.map((row) => row.ip_address)).toEqual(['203.0.113.0', '203.0.113.0', '2001:db8:1::', '', '']);
});

test('H25 every failure below /v2/ is {code, message}, an unknown path and a broken address too', async () => {
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(service.server.url + path, init);
    return [answer.status, answer.headers.get('content-type'), await answer.json()] as const;
  };
  const unknown = [404, 'application/json; charset=utf-8', { code: 404, message: 'There is no such path.' }];
  for (const path of ['/v2/', '/v2/x', `${REST}`, `${REST}/sessions`, `${REST}/sessions/a/b`, '/v2/%E0%A4%A', `/v2/${'x'.repeat(300)}`])
    expect(await ask(path), path).toEqual(unknown);
  expect(await ask(`${REST}/live_sessions`, { method: 'POST' })).toEqual(unknown);
  const authorization = `Bearer ${await restToken()}`;
  for (const path of [
    `${REST}/sessions/%E0%A4%A`,
    `${REST}/sessions/${'x'.repeat(300)}`,
    `${REST}/sessions/a%00b`,
    `${REST}/sessions/..%2f`,
  ])
    expect((await ask(path, { headers: { authorization } }))[0], path).toBe(404);
  expect((await ask(`${REST}/live_sessions?page_size=29`, { headers: { authorization } }))[2]).toEqual({
    code: 300,
    message: 'Invalid parameter: page_size.',
  });
});

test('H31 the document is valid OpenAPI 3.1 without a token, and each example in it fits its schema', async () => {
  const answer = await fetch(`${service.server.url}/v2/openapi.json`);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  const document = (await answer.json()) as { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> };
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(Object.keys(document.paths)).toEqual([
    '/v2/cobrowsesdk/live_sessions',
    '/v2/cobrowsesdk/past_sessions',
    '/v2/cobrowsesdk/sessions/{sessionId}',
    '/v2/cobrowsesdk/sessions/{sessionId}/users',
  ]);
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'document');
  let examples = 0;
  for (const [path, methods] of Object.entries(document.paths))
    for (const [status, told] of Object.entries(methods.get?.responses ?? {})) {
      const { example } = (told as { content: Record<string, { example: unknown }> }).content['application/json'] ?? {};
      const at = ['paths', path, 'get', 'responses', status, 'content', 'application/json', 'schema'];
      const steps = at.map((step) => encodeURIComponent(step.replaceAll('/', '~1')));
      const fits = ajv.getSchema(`document#/${steps.join('/')}`);
      expect(fits?.(example), `${path} ${status}`).toBe(true);
      examples++;
    }
  expect(examples).toBe(22);
  const page = readFileSync(new URL('../../../../docs/rest.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/```json\n([^`]+)```/g)].map(([, json]) => JSON.parse(json ?? '') as unknown);
  expect(shown).toEqual([exampleOf.liveSessions, exampleOf.pastSessions, exampleOf.session, exampleOf.users]);
});

test('H20 the origins of sites and desks play no part, and no page can read an answer', async () => {
  const authorization = `Bearer ${await restToken()}`;
  for (const origin of [SITE, DESK, 'https://elsewhere.example']) {
    const answer = await fetch(`${service.server.url}${REST}/live_sessions`, { headers: { authorization, origin } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, null]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
});
