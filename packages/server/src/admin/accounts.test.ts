import { PassThrough } from 'node:stream';
import { PATHS } from '@sightline/protocol';
import { Validator } from '@seriousme/openapi-schema-validator';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signToken } from '../access/sign-token.js';
import { ADMIN_TOKEN, type AdminService, adminService } from '../testing/admin-service.js';
import { SITE } from '../testing/test-service.js';
import type { AccountAnswer } from './account-schemas.js';

type NewAccount = AccountAnswer & { sdkSecret: string; apiSecret: string };
interface SecretRow {
  id: string;
  kind: string;
  createdAt: number;
  lastUsedAt: number | null;
  last4: string;
}
interface AccountPage {
  accounts: AccountAnswer[];
  cursor?: string;
}
interface Refusal {
  code: string;
  message: string;
  field: string;
}

let service: AdminService;
let logged: string;
beforeEach(async () => {
  logged = '';
  const output = new PassThrough().on('data', (part: Buffer) => {
    logged += part.toString();
  });
  service = await adminService({}, pino({ level: 'debug' }, output));
});
afterEach(() => service.stop());

const refused = async (method: string, path: string, body?: unknown): Promise<string> => {
  const { status, body: answer } = await service.admin<Refusal>(method, path, body);
  return `${status} ${answer.code}${answer.field === undefined ? '' : ` ${answer.field}`}`;
};
const made = async (body: object = {}): Promise<NewAccount> => {
  const { status, body: account } = await service.admin<NewAccount>('POST', '/accounts', { name: 'Shop', ...body });
  expect(status).toBe(201);
  return account;
};
const audits = (): Record<string, unknown>[] =>
  logged
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === 'administration');

test('Z12 the document is OpenAPI 3.1 and names every operation', async () => {
  const answer = await fetch(`${service.server.url}/admin/v1/openapi.json`, { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } });
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const document = (await answer.json()) as { openapi: string; paths: Record<string, object> };
  expect(await new Validator().validate(structuredClone(document))).toMatchObject({ valid: true });
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/admin/v1/accounts', '/admin/v1/accounts/{account}/secrets']));
});

test('Z13 an account is made with keys and secrets that are told once; its site starts a session with them', async () => {
  const account = await made({ allowedSites: [SITE, 'https://*.shop.example'], plan: { kind: 'trial' }, switches: { multiTab: false } });
  expect(account).toMatchObject({
    name: 'Shop',
    disabled: false,
    version: 1,
    allowedSites: [SITE, 'https://*.shop.example'],
    plan: { kind: 'trial', minutes: 600, used: 0 },
    switches: {
      maskData: true,
      remoteAssist: true,
      multiTab: false,
      annotation: true,
      confirmSubmits: true,
      loadAssetsDirectly: false,
      shortenAddresses: false,
      developerMode: false,
    },
    masks: { cssSelectors: '', attributes: '' },
    defaults: {},
    retention: { sessionDays: 184, deliveryDays: 30 },
  });
  expect(account.sdkSecret).toMatch(/^[\w-]{43}$/);
  const { sdkSecret, apiSecret, ...told } = account;
  expect((await service.admin('GET', `/accounts/${account.id}`)).body).toEqual(told);
  const person = { role: 'customer', userId: 'cleo', userName: 'Cleo', expirationSeconds: 3_600 } as const;
  const sdkToken = await signToken({ sdkKey: account.sdkKey, sdkSecrets: [sdkSecret] }, person, Date.now());
  const ask = { sdkVersion: '3.11.0', appKey: account.sdkKey, sdkToken, role: 'customer' };
  const opened = await service.post(PATHS.create, ask, { origin: SITE });
  expect([opened.status, apiSecret.length]).toEqual([200, 43]);
});

