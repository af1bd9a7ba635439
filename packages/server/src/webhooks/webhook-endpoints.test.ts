import { PassThrough } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AdminService, adminService } from '../testing/admin-service.js';
import { accept, proving, refuse, type TestReceiver, testReceiver } from '../testing/test-receiver.js';

interface Webhook {
  id: string;
  name: string;
  url: string;
  events: string[];
  state: string;
  provedAt: number | null;
  secret: string;
  validation: { ok: boolean; why?: string };
}
interface Deliveries {
  deliveries: { eventId: string; event: string; state: string; attempts: number; lastStatus: number | null; lastError: string | null }[];
  cursor?: string;
}

const HOOKS = '/accounts/environment/webhooks';
let service: AdminService;
let receiver: TestReceiver;
let logged = '';
beforeEach(async () => {
  logged = '';
  const output = new PassThrough().on('data', (part: Buffer) => {
    logged += part.toString();
  });
  service = await adminService({ DEMO: '1' }, pino({ level: 'debug' }, output));
  receiver = await testReceiver();
});
afterEach(async () => {
  await service.stop();
  await receiver.stop();
});

const ask = <T = Webhook>(method: string, path: string, body?: unknown) => service.admin<T>(method, path, body);
const add = async (more: object = {}): Promise<Webhook> => {
  const { status, body } = await ask('POST', HOOKS, { name: 'CRM', url: receiver.url(), ...more });
  expect(status).toBe(201);
  return body;
};
/** One whose URL is proved. */
async function active(more: object = {}): Promise<Webhook> {
  const webhook = await add(more);
  receiver.answering = proving(webhook.secret, accept);
  const { body } = await ask('POST', `${HOOKS}/${webhook.id}/validate`);
  expect(body).toMatchObject({ state: 'active', validation: { ok: true } });
  return webhook;
}
async function refused(method: string, path: string, body?: unknown): Promise<string> {
  const { status, body: error } = await ask<{ code: string; field?: string }>(method, path, body);
  return `${status} ${error.code}${error.field === undefined ? '' : ` ${error.field}`}`;
}
/** A session from start to end; how many events it makes. */
async function session(): Promise<number> {
  const customer = await service.customer();
  customer.client.send({ t: 'end' });
  await customer.client.next('ended');
  return 4;
}
const events = () => receiver.received.filter(({ event }) => event.event !== 'endpoint.url_validation');

test('W34 a webhook is made, proved, changed, turned off and deleted; its secret is told once', async () => {
  const made = await add({ events: ['cobrowse.session_ended'] });
  expect(made).toMatchObject({ name: 'CRM', url: receiver.url(), events: ['cobrowse.session_ended'], state: 'unproved', provedAt: null });
  expect(made.secret).toMatch(/^[\w-]{43}$/);
  expect(made.validation).toEqual({ ok: false, why: 'the answer does not hold plainToken and the right encryptedToken' });
  receiver.answering = proving('another secret', accept);
  expect((await ask('POST', `${HOOKS}/${made.id}/validate`)).body.validation.ok).toBe(false);
  receiver.answering = proving(made.secret, accept);
  expect((await ask('POST', `${HOOKS}/${made.id}/validate`)).body).toMatchObject({ state: 'active', validation: { ok: true } });
  const { secret: _, validation: __, ...told } = made;
  const listed = (await ask<{ webhooks: Webhook[] }>('GET', HOOKS)).body.webhooks;
  expect(listed).toMatchObject([{ ...told, state: 'active', provedAt: expect.any(Number) }]);
  expect(JSON.stringify(listed)).not.toContain(made.secret);

  await session();
  await expect.poll(() => events().map(({ event }) => event.event)).toEqual(['cobrowse.session_ended']);
  expect((await ask('PATCH', `${HOOKS}/${made.id}`, { name: 'Off', events: [], disabled: true })).body).toMatchObject({
    state: 'disabled',
    events: [],
  });
  await session();
  expect((await ask('PATCH', `${HOOKS}/${made.id}`, { disabled: false })).body).toMatchObject({ name: 'Off', state: 'active' });
  const moved = await ask('PATCH', `${HOOKS}/${made.id}`, { url: receiver.url('/elsewhere') });
  expect(moved.body).toMatchObject({ state: 'unproved', provedAt: null });
  await session();
  await ask('POST', `${HOOKS}/${made.id}/validate`);
  await expect.poll(() => events().map(({ path }) => path)).toEqual(['/hook', ...Array.from({ length: 4 }, () => '/elsewhere')]);
  expect((await ask('DELETE', `${HOOKS}/${made.id}`)).status).toBe(204);
  expect(await refused('GET', `${HOOKS}/${made.id}`)).toBe('404 not_found');

  const audits = logged.split('\n').filter((line) => line.includes('"administration"'));
  expect(audits.map((line) => (JSON.parse(line) as { action: string }).action)).toEqual([
    'webhook.add',
    'webhook.change',
    'webhook.change',
    'webhook.change',
    'webhook.delete',
  ]);
  for (const hidden of [made.secret, receiver.url()]) expect(logged).not.toContain(hidden);
});

test('W34 a receiver that knows the secret already proves itself when the webhook is made', async () => {
  const secret = 'known-to-the-receiver-0123456789abcdef';
  receiver.answering = proving(secret, accept);
  expect(await add({ secret })).toMatchObject({ secret, state: 'active', validation: { ok: true } });
});

