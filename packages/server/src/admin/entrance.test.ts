import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { afterEach, expect, test } from 'vitest';
import { ADMIN_TOKEN, type AdminService, adminService } from '../testing/admin-service.js';
import { SITE, testService } from '../testing/test-service.js';

let service: AdminService | undefined;
afterEach(async () => {
  await service?.stop();
  service = undefined;
});

const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(`${service?.server.url}/admin/v1${path}`, { ...init, headers });
const right = { authorization: `Bearer ${ADMIN_TOKEN}` };

test('Z19 without a token there is no admin API at all', async () => {
  const bare = await testService();
  try {
    for (const path of ['/accounts', '/openapi.json', ''])
      for (const headers of [{}, right] as Record<string, string>[])
        expect((await fetch(`${bare.server.url}/admin/v1${path}`, { headers })).status, path).toBe(404);
  } finally {
    await bare.stop();
  }
});

test('Z19 whatever is no token of it is refused the same at every address, in words of its own, and no page may read them', async () => {
  service = await adminService();
  const half = ADMIN_TOKEN.slice(0, -1);
  const wrong = [
    '',
    'Bearer',
    'Bearer ',
    `Bearer ${half}`,
    `Bearer ${ADMIN_TOKEN}x`,
    `Basic ${ADMIN_TOKEN}`,
    ADMIN_TOKEN,
    `Bearer ${ADMIN_TOKEN} x`,
  ];
  for (const [n, authorization] of wrong.entries()) {
    const answer = await ask(['/accounts', '/openapi.json', '/nothing', '/accounts/environment'][n % 4] ?? '', {
      authorization,
      origin: SITE,
    });
    expect([answer.status, answer.headers.get('www-authenticate'), answer.headers.get('cache-control')]).toEqual([
      401,
      'Bearer',
      'no-store',
    ]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await answer.json()).toEqual({ code: 'unauthorized', message: 'this needs the token of ADMIN_TOKEN' });
  }
  // A token in an address would be in logs.
  expect((await ask(`/accounts?token=${ADMIN_TOKEN}&access_token=${ADMIN_TOKEN}`)).status).toBe(401);
  for (const headers of [right, {}] as Record<string, string>[]) {
    const preflight = await ask('/accounts', { ...headers, origin: SITE, 'access-control-request-method': 'GET' }, { method: 'OPTIONS' });
    expect(preflight.ok).toBe(false);
    expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
  const good = await ask('/accounts', { ...right, origin: SITE });
  expect([good.status, good.headers.get('access-control-allow-origin'), good.headers.get('cache-control')]).toEqual([
    200,
    null,
    'no-store',
  ]);
});

test('Z19 wrong tokens of an address are limited; who has the right one is answered all the same', async () => {
  let logged = '';
  const output = new PassThrough().on('data', (part: Buffer) => {
    logged += part.toString();
  });
  service = await adminService({}, pino({ level: 'info' }, output));
  const statuses: number[] = [];
  for (let n = 0; n < 30; n++) statuses.push((await ask('/accounts', { authorization: `Bearer guess-${n}` })).status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(20);
  expect(statuses.slice(20)).toEqual(Array.from({ length: 10 }, () => 429));
  const limited = await ask('/accounts', { authorization: 'Bearer one-more' });
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await ask('/accounts', right)).status).toBe(200);
  expect(logged.match(/a wrong token at the admin API/g)).toHaveLength(1);
  expect(logged).not.toContain('guess');
});

const sent = (init: RequestInit, path = '/accounts') =>
  ask(path, { ...right, 'content-type': 'application/json' }, { method: 'POST', ...init });

test.each<[string, RequestInit, number, string]>([
  ['no JSON', { body: '{"name"' }, 400, 'invalid'],
  ['an empty body', { body: '' }, 400, 'invalid'],
  ['a list', { body: '[]' }, 400, 'invalid'],
  ['null', { body: 'null' }, 400, 'invalid'],
  ['a number', { body: '7' }, 400, 'invalid'],
  ['a prototype', { body: '{"name":"x","__proto__":{"disabled":true}}' }, 400, 'invalid'],
  ['a constructor', { body: '{"name":"x","constructor":{"prototype":{"disabled":true}}}' }, 400, 'invalid'],
  ['a switch of every object', { body: '{"name":"x","switches":{"toString":true}}' }, 400, 'invalid'],
  ['a name of bytes', { body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) }, 400, 'invalid'],
  ['40 kB', { body: JSON.stringify({ name: 'x'.repeat(40_000) }) }, 413, 'too_large'],
  ['deep nesting', { body: `{"name":${'['.repeat(9_000)}${']'.repeat(9_000)}}` }, 400, 'invalid'],
  [
    'many sites',
    { body: JSON.stringify({ name: 'x', allowedSites: Array.from({ length: 501 }, () => 'https://a.example') }) },
    400,
    'invalid',
  ],
])('Z20 %s: refused in the form of the API, and nothing is made', async (_, init, status, code) => {
  service = await adminService();
  const answer = await sent(init);
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
  const text = await sent({ body: 'name=x', headers: { ...right, 'content-type': 'application/x-www-form-urlencoded' } });
  expect(text.status).toBe(400);
  expect((await service.admin<{ accounts: object[] }>('GET', '/accounts')).body.accounts).toHaveLength(1);
});

test('Z20 addresses of any kind are refused in the form of the API, or before they get there', async () => {
  service = await adminService();
  const { port } = service.server;
  const status = async (line: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (part: Buffer) => {
      heard += part.toString();
    });
    socket.end(`${line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${ADMIN_TOKEN}\r\nConnection: close\r\n\r\n`);
    await new Promise((closed) => socket.on('close', closed));
    return heard.split(' ')[1] ?? '';
  };
  for (const path of [
    '/accounts/..%2f..%2fx',
    '/accounts/%00',
    `/accounts/${'x'.repeat(100)}`,
    '/accounts/%ff',
    '/accounts//secrets',
    '/accounts/__proto__',
    '//accounts',
    '/nothing',
  ])
    for (const method of ['GET', 'DELETE', 'PATCH', 'TRACE'])
      expect(await status(`${method} /admin/v1${path}`), `${method} ${path}`).toMatch(/^4\d\d$/);
  expect(await status('GET /admin/v1/accounts')).toBe('200');
});
