import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACT_TYPES, DrawingFlag, FrameFlag, FrameKind, PATHS } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import type { Account } from '../store/account.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { adminService } from '../testing/admin-service.js';
import { givenSwitches } from '../testing/given-switches.js';
import type { TestClient } from '../testing/test-client.js';
import { type TestService, testService } from '../testing/test-service.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const { Begin, End } = DrawingFlag;
const SWITCHES = {
  draw: { agents: true, customer: true },
  assist: { types: ['scroll_page' as const, 'click' as const], consent: true, confirmStop: false },
};
let service: TestService;
let store: Store;
afterEach(() => service.stop());

async function begin(env: Record<string, string> = {}): Promise<void> {
  service = await testService(env, undefined, async (...how) => (store = await openStore(...how)));
}

/** What an operator does. */
async function change(what: Partial<Account>): Promise<void> {
  const account = await store.accountById('environment');
  if (!account || !(await store.updateAccount({ ...account, ...what }, Date.now()))) throw new Error('the account cannot be changed');
}

/** A session of a customer, watched by ada, who holds remote assist, and ben, who asks for it. */
async function helped() {
  const customer = await service.customer({ userId: 'cleo' });
  customer.client.send({ t: 'switches', given: givenSwitches(SWITCHES) });
  const ada = await service.agent(customer.seat.pinCode, 'ada');
  const ben = await service.agent(customer.seat.pinCode, 'ben');
  ada.client.send({ t: 'request_assist', requestId: 'a', types: ['click'] });
  const { requestId } = await customer.client.next('assist_requested');
  customer.client.send({ t: 'respond_assist', requestId, allow: true });
  await ben.client.next('assist_started');
  ben.client.send({ t: 'request_assist', requestId: 'b', types: ['click'] });
  await customer.client.next('assist_requested');
  return { customer, ada, ben };
}
const draw = (client: TestClient, number: number): void => client.frame({ kind: FrameKind.Drawing, flags: Begin | End, number }, 'ink');

test('I30 remote assist and annotation that an operator switches off end in a session that is going on, and are told to everybody', async () => {
  await begin();
  const { customer, ada, ben } = await helped();
  draw(ada.client, 1);
  expect(await customer.client.nextFrame()).toMatchObject({ kind: FrameKind.Drawing });
  const at = Date.now();
  await change({ remoteAssist: false, annotation: false });
  expect(await ada.client.next('assist_stopped')).toMatchObject({ userId: 'ada', reason: 'by_customer' });
  expect(Date.now() - at).toBeLessThan(5_000);
  expect(await ben.client.next('drawings_cleared')).toEqual({ t: 'drawings_cleared' });
  const off = { draw: { agents: false, customer: false }, assist: { types: [] } };
  expect(await ben.client.next('switches')).toMatchObject(off);
  expect(await ben.client.next('assist_denied')).toMatchObject({ requestId: 'b', reason: 'disabled' });
  expect(await customer.client.next('switches')).toMatchObject(off);
  await customer.client.next('assist_request_gone');
  ada.client.frame({ kind: FrameKind.Act, flags: ACT_TYPES.indexOf('click'), number: 1 }, 'act');
  expect(await ada.client.next('assist_refused')).toMatchObject({ reason: 'no_grant' });
  draw(ada.client, 2);
  expect(await ada.client.next('erased')).toMatchObject({ strokes: [{ number: 2 }] });
  draw(customer.client, 1);
  expect(await customer.client.next('erased')).toMatchObject({ strokes: [{ number: 1 }] });
  ada.client.send({ t: 'request_assist', requestId: 'again', types: ['click'] });
  expect(await ada.client.next('assist_denied')).toMatchObject({ requestId: 'again', reason: 'disabled' });
  await change({ annotation: true });
  expect(await ada.client.next('switches')).toMatchObject({ draw: { agents: true }, assist: { types: [] } });
  draw(ada.client, 3);
  expect(await customer.client.nextFrame()).toMatchObject({ kind: FrameKind.Drawing, number: 3 });
});

test('I30 I31 I33 what the admin API changes holds in a session that is going on', async () => {
  const operated = await adminService();
  service = operated;
  const customer = await service.customer();
  customer.client.send({ t: 'switches', given: { remoteAssist: {} } });
  expect(await customer.client.next('switches')).toMatchObject({ assist: { types: [] }, draw: { customer: false } });
  const patch = (body: object) => operated.admin('PATCH', '/accounts/environment', body);
  const at = Date.now();
  const defaults = { allowCustomerAnnotation: true, remoteAssist: { enable: true }, maskType: 'all_input' };
  expect((await patch({ masks: { cssSelectors: '.income' }, defaults, switches: { confirmSubmits: false } })).status).toBe(200);
  expect(await customer.client.next('policy')).toMatchObject({ policy: { maskCssSelectors: '.income', maskType: 'all_input' } });
  const now = { assist: { types: ['scroll_page'] }, draw: { customer: true }, confirmSubmits: false };
  expect(await customer.client.next('switches')).toMatchObject(now);
  expect((await patch({ switches: { maskData: false, multiTab: false }, defaults: { remoteAssist: null } })).status).toBe(200);
  const { policy } = await customer.client.next('policy');
  expect([policy.maskCssSelectors, policy.maskType]).toEqual(['', undefined]);
  expect(await customer.client.next('switches')).toMatchObject({ assist: { types: [] }, multiTab: false });
  expect(Date.now() - at).toBeLessThan(10_000);
});