test('W34 what cannot be a webhook is refused by field; one account’s are not another’s', async () => {
  for (const [body, why] of [
    [{ name: 'x', url: 'ftp://crm.example/' }, '400 invalid url'],
    [{ name: 'x', url: 'http://crm.example/' }, '400 invalid url'],
    [{ name: 'x', url: 'https://u:p@crm.example/' }, '400 invalid url'],
    [{ name: 'x' }, '400 invalid url'],
    [{ name: '', url: receiver.url() }, '400 invalid name'],
    [{ name: 'x', url: receiver.url(), events: ['cobrowse.nothing'] }, '400 invalid events.0'],
    [{ name: 'x', url: receiver.url(), secret: 'mine' }, '400 invalid secret'],
  ] as const)
    expect(await refused('POST', HOOKS, body), JSON.stringify(body)).toBe(why);
  expect(await refused('POST', '/accounts/nobody/webhooks', { name: 'x', url: receiver.url() })).toBe('404 not_found');
  expect(await refused('GET', '/accounts/nobody/webhooks')).toBe('404 not_found');
  const { id } = await add();
  expect(await refused('PATCH', `${HOOKS}/${id}`, { url: 'https://10.0.0.1:22/' })).toBe('400 invalid url');
  const other = (await ask<{ id: string }>('POST', '/accounts', { name: 'Other' })).body.id;
  for (const [method, path] of [
    ['GET', ''],
    ['PATCH', ''],
    ['DELETE', ''],
    ['POST', '/validate'],
    ['GET', '/secrets'],
    ['POST', '/secrets'],
    ['DELETE', '/secrets/x'],
    ['GET', '/deliveries'],
    ['POST', '/deliveries/x/retry'],
  ] as const) {
    const body = method === 'PATCH' ? { name: 'Stolen' } : undefined;
    expect(await refused(method, `/accounts/${other}/webhooks/${id}${path}`, body), `${method} ${path}`).toBe('404 not_found');
  }
  for (let n = 1; n < 10; n++) await add();
  expect(await refused('POST', HOOKS, { name: 'x', url: receiver.url() })).toBe('409 conflict');
});

test('W35 a secret is changed without a break: two at most, the newest signs, the last one stays', async () => {
  const { id, secret } = await active();
  const path = `${HOOKS}/${id}/secrets`;
  const added = await ask<{ id: string; value: string; last4: string }>('POST', path);
  expect(added).toMatchObject({ status: 201, body: { value: expect.stringMatching(/^[\w-]{43}$/) } });
  expect(await refused('POST', path)).toBe('409 conflict');
  const { secrets } = (await ask<{ secrets: { id: string; last4: string }[] }>('GET', path)).body;
  expect(secrets.map(({ last4 }) => last4)).toEqual([added.body.value, secret].map((one) => one.slice(-4)));
  const [newest, oldest] = secrets.map((one) => one.id);
  expect((await ask('DELETE', `${path}/${oldest}`)).status).toBe(204);
  expect(await refused('DELETE', `${path}/${oldest}`)).toBe('404 not_found');
  expect(await refused('DELETE', `${path}/${newest}`)).toBe('409 conflict');
  receiver.answering = proving(added.body.value, accept);
  expect((await ask('POST', `${HOOKS}/${id}/validate`)).body.validation.ok).toBe(true);
});

test('W36 what became of deliveries is listed, newest first, by state and page, without what was in them; one is sent again', async () => {
  const { id, secret } = await active();
  const path = `${HOOKS}/${id}/deliveries`;
  const list = async (query = '') => (await ask<Deliveries>('GET', `${path}${query}`)).body;
  await session();
  await expect.poll(() => events().length).toBe(4);
  await expect.poll(async () => (await list('?state=done')).deliveries.length).toBe(4);
  receiver.answering = proving(secret, refuse);
  await session();
  await expect.poll(async () => (await list('?state=pending')).deliveries.at(-1)?.lastStatus).toBe(500);
  const all = (await list()).deliveries;
  expect(all.map(({ event }) => event.slice(17))).toEqual([...all.slice(4), ...all.slice(4)].map(({ event }) => event.slice(17)));
  expect(all[3]).toMatchObject({ event: 'cobrowse.session_started', state: 'pending', lastError: 'status 500' });
  expect(all[7]).toMatchObject({ event: 'cobrowse.session_started', state: 'done', attempts: 1, lastStatus: 200, lastError: null });
  const pages: Deliveries['deliveries'] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page: Deliveries = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
    pages.push(...page.deliveries);
    ({ cursor } = page);
  }
  expect(pages.map(({ eventId }) => eventId)).toEqual(all.map(({ eventId }) => eventId));
  expect(await refused('GET', `${path}?cursor=no-cursor`)).toBe('400 invalid cursor');
  expect(await refused('GET', `${path}?state=lost`)).toBe('400 invalid state');
  expect(JSON.stringify(all)).not.toContain('customer');

  receiver.answering = proving(secret, accept);
  const first = all[7]!;
  expect((await ask('POST', `${path}/${first.eventId}/retry`)).status).toBe(202);
  await expect.poll(() => events().filter(({ body }) => body.includes(first.eventId)).length).toBe(2);
  expect(await refused('POST', `${path}/nothing/retry`)).toBe('404 not_found');
  await expect.poll(async () => (await list('?state=done')).deliveries.length, { timeout: 20_000 }).toBe(8);
});
