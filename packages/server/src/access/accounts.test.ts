import { expect, test } from 'vitest';
import { type Account, ACCOUNT_DEFAULTS } from '../store/account.js';
import { memoryStore } from '../store/memory.js';
import { createAccounts } from './accounts.js';

const account: Account = {
  ...ACCOUNT_DEFAULTS,
  name: '',
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  id: 'one',
  sdkKey: 'sdk',
  sdkSecrets: ['old'],
  apiKey: 'api',
  apiSecrets: ['as'],
};

test('T3 keys are read from the store and kept at most 5 s; unreadable after that, nothing old is given out', async () => {
  let now = 0;
  let readable = true;
  const store = await memoryStore();
  const read: string[] = [];
  const accounts = createAccounts({
    store: {
      ...store,
      async account(sdkKey) {
        read.push(sdkKey);
        if (!readable) throw new Error('unreadable');
        return store.account(sdkKey);
      },
    },
    now: () => now,
    keepMs: 5_000,
    fault: (error) => expect.unreachable(String(error)),
  });
  expect(await accounts.bySdkKey('sdk')).toBeUndefined();
  await store.putAccount(account);
  expect(await accounts.bySdkKey('sdk')).toEqual(account);
  await store.putAccount({ ...account, sdkSecrets: ['new', 'old'] });
  readable = false;
  now = 4_999;
  expect((await accounts.bySdkKey('sdk'))?.sdkSecrets).toEqual(['old']);
  expect(read).toHaveLength(2);
  now = 5_000;
  await expect(accounts.bySdkKey('sdk')).rejects.toThrow('unreadable');
  readable = true;
  expect((await accounts.bySdkKey('sdk'))?.sdkSecrets).toEqual(['new', 'old']);
});

test('Z9 an account is found by its API key alike; what this process changed is read at once', async () => {
  const store = await memoryStore();
  const accounts = createAccounts({ store, now: () => 0, keepMs: 5_000, fault: (error) => expect.unreachable(String(error)) });
  expect(await accounts.byApiKey('api')).toBeUndefined();
  await store.putAccount(account);
  expect(await accounts.byApiKey('api')).toEqual(account);
  await store.putAccount({ ...account, disabled: true });
  expect([await accounts.byApiKey('api'), await accounts.bySdkKey('sdk')]).toMatchObject([{ disabled: false }, { disabled: true }]);
  accounts.forget('another');
  expect(await accounts.byApiKey('api')).toMatchObject({ disabled: false });
  accounts.forget('one');
  expect(await accounts.byApiKey('api')).toMatchObject({ disabled: true });
  // What was on its way when it was forgotten is not kept.
  accounts.forget('one');
  const reading = accounts.byApiKey('api');
  accounts.forget('one');
  await reading;
  await store.putAccount(account);
  expect(await accounts.byApiKey('api')).toMatchObject({ disabled: false });
});

test('Z10 that a secret was used is told to the store at most once a minute, each secret by itself; a store that fails is a fault', async () => {
  let now = 100_000;
  const told: unknown[] = [];
  const faults: unknown[] = [];
  const store = await memoryStore();
  const accounts = createAccounts({
    store: {
      ...store,
      async touchSecret(use) {
        told.push(use);
        if (told.length === 4) throw new Error('unwritable');
      },
    },
    now: () => now,
    keepMs: 5_000,
    fault: (error) => faults.push(error),
  });
  for (const at of [100_000, 130_000, 159_999, 160_000]) {
    now = at;
    accounts.used('sdk', account, 'old');
    accounts.used('sdk', account, 'old');
  }
  accounts.used('api', account, 'old');
  accounts.used('sdk', account, 'new');
  await accounts.stop();
  const use = { accountId: 'one', kind: 'sdk', value: 'old' };
  expect(told).toEqual([
    { ...use, at: 100_000 },
    { ...use, at: 160_000 },
    { ...use, kind: 'api', at: 160_000 },
    { ...use, value: 'new', at: 160_000 },
  ]);
  expect(faults).toHaveLength(1);
});
