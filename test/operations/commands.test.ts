import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Service, startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf } from './people.js';
import { sightline } from './sightline.js';
import { startedWith } from './started-with.js';

const ADMIN_TOKEN = 'admin-token-of-the-operations-tests-0123';
let service: Service;
let env: Record<string, string>;
let data: string;
beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'sightline-commands-'));
  const database = { DATABASE_URL: `file:${join(data, 'a.db')}` };
  service = await startService({ ...ENVIRONMENT, ADMIN_TOKEN, ...database });
  env = { SIGHTLINE_URL: `http://127.0.0.1:${service.port}`, ADMIN_TOKEN, ...database };
});
afterAll(async () => {
  await service.stop('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** What a command prints with `--json`, understood. */
async function answered<T = Record<string, unknown>>(...args: string[]): Promise<T> {
  const { status, stdout, stderr } = await sightline([...args, '--json'], env);
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return (stdout === '' ? undefined : JSON.parse(stdout)) as T;
}
async function printed(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await sightline(args, env);
  expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: '' });
  return stdout;
}

interface Account {
  id: string;
  sdkKey: string;
  sdkSecret: string;
}

test('L12 an account is made, changed, used, disabled and deleted by the commands alone', async () => {
  const site = 'https://a.example';
  const account = await answered<Account>(
    'account',
    'create',
    '--name',
    'A shop',
    '--sites',
    `${site}, https://*.b.example`,
    '--session-days',
    '9',
  );
  expect(account).toMatchObject({
    name: 'A shop',
    allowedSites: [site, 'https://*.b.example'],
    retention: { sessionDays: 9, deliveryDays: 30 },
  });
  const { id } = account;
  expect(await printed('account', 'list')).toMatch(new RegExp(`^id +name[^]*\\n${id} +A shop +active +unlimited`, 'm'));
  const first = await answered<{ accounts: object[]; cursor: string }>('account', 'list', '--limit', '1');
  expect(await answered('account', 'list', '--limit', '1', '--cursor', first.cursor)).not.toMatchObject({ accounts: first.accounts });

  const set = ['--plan', 'trial', '--minutes', '7', '--keep-query', 'a,b', '--delivery-days', '3', '--defaults', '{"maskType":"all"}'];
  expect(await answered('account', 'set', id, '--name', 'B', ...set)).toMatchObject({
    name: 'B',
    plan: { kind: 'trial', minutes: 7 },
    keepQuery: ['a', 'b'],
    retention: { sessionDays: 9, deliveryDays: 3 },
    defaults: { maskType: 'all' },
  });
  expect(await printed('switch', 'set', id, 'remoteAssist', 'off')).toMatch(/^remoteAssist +off$/m);
  expect(await answered('mask', 'set', id, '--css', '.x, .y')).toMatchObject({ masks: { cssSelectors: '.x, .y', attributes: '' } });
  expect(await printed('mask', 'show', id)).toMatch(/cssSelectors +\.x, \.y/);
  expect(await sightline(['mask', 'set', id, '--css', '.x {'], env)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('masks.cssSelectors'),
  });

  const added = await answered<{ id: string; value: string }>('key', 'add', id, 'sdk');
  expect(await sightline(['key', 'add', id, 'sdk'], env)).toMatchObject({ status: 1, stderr: expect.stringContaining('retire one first') });
  const start = (sdkSecret: string): Promise<number> => startedWith({ sdkKey: account.sdkKey, sdkSecret, site }, service.port);
  expect(await Promise.all([start(account.sdkSecret), start(added.value)])).toEqual([200, 200]);
  const { secrets } = await answered<{ secrets: { id: string; kind: string; lastUsedAt: number | null }[] }>('key', 'list', id);
  expect(secrets.filter(({ kind }) => kind === 'sdk').map(({ lastUsedAt }) => typeof lastUsedAt)).toEqual(['number', 'number']);
  const old = secrets.find((one) => one.kind === 'sdk' && one.id !== added.id)?.id ?? '';
  expect(await printed('key', 'retire', id, old)).toContain('is retired');
  expect(await start(account.sdkSecret)).not.toBe(200);

  expect(await sightline(['account', 'delete', id], env)).toMatchObject({ status: 1, stderr: 'sightline: disable it first\n' });
  await printed('account', 'disable', id);
  await expect.poll(async () => (await answered<{ sessions: object[] }>('session', 'list', '--account', id)).sessions).toEqual([]);
  expect(await answered('account', 'delete', id)).toMatchObject({ id });
  expect(await sightline(['account', 'show', id], env)).toMatchObject({ status: 1, stderr: 'sightline: there is no such account\n' });
});

test('L12 sessions are seen and ended, and a person is erased', async () => {
  const people = peopleOf(service.port);
  const seat = (await people.create()).body;
  const { client } = await people.enter('customer', seat);
  expect(await printed('session', 'list', '--account', 'environment')).toContain(seat.sessionId);
  expect(await printed('session', 'show', seat.sessionId)).toContain(seat.sessionId);
  expect(await sightline(['erase', '--user', 'customer'], env)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('--end-sessions'),
  });
  expect(await printed('session', 'end', seat.sessionId)).toContain('is ended');
  expect(await client.next('ended')).toMatchObject({ reason: 'expired' });
  await expect.poll(() => answered('session', 'list', '--state', 'past')).toMatchObject({ sessions: [{ id: seat.sessionId }] });
  expect(await printed('erase', '--user', 'customer')).toMatch(/^joins +1$/m);
  expect(JSON.stringify(await answered('session', 'show', seat.sessionId))).not.toContain('"customer","userName');
  client.cut();
});
