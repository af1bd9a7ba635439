import { PATHS } from '@sightline/protocol';
import { SignJWT } from 'jose';
import { afterEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { ADMIN_TOKEN } from '../testing/admin-service.js';
import { API_KEY, API_SECRET, REST, restToken } from '../testing/rest-service.js';
import { DESK, SDK_KEY, SDK_SECRET, SITE, type TestService, testService } from '../testing/test-service.js';
import { parseSite } from './site.js';

const sites = [parseSite(SITE), parseSite(DESK)].filter((site) => site !== undefined);

let service: TestService;
let store: Store;
afterEach(() => service.stop());

/** The service with the account of its environment and another one; `store` is also what another process would write to. */
async function twoAccounts(): Promise<void> {
  service = await testService({ API_KEY, API_SECRET, ADMIN_TOKEN }, undefined, async (...given) => (store = await openStore(...given)));
  const own = await store.account(SDK_KEY);
  if (!own) throw new Error('no account');
  const secrets = { sdkSecrets: ['sdk-secret-of-the-other-account-01'], apiSecrets: ['api-secret-of-the-other-account-01'] };
  const other = {
    ...own,
    ...secrets,
    id: 'other',
    sdkKey: 'other-key',
    apiKey: 'other-api',
    allowedSites: sites,
    allowedAgentSites: sites,
  };
  if (!(await store.createAccount(other))) throw new Error('not created');
}

const now = (): number => Math.floor(Date.now() / 1000);
const signed = (claims: Record<string, unknown>, secret: string): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
const sdkToken = (secret = SDK_SECRET, key = SDK_KEY, role: 'customer' | 'agent' = 'customer'): Promise<string> =>
  signed({ app_key: key, role_type: role === 'customer' ? 1 : 2, iat: now(), exp: now() + 3_600, user_id: role, user_name: '' }, secret);
const apiToken = (secret = API_SECRET, apiKey = API_KEY): Promise<string> => restToken({ secret, apiKey });

/** What each entrance for tokens of the SDK says to one, in a word. */
async function entrances(token: (role: 'customer' | 'agent') => Promise<string>, appKey = SDK_KEY, pinCode = '000000'): Promise<string[]> {
  const ask = async (path: string, role: 'customer' | 'agent', more: object): Promise<string> => {
    const body = { sdkVersion: '3.11.0', appKey, sdkToken: await token(role), ...more };
    const answer = await service.post(path, body, { origin: role === 'customer' ? SITE : DESK });
    return answer.status === 200 ? 'in' : answer.body.cause;
  };
  return [
    await ask(PATHS.create, 'customer', { role: 'customer' }),
    await ask(PATHS.create, 'agent', { role: 'agent' }),
    await ask(PATHS.find, 'agent', { role: 'agent', pinCode }),
    await ask(PATHS.viewer, 'agent', { pinCode }),
  ];
}
const all = (word: string): string[] => [word, word, word, word];
const open = ['in', 'in', 'pin_not_found', 'pin_not_found'];

const ADMINISTRATION = ['GET /accounts', 'GET /openapi.json', 'POST /accounts/other/disable', 'DELETE /accounts/other', 'GET /sessions'];
async function administration(token: string, asked: readonly string[]): Promise<number[]> {
  const statuses: number[] = [];
  for (const [method = '', path = ''] of asked.map((one) => one.split(' ')))
    statuses.push((await fetch(`${service.server.url}/admin/v1${path}`, { method, headers: { authorization: `Bearer ${token}` } })).status);
  return statuses;
}

/** What each call of REST says, by status. */
async function rest(token: string, sessionId = 'q3J0gk2hTRe0lMgbQ1s9Aw'): Promise<number[]> {
  const statuses: number[] = [];
  for (const path of ['/live_sessions', '/past_sessions', `/sessions/${sessionId}?session_type=live`, `/sessions/${sessionId}/users`])
    statuses.push((await fetch(`${service.server.url}${REST}${path}`, { headers: { authorization: `Bearer ${token}` } })).status);
  return statuses;
}
const shut = [401, 401, 401, 401];

test('Z21 each kind of token opens its own interface only', async () => {
  await twoAccounts();
  expect(await entrances((role) => sdkToken(SDK_SECRET, SDK_KEY, role))).toEqual(open);
  const strangers = [
    () => apiToken(),
    () => Promise.resolve(ADMIN_TOKEN),
    // The right claims, signed with a secret of another kind or another account.
    (role: 'customer' | 'agent') => sdkToken(API_SECRET, SDK_KEY, role),
    (role: 'customer' | 'agent') => sdkToken(ADMIN_TOKEN, SDK_KEY, role),
    (role: 'customer' | 'agent') => sdkToken('sdk-secret-of-the-other-account-01', SDK_KEY, role),
    (role: 'customer' | 'agent') => sdkToken(API_KEY, SDK_KEY, role),
  ];
  for (const token of strangers) expect(await entrances(token)).toEqual(all('token_invalid'));
  expect(await entrances((role) => sdkToken(SDK_SECRET, 'other-key', role), 'other-key')).toEqual(all('token_invalid'));
  expect(await entrances((role) => sdkToken('sdk-secret-of-the-other-account-01', 'other-key', role))).toEqual(all('token_access'));
  // Wrong ones are limited: three addresses for each.
  const wrong = [await sdkToken(), await apiToken(), await sdkToken(ADMIN_TOKEN), SDK_SECRET, API_SECRET, API_KEY];
  for (const [n, token] of wrong.entries()) {
    const asked = n % 2 ? ADMINISTRATION.slice(0, 3) : ADMINISTRATION.slice(2);
    expect(await administration(token, asked), token).toEqual([401, 401, 401]);
  }
  expect((await store.accountById('other'))?.disabled).toBe(false);

  const { sessionId } = (await service.customer({ userId: 'cleo' })).seat;
  expect(await rest(await apiToken(), sessionId)).toEqual([200, 200, 200, 200]);
  // Another account is told what it would be told of nothing.
  expect(await rest(await apiToken('api-secret-of-the-other-account-01', 'other-api'), sessionId)).toEqual([200, 200, 404, 404]);
  for (const token of [
    ADMIN_TOKEN,
    await sdkToken(),
    await apiToken(SDK_SECRET),
    await apiToken(ADMIN_TOKEN),
    await apiToken('api-secret-of-the-other-account-01'),
    await apiToken(API_SECRET, 'other-api'),
    await apiToken(API_SECRET, SDK_KEY),
  ])
    expect(await rest(token, sessionId), token).toEqual(shut);
  expect(await administration(ADMIN_TOKEN, ADMINISTRATION)).toEqual([200, 200, 200, 200, 200]);
});

test('Z22 a retired secret and a disabled account open nothing within five seconds of another process’s change, the rest goes on', {
  timeout: 60_000,
}, async () => {
  await twoAccounts();
  const next = 'sdk-secret-of-the-tests-number-two-01';
  const added = await store.addSecret({ accountId: 'environment', kind: 'sdk', value: next, at: 1 });
  const token =
    (secret: string, key = SDK_KEY) =>
    (role: 'customer' | 'agent') =>
      sdkToken(secret, key, role);
  const others = token('sdk-secret-of-the-other-account-01', 'other-key');
  expect(await entrances(token(SDK_SECRET))).toEqual(open);
  expect(await entrances(others, 'other-key')).toEqual(open);
  const nextApi = 'api-secret-of-the-tests-number-two-01';
  await store.addSecret({ accountId: 'environment', kind: 'api', value: nextApi, at: 1 });
  const otherApi = await apiToken('api-secret-of-the-other-account-01', 'other-api');
  expect([await rest(await apiToken()), await rest(otherApi)]).toEqual([
    [200, 200, 404, 404],
    [200, 200, 404, 404],
  ]);
  const oldApi = (await store.secrets('environment')).find(({ kind, last4 }) => kind === 'api' && last4 === API_SECRET.slice(-4));
  expect(await store.retireSecret({ accountId: 'environment', id: oldApi?.id ?? '', at: 2 })).toBe('retired');
  expect(added).toMatchObject({ kind: 'sdk' });

  const old = (await store.secrets('environment')).find(({ id, kind }) => kind === 'sdk' && id !== (added as { id: string }).id);
  expect(await store.retireSecret({ accountId: 'environment', id: old?.id ?? '', at: 2 })).toBe('retired');
  const other = await store.accountById('other');
  expect(other && (await store.updateAccount({ ...other, disabled: true }, 3))).toBe(true);
  const first = async (given: (role: 'customer' | 'agent') => Promise<string>, key = SDK_KEY) => (await entrances(given, key))[2];
  const soon = { timeout: 50_000, interval: 100 };
  await expect.poll(() => first(token(SDK_SECRET)), soon).toBe('token_invalid');
  await expect.poll(() => first(others, 'other-key'), soon).toBe('token_access');
  await expect.poll(async () => rest(await apiToken()), soon).toEqual(shut);
  await expect.poll(() => rest(otherApi), soon).toEqual(shut);
  expect(await rest(await apiToken(nextApi))).toEqual([200, 200, 404, 404]);
  expect(await entrances(token(SDK_SECRET))).toEqual(all('token_invalid'));
  expect(await entrances(others, 'other-key')).toEqual(all('token_access'));
  expect(await entrances(token(next))).toEqual(open);
});