test('Z13 a list goes a page at a time; ids and keys are one account’s', async () => {
  for (const id of ['a', 'b', 'c']) await made({ id, sdkKey: `key-${id}`, apiKey: `api-${id}` });
  const ids: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: AccountPage = (await service.admin<AccountPage>('GET', `/accounts?limit=2&cursor=${cursor}`)).body;
    ids.push(...page.accounts.map(({ id }) => id));
    ({ cursor } = page);
  }
  expect(ids).toEqual(['a', 'b', 'c', 'environment']);
  for (const taken of [{ id: 'a' }, { sdkKey: 'key-b' }, { apiKey: 'api-c' }])
    expect(await refused('POST', '/accounts', { name: 'x', ...taken })).toBe('409 conflict');
  for (const id of ['environment', 'demo']) expect(await refused('POST', '/accounts', { name: 'x', id })).toBe('400 invalid id');
  for (const cursor of ['x', '%00', Buffer.from('[1]').toString('base64url'), 'a'.repeat(300)])
    expect(await refused('GET', `/accounts?cursor=${cursor}`)).toBe('400 invalid cursor');
});

test('Z14 a change names what it changes, the rest stays; every change is a version', async () => {
  const { id } = await made({ masks: { cssSelectors: '.a' }, defaults: { maskType: 'all_input', remoteAssist: { enable: true } } });
  const change = async (body: object) => (await service.admin<AccountAnswer>('PATCH', `/accounts/${id}`, body)).body;
  expect(await change({ masks: { attributes: 'data-x' }, switches: { annotation: false } })).toMatchObject({
    version: 2,
    masks: { cssSelectors: '.a', attributes: 'data-x' },
    switches: { annotation: false, remoteAssist: true },
  });
  expect(await change({ defaults: { maskType: null, remoteAssist: { enableCustomerConsent: false } } })).toMatchObject({
    version: 3,
    defaults: { remoteAssist: { enable: true, enableCustomerConsent: false } },
  });
  expect((await change({ defaults: { remoteAssist: { enable: null } } })).defaults).toEqual({
    remoteAssist: { enableCustomerConsent: false },
  });
  expect((await change({ defaults: { remoteAssist: null, multiTabSessionPersistence: { enable: true } } })).defaults).toEqual({
    multiTabSessionPersistence: { enable: true },
  });
  expect((await change({ plan: { kind: 'trial', minutes: 30 } })).plan).toEqual({ kind: 'trial', minutes: 30, used: 0 });
  expect((await change({ plan: { kind: 'trial' }, keepQuery: ['page'], retention: { sessionDays: 7 } })).plan).toMatchObject({
    minutes: 30,
  });
  const last = await change({ name: 'Other', allowedSites: [], plan: { kind: 'unlimited' } });
  expect(last).toMatchObject({ version: 8, name: 'Other', allowedSites: [], keepQuery: ['page'], plan: { kind: 'unlimited' } });
  expect(last.retention).toEqual({ sessionDays: 7, deliveryDays: 30 });

  expect(await refused('PATCH', `/accounts/${id}`, { name: 'x', version: 7 })).toBe('409 conflict version');
  expect((await change({ name: 'x', version: 8 })).version).toBe(9);
  // Together they come one after the other, and none is lost.
  await Promise.all(['maskData', 'remoteAssist', 'multiTab'].map((name) => change({ switches: { [name]: false } })));
  expect(await change({})).toMatchObject({ switches: { maskData: false, remoteAssist: false, multiTab: false } });
  expect(await refused('PATCH', '/accounts/nobody', {})).toBe('404 not_found');
});

