import { connect } from 'node:net';
import { PATHS } from '@sightline/protocol';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SDK_KEY, type TestService, testService } from '../testing/test-service.js';

let service: TestService;
beforeEach(async () => {
  service = await testService({ DEMO: '1' });
});
afterEach(() => service.stop());

test('X1 tokens for anyone who asks, as the service itself checks them', async () => {
  const { body } = await service.post('/demo/token', { role: 'agent', userId: 'ada', userName: 'Ada', expirationSeconds: 1_800 });
  const claims = decodeJwt(body.token);
  expect(claims).toMatchObject({ app_key: SDK_KEY, role_type: 2, user_id: 'ada', user_name: 'Ada' });
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(1_800);
  const { pinCode } = (await service.create()).body;
  const asked = { sdkVersion: '3.11.0', appKey: SDK_KEY, sdkToken: body.token, role: 'agent', pinCode };
  expect((await service.post(PATHS.find, asked, { origin: 'http://localhost:1' })).status).toBe(200);
});

test('X1 everything wrong is named at once', async () => {
  const { status, body } = await service.post('/demo/token', { role: 'boss', userId: '', userName: 5, expirationSeconds: 60 });
  expect(status).toBe(400);
  expect(body.errors.map(({ property }: { property: string }) => property)).toEqual(['role', 'userId', 'userName', 'expirationSeconds']);
});

test('X2 the desk’s address signs in with a fresh token', async () => {
  const answer = await fetch(`${service.server.url}/demo/desk`, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  const { hash, search } = new URL(answer.headers.get('location') ?? '', service.server.url);
  // Where no log of a proxy sees it.
  expect(search).toBe('');
  const token = new URLSearchParams(hash.slice(1)).get('access_token') ?? '';
  expect(decodeJwt(token)).toMatchObject({ role_type: 2 });
});

test('X2 the service’s own address leads to the demo', async () => {
  const answer = await fetch(`${service.server.url}/`);
  expect([answer.status, new URL(answer.url).pathname]).toEqual([200, '/demo/']);
});

test('X3 the account’s picture needs its cookie', async () => {
  const url = `${service.server.url}/demo/account/avatar.svg`;
  expect((await fetch(url)).status).toBe(401);
  const login = await fetch(`${service.server.url}/demo/login`, { method: 'POST' });
  const cookie = login.headers.get('set-cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
  const picture = await fetch(url, { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
});

test('X4 without DEMO there is none of it', async () => {
  const plain = await testService();
  for (const path of ['/demo/', '/demo/desk', '/demo/config.json']) expect((await fetch(plain.server.url + path)).status).toBe(404);
  expect((await plain.post('/demo/token', { role: 'agent' })).status).toBe(404);
  await plain.stop();
});

/** What the demo answers to a request with these headers; `http` is what its first line ends with. */
function ask(path: string, headers: Record<string, string>, http = '1.1'): Promise<string> {
  const method = path === '/demo/token' ? 'POST' : 'GET';
  const body = method === 'POST' ? '{"role": "agent"}' : '';
  const all = { connection: 'close', 'content-type': 'application/json', 'content-length': String(body.length), ...headers };
  const head = [`${method} ${path} HTTP/${http}`, ...Object.entries(all).map(([name, value]) => `${name}: ${value}`)];
  return new Promise((resolve, reject) => {
    const socket = connect(service.server.port, '127.0.0.1', () => socket.write(`${head.join('\r\n')}\r\n\r\n${body}`));
    let answer = '';
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

test.each([
  ['a page whose name was made to mean this machine', { host: 'evil.example:8080' }],
  ['no name', {}],
  ['a name that ends like ours', { host: 'localhost.evil.example' }],
  ['a name that begins like ours', { host: '127.0.0.1.evil.example' }],
  ['another page', { host: 'localhost:1', origin: 'https://evil.example' }],
  ['a proxy for somebody', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }],
  ['a proxy for somebody behind one of ours', { host: 'localhost', 'x-forwarded-for': '203.0.113.9, 127.0.0.1' }],
  ['a proxy by its public name', { host: '127.0.0.1', 'x-forwarded-host': 'help.example' }],
  ['a proxy that says so in another way', { host: '127.0.0.1', forwarded: 'for="[2001:db8::1]:4711";proto=https' }],
  ['a proxy that names itself', { host: '127.0.0.1', via: '1.1 proxy' }],
  ['a proxy with an address of its own header', { host: '127.0.0.1', 'x-real-ip': '203.0.113.9' }],
  ['a proxy that says nothing', { host: '127.0.0.1:8080' }, '1.0'],
] as [string, Record<string, string>, string?][])('X5 %s gets no token, desk or key of the demo', async (_what, headers, http) => {
  for (const path of ['/demo/token', '/demo/desk', '/demo/config.json']) {
    const answer = await ask(path, headers, http);
    expect(answer, path).toMatch(/^HTTP\/1\.\d 403 /);
    expect(answer, path).not.toMatch(/eyJ|sdkKey|location:/i);
  }
});

test.each([
  { host: 'localhost:8080' },
  { host: '[::1]:8080' },
  { host: 'shop.localhost', origin: 'http://localhost:1' },
  { host: 'localhost', 'x-forwarded-for': '127.0.0.1, ::1', forwarded: 'for="[::1]:1";host=localhost:1;proto=http' },
] as Record<string, string>[])('X5 this machine does: %o', async (headers) => {
  expect(await ask('/demo/token', headers)).toMatch(/^HTTP\/1\.1 200 [^]*eyJ/);
});

test('C5 health and readiness', async () => {
  expect((await fetch(`${service.server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${service.server.url}/readyz`)).status).toBe(200);
});
