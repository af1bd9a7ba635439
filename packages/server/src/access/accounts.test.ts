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
