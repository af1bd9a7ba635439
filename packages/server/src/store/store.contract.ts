import { afterEach, beforeEach, expect, test } from 'vitest';
import { accountsContract } from './contract/accounts.js';
import { account, present, session } from './contract/examples.js';
import { recordsContract } from './contract/records.js';
import { retentionContract } from './contract/retention.js';
import { sessionListContract } from './contract/session-list.js';
import { sessionsContract } from './contract/sessions.js';
import { webhooksContract } from './contract/webhooks.js';
import type { Store } from './store.js';

/** What every store must do. `open` opens the same data again where `keeps` is true. */
export function storeContract(name: string, open: () => Promise<Store>, keeps: boolean): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.stop());

  accountsContract(name, () => store);
  sessionsContract(name, () => store);
  sessionListContract(name, () => store);
  recordsContract(name, () => store);
  webhooksContract(name, () => store);
  retentionContract(name, () => store);

  test(`D6 ${name}: it answers when asked whether it does`, async () => {
    await store.ready();
  });

  if (!keeps) return;
  test(`D7 ${name}: what was confirmed is there after opening it again`, async () => {
    await store.putAccount(account);
    await store.openSession({ ...session('s'), pin: 'PIN' });
    await store.saveSession({ record: session('s'), present: [present('c', 'customer')], at: 6 });
    await store.stop();
    store = await open();
    expect(await store.account('sdk')).toEqual(account);
    expect(await store.liveSessions()).toEqual([session('s')]);
    expect(await store.findPin('sdk', 'PIN')).toBe('s');
    expect(await store.joins('s')).toHaveLength(1);
  });
}