test('I31 other masks: what agents had is forgotten, and nothing of the page passes, names or bytes, before it goes by them', async () => {
  await begin();
  const customer = await service.customer();
  expect(customer.welcome.policy).toEqual({ maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: [] });
  const agent = await service.agent(customer.seat.pinCode);
  await customer.client.next('keyframe');
  customer.client.send({ t: 'assets', items: [{ n: 1 }] });
  customer.client.frame({ flags: KEY }, 'old');
  expect((await agent.client.nextFrame()).text).toBe('old');
  await change({ maskCssSelectors: '.income', defaults: { maskType: 'all_input' } });
  await agent.client.next('forget');
  const policy = { maskCssSelectors: '.income', maskHTMLAttributes: '', maskType: 'all_input', keepQuery: [] };
  expect(await customer.client.next('policy')).toEqual({ t: 'policy', policy });
  // What was on its way: a frame, the pointer, a picture and its name.
  customer.client.frame({ number: 1 }, 'on its way');
  customer.client.frame({ kind: FrameKind.Pointer }, 'xy');
  customer.client.frame({ flags: KEY, stream: 2 }, 'a whole view of the page as it was');
  customer.client.send({ t: 'assets', items: [{ n: 2, url: 'data:,' }] });
  const picture = fetch(`${service.server.url}${agent.welcome.assetBase}/1`, { signal: AbortSignal.timeout(20_000) });
  await customer.client.next('asset_needed');
  customer.client.frame({ kind: FrameKind.Asset, number: 1 }, Uint8Array.from([9, ...Buffer.from('image/gif'), ...Buffer.from('GIF89a')]));
  await customer.client.settle();
  const late = await service.agent(customer.seat.pinCode, 'late');
  customer.client.send({ t: 'policy' });
  customer.client.send({ t: 'forget' });
  customer.client.frame({ flags: KEY, stream: 3 }, 'new');
  for (const { client } of [agent, late]) expect((await client.nextFrame()).text).toBe('new');
  expect((await picture).status).toBe(404);
  // Nothing is withheld any more.
  customer.client.frame({ kind: FrameKind.Pointer }, 'xy');
  expect((await agent.client.nextFrame()).text).toBe('xy');
});

test('I31 R3 masks that were changed while the service was away are in the next welcome of the page, and hold for what it sends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-account-'));
  const env = { DATABASE_URL: `file:${join(folder, 'a.db')}` };
  await begin(env);
  const customer = await service.customer();
  await service.stop();
  await begin({ ...env, ACCOUNT_MASK_CSS_SELECTORS: '.income' });
  const back = await service.enter('customer', { sessionId: customer.seat.sessionId, key: customer.welcome.key });
  expect(back.welcome.policy).toMatchObject({ maskCssSelectors: '.income' });
  const agent = await service.agent(customer.seat.pinCode);
  await back.client.next('keyframe');
  back.client.frame({ flags: KEY }, 'by the new rules');
  expect((await agent.client.nextFrame()).text).toBe('by the new rules');
  rmSync(folder, { recursive: true, force: true });
});

test('I35 an account that is disabled or removed: its sessions expire and nothing starts; enabled again it does', async () => {
  await begin();
  const first = await service.customer({ userId: 'first' });
  const agent = await service.agent(first.seat.pinCode);
  const at = Date.now();
  await change({ disabled: true });
  for (const { client } of [first, agent]) expect(await client.next('ended')).toMatchObject({ reason: 'expired' });
  expect(Date.now() - at).toBeLessThan(5_000);
  await expect.poll(async () => (await service.create()).body.cause, { timeout: 5_000 }).toBe('token_access');
  expect((await service.post(PATHS.state, { sessionId: first.seat.sessionId, key: first.welcome.key })).body.state).toBe('gone');
  await change({ disabled: false });
  await expect.poll(async () => (await service.create({ userId: 'second' })).status, { timeout: 5_000 }).toBe(200);
  const third = await service.customer({ userId: 'third' });
  await store.removeAccount('environment');
  expect(await third.client.next('ended')).toMatchObject({ reason: 'expired' });
});

test('I35 sessions of an account that was disabled while the service was away expire at its start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-account-'));
  const url = `file:${join(folder, 'a.db')}`;
  const two = { SDK_KEY: 'the-second-key', SDK_SECRET: 'another-secret-of-the-tests-0123456789' };
  await begin({ DATABASE_URL: url });
  const customer = await service.customer();
  // The account of the environment is enabled at each start: this one is nobody's but the store's.
  const record = await store.session(customer.seat.sessionId);
  const account = await store.accountById('environment');
  if (!record || !account) throw new Error('nothing kept');
  const other = { ...account, id: 'other', sdkKey: 'other', apiKey: 'other-api', disabled: true };
  expect(await store.createAccount(other)).toBe(true);
  await store.saveSession({ record: { ...record, accountId: 'other' }, present: [], gone: [], at: Date.now() });
  await service.stop();
  await begin({ DATABASE_URL: url, ...two });
  const back = service.socket('customer');
  await back.hello({ sessionId: customer.seat.sessionId, key: customer.welcome.key });
  expect(await back.next('ended')).toMatchObject({ reason: 'expired' });
  rmSync(folder, { recursive: true, force: true });
});