test.each<[string, object, string]>([
  ['masks.cssSelector', { masks: { cssSelector: '.x' } }, 'did you mean cssSelectors?'],
  ['maskes', { maskes: {} }, 'did you mean masks?'],
  ['disabled', { disabled: true }, 'there is no such field'],
  ['defaults.remoteAssist.enabel', { defaults: { remoteAssist: { enabel: true } } }, 'did you mean enable?'],
  ['defaults.remoteAssist.enable', { defaults: { remoteAssist: { enable: 'yes' } } }, 'must be boolean'],
  ['switches.multiTab', { switches: { multiTab: 1 } }, 'must be boolean'],
  ['switches.multitab', { switches: { multitab: true } }, 'did you mean multiTab?'],
  ['plan.kind', { plan: { kind: 'gold' } }, 'unlimited, trial'],
  ['plan.kind', { plan: { minutes: 5 } }, 'is missing'],
  ['plan.minutes', { plan: { kind: 'unlimited', minutes: 5 } }, 'trial'],
  ['retention.sessionDays', { retention: { sessionDays: 0 } }, '1'],
  ['allowedSites.1', { allowedSites: ['https://a.example', 'a.example'] }, 'origin'],
  ['allowedAgentSites.0', { allowedAgentSites: ['https://*'] }, 'origin'],
  ['keepQuery.0', { keepQuery: ['a b'] }, 'one parameter'],
  ['masks.cssSelectors', { masks: { cssSelectors: '.a, , .b' } }, 'CSS selectors'],
  ['masks.attributes', { masks: { attributes: '"' } }, 'name=value'],
  ['name', { name: '' }, '1 characters'],
  ['name', { name: 'x'.repeat(129) }, '128'],
  ['body', { ['x'.repeat(50)]: 1 }, 'there is not'],
  ['body', { 'a.b\r\nc': 1 }, 'there is not'],
])('Z15 what is wrong is refused by name: %s', async (field, body, words) => {
  const { status, body: answer } = await service.admin<Refusal>('PATCH', '/accounts/environment', body);
  expect([status, answer.code, answer.field]).toEqual([400, 'invalid', field]);
  expect(answer.message).toContain(words);
  expect((await service.admin('GET', '/accounts/environment')).body).toMatchObject({ version: 1 });
});

test('Z15 nor is a parameter of a list taken that there is not: it would filter nothing', async () => {
  expect(await refused('GET', '/sessions?acount=one')).toBe('400 invalid acount');
  expect(await refused('GET', '/accounts?limit=0')).toBe('400 invalid limit');
  expect(await refused('GET', '/accounts/environment?x=1')).toBe('400 invalid x');
  expect(await refused('GET', '/sessions?state=gone')).toBe('400 invalid state');
});

test('Z16 secrets: the new one is told once, the old one retired, the last stays; use is seen', async () => {
  const { id, sdkKey, sdkSecret } = await made({ allowedSites: [SITE] });
  const list = async () => (await service.admin<{ secrets: SecretRow[] }>('GET', `/accounts/${id}/secrets`)).body.secrets;
  const [old] = (await list()).filter(({ kind }) => kind === 'sdk');
  expect(old).toEqual({ id: old?.id, kind: 'sdk', createdAt: old?.createdAt, lastUsedAt: null, last4: sdkSecret.slice(-4) });
  const added = (await service.admin<{ id: string; value: string; kind: string }>('POST', `/accounts/${id}/secrets`, { kind: 'sdk' })).body;
  expect(added.value).toMatch(/^[\w-]{43}$/);
  expect(JSON.stringify(await list())).not.toContain(added.value);
  expect(await refused('POST', `/accounts/${id}/secrets`, { kind: 'sdk' })).toBe('409 conflict kind');
  expect(await refused('POST', `/accounts/${id}/secrets`, { kind: 'rest' })).toBe('400 invalid kind');
  expect(await refused('POST', `/accounts/${id}/secrets`, { kind: 'sdk', value: 'x' })).toBe('400 invalid value');
  expect(await refused('POST', '/accounts/nobody/secrets', { kind: 'sdk' })).toBe('404 not_found');

  const start = async (secret: string): Promise<number> => {
    const person = { role: 'customer', userId: secret.slice(0, 9), userName: '', expirationSeconds: 3_600 } as const;
    const sdkToken = await signToken({ sdkKey, sdkSecrets: [secret] }, person, Date.now());
    const ask = { sdkVersion: '3.11.0', appKey: sdkKey, sdkToken, role: 'customer' };
    return (await service.post(PATHS.create, ask, { origin: SITE })).status;
  };
  expect([await start(sdkSecret), await start(added.value)]).toEqual([200, 200]);
  await expect.poll(async () => (await list()).filter(({ lastUsedAt }) => typeof lastUsedAt === 'number')).toHaveLength(2);
  const retire = (secret: string) => service.admin('DELETE', `/accounts/${id}/secrets/${secret}`);
  expect((await retire(old?.id ?? '')).status).toBe(204);
  expect(await refused('DELETE', `/accounts/${id}/secrets/${old?.id ?? ''}`)).toBe('404 not_found');
  expect(await refused('DELETE', `/accounts/${id}/secrets/${added.id}`)).toBe('409 conflict');
  // At once in this process.
  expect([await start(sdkSecret), await start(added.value)]).toEqual([401, 200]);
  expect((await service.admin<AccountAnswer>('GET', `/accounts/${id}`)).body.version).toBe(3);
});

