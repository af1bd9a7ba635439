import { expect, test } from 'vitest';
import { createAccounts } from './access/accounts.js';
import { parseSite } from './access/site.js';
import { seedAccount, unusedAccount } from './seed-account.js';
import { readSettings } from './settings.js';
import type { Account } from './store/account.js';
import { memoryStore } from './store/memory.js';
import type { Store } from './store/store.js';

const KEYS = { SDK_KEY: 'a-key', SDK_SECRET: 'a-secret-with-thirty-two-bytes-ok' };
const sites = (text: string) => [parseSite(text)].filter((site) => site !== undefined);

async function seed(store: Store, env: Record<string, string>, now = 1_000): Promise<Account | undefined> {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.problems.join('; '));
  return seedAccount(store, read.settings, now);
}
/** As the admin API changes it. */
async function change(store: Store, id: string, by: Partial<Account>): Promise<void> {
  const account = await store.accountById(id);
  if (!account || !(await store.updateAccount({ ...account, ...by }, 2_000))) throw new Error('not changed');
}

test('Z8 the environment’s keys and what else it sets are its account’s at each start; what it does not set stays as it was changed', async () => {
  const store = await memoryStore();
  const env = { ...KEYS, ALLOWED_SITES: 'https://a.example', ACCOUNT_MASK_CSS_SELECTORS: '.a' };
  const first = await seed(store, env);
  expect(first).toMatchObject({ id: 'environment', version: 1, createdAt: 1_000, maskCssSelectors: '.a', plan: { kind: 'unlimited' } });
  // The same once more is no change.
  expect(await seed(store, env, 1_500)).toEqual(first);
  await change(store, 'environment', {
    maskCssSelectors: '.b',
    maskAttributes: 'data-b',
    allowedSites: sites('https://b.example'),
    allowedAgentSites: sites('https://desk.example'),
    plan: { kind: 'trial', minutes: 5, used: 0 },
    keepQuery: ['page'],
    remoteAssist: false,
    disabled: true,
    developerMode: true,
    name: 'Ours',
  });
  await store.addSecret({ accountId: 'environment', kind: 'api', value: 'added-by-the-admin-api', at: 2_500 });
  await store.addSecret({ accountId: 'environment', kind: 'sdk', value: 'added-as-well', at: 2_500 });
  const again = await seed(store, env, 3_000);
  expect(again).toMatchObject({
    version: 5,
    createdAt: 1_000,
    updatedAt: 3_000,
    maskCssSelectors: '.a',
    allowedSites: sites('https://a.example'),
    sdkSecrets: [KEYS.SDK_SECRET],
    // Not set: as it was changed.
    apiSecrets: ['added-by-the-admin-api', ...(first?.apiSecrets ?? [])],
    maskAttributes: 'data-b',
    plan: { kind: 'trial', minutes: 5 },
    keepQuery: ['page'],
    remoteAssist: false,
    disabled: true,
    developerMode: true,
    name: 'Ours',
  });
  const bare = await seed(store, { ...KEYS, SDK_SECRET: `${KEYS.SDK_SECRET}2 ${KEYS.SDK_SECRET}` }, 4_000);
  expect(bare).toMatchObject({ version: 6, maskCssSelectors: '.a', allowedSites: sites('https://a.example') });
  expect(bare?.sdkSecrets.toSorted()).toEqual([KEYS.SDK_SECRET, `${KEYS.SDK_SECRET}2`]);
});

test('Z8 a secret of the environment that stays keeps when it was used', async () => {
  const store = await memoryStore();
  await seed(store, KEYS);
  await store.touchSecret({ accountId: 'environment', kind: 'sdk', value: KEYS.SDK_SECRET, at: 7_000 });
  await seed(store, { ...KEYS, SDK_SECRET: `${KEYS.SDK_SECRET} ${KEYS.SDK_SECRET}2` });
  const used = (await store.secrets('environment')).filter(({ kind }) => kind === 'sdk').map(({ lastUsedAt }) => lastUsedAt);
  expect(used.toSorted()).toEqual([7_000, undefined]);
});

test('Z8 other accounts are not touched, and a key of theirs is refused by name', async () => {
  const store = await memoryStore();
  const own = await seed(store, KEYS);
  if (!own) throw new Error('no account');
  const other = { ...own, id: 'other', sdkKey: 'other-key', apiKey: 'other-api', sdkSecrets: ['x'], apiSecrets: ['y'] };
  await store.createAccount(other);
  await expect(seed(store, { ...KEYS, SDK_KEY: 'other-key' })).rejects.toThrow('SDK_KEY is the key of account other');
  const api = { API_KEY: 'other-api', API_SECRET: KEYS.SDK_SECRET };
  await expect(seed(store, { ...KEYS, ...api })).rejects.toThrow('API_KEY is the key of account other');
  // A demo's account goes with it; without demo and keys there is none, and what there is stays.
  const demo = await seed(store, {});
  expect(demo).toMatchObject({ id: 'demo', developerMode: false });
  expect(await seed(store, {})).toEqual(demo);
  await seed(store, KEYS);
  expect(await store.accountById('demo')).toBeUndefined();
  expect(await seed(store, { DEMO: '0', ADMIN_TOKEN: 'x'.repeat(32) })).toBeUndefined();
  expect(await store.accountById('environment')).toBeDefined();
  expect(await store.accountById('other')).toEqual(other);
});

test('Z8 a demo on the environment’s database opens nothing of it, and costs nothing of it', async () => {
  const store = await memoryStore();
  await seed(store, { ...KEYS, ALLOWED_SITES: 'https://a.example' });
  await change(store, 'environment', { maskCssSelectors: '.set-by-the-admin-api' });
  const before = await store.accountById('environment');
  await seed(store, {});
  expect(await store.accountById('environment')).toEqual(before);
  expect(await seed(store, KEYS)).toEqual(before);
  const accounts = (unused?: string) =>
    createAccounts({ store, now: () => 0, keepMs: 5_000, fault: (error) => expect.unreachable(String(error)), unused });
  const read = readSettings({});
  const hidden = accounts(read.ok ? unusedAccount(read.settings) : undefined);
  expect([await hidden.bySdkKey(KEYS.SDK_KEY), await hidden.byApiKey(before?.apiKey ?? '')]).toEqual([undefined, undefined]);
  expect(await accounts().bySdkKey(KEYS.SDK_KEY)).toEqual(before);
  const keyed = readSettings({ ...KEYS, DEMO: '1' });
  expect(keyed.ok && unusedAccount(keyed.settings)).toBeUndefined();
});

test('Z8 that a demo tells what was wrong does not outlive it, a switch of the admin API does', async () => {
  const store = await memoryStore();
  expect(await seed(store, { ...KEYS, DEMO: '1' })).toMatchObject({ developerMode: false });
  expect(await seed(store, { ...KEYS, DEVELOPER_MODE: '1' })).toMatchObject({ developerMode: true });
  await change(store, 'environment', { developerMode: true });
  expect(await seed(store, KEYS)).toMatchObject({ developerMode: true });
  expect(await seed(store, { ...KEYS, DEVELOPER_MODE: '0' })).toMatchObject({ developerMode: false });
});
