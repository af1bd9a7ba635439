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
  const token = new URL(answer.headers.get('location') ?? '', service.server.url).searchParams.get('access_token') ?? '';
  expect(decodeJwt(token)).toMatchObject({ role_type: 2 });
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

test('C5 health and readiness', async () => {
  expect((await fetch(`${service.server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${service.server.url}/readyz`)).status).toBe(200);
});