test('Z17 an account is deleted with its records, once it is disabled and nobody is in a session of it', async () => {
  const customer = await service.customer();
  await expect.poll(async () => (await service.admin<{ sessions: object[] }>('GET', '/sessions')).body.sessions).toHaveLength(1);
  expect(await refused('DELETE', '/accounts/environment')).toBe('409 conflict');
  expect((await service.admin('POST', '/accounts/environment/disable')).body).toMatchObject({ disabled: true, version: 2 });
  expect((await service.create({ userId: 'other' })).body.cause).toBe('token_access');
  const { sessionId } = customer.seat;
  const live = await refused('DELETE', '/accounts/environment');
  if (live === '409 conflict') await service.admin('POST', `/sessions/${sessionId}/end`);
  await customer.client.closed;
  const past = async () => (await service.admin<{ sessions: { id: string }[] }>('GET', '/sessions?state=past&account=environment')).body;
  await expect.poll(past).toMatchObject({ sessions: [{ id: sessionId, accountId: 'environment' }] });
  const { body: session } = await service.admin('GET', `/sessions/${sessionId}`);
  expect(session).toMatchObject({ joins: [{ userId: 'customer', role: 'customer' }] });
  expect(await refused('POST', `/sessions/${sessionId}/end`)).toBe('404 not_found');
  expect((await service.admin('DELETE', '/accounts/environment')).body).toEqual({ id: 'environment', sessions: 1 });
  expect(await refused('GET', '/accounts/environment')).toBe('404 not_found');
  expect(await refused('GET', `/sessions/${sessionId}`)).toBe('404 not_found');
  expect((await past()).sessions).toEqual([]);
});

test('Z17 enabled again it works again', async () => {
  await service.admin('POST', '/accounts/environment/disable');
  await service.admin('POST', '/accounts/environment/enable');
  expect((await service.create()).status).toBe(200);
});

test('Z17 a session is ended for everybody', async () => {
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  expect((await service.admin('POST', `/sessions/${customer.seat.sessionId}/end`)).status).toBe(204);
  for (const { client } of [customer, agent]) expect(await client.next('ended')).toMatchObject({ reason: 'expired' });
});

test('Z18 the log says what was changed, by whose token, and nothing that was set', async () => {
  const account = await made({ id: 'shop', name: 'canary-name', masks: { cssSelectors: '.canary-mask' } });
  await service.admin('PATCH', '/accounts/shop', { name: 'canary-name-2', switches: { multiTab: false }, defaults: { maskType: 'all' } });
  const secret = (await service.admin<{ id: string; value: string }>('POST', '/accounts/shop/secrets', { kind: 'api' })).body;
  await service.admin('DELETE', `/accounts/shop/secrets/${secret.id}`);
  await service.admin('POST', '/accounts/shop/disable');
  await service.admin('DELETE', '/accounts/shop');
  const by = { from: '127.0.0.0/24', token: expect.stringMatching(/^[\da-f]{8}$/) };
  expect(audits()).toMatchObject([
    { action: 'account.create', account: 'shop', ...by },
    { action: 'account.change', account: 'shop', changed: ['name', 'switches.multiTab', 'defaults.maskType'], ...by },
    { action: 'secret.add', account: 'shop', of: secret.id, changed: ['api'], ...by },
    { action: 'secret.retire', account: 'shop', of: secret.id, ...by },
    { action: 'account.disable', account: 'shop', ...by },
    { action: 'account.delete', account: 'shop', ...by },
  ]);
  for (const text of [ADMIN_TOKEN, account.sdkSecret, account.apiSecret, secret.value, 'canary', account.sdkKey])
    expect(logged).not.toContain(text);
  expect(logged).toContain('/admin/v1/accounts/:account');
});
