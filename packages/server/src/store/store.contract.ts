import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Account } from './account.js';
import type { SessionRecord, Store } from './store.js';

const account: Account = {
  id: 'one',
  sdkKey: 'sdk',
  sdkSecrets: ['s1', 's2'],
  apiKey: 'api',
  apiSecret: 'as',
  disabled: false,
  allowedSites: [
    { kind: 'origin', origin: 'https://a.example' },
    { kind: 'under', suffix: '.shop.example' },
  ],
  allowedAgentSites: [],
  plan: { kind: 'unlimited' },
  maskCssSelectors: '.secret',
  maskAttributes: 'data-private',
};

const session = (id: string, endedAt?: number): SessionRecord => ({
  id,
  accountId: 'one',
  sdkKey: 'sdk',
  startedAt: 5,
  endedAt,
  state: `{"id":"${id}"}`,
});

/** What every store must do. `open` opens the same data again where `keeps` is true. */
export function storeContract(name: string, open: () => Promise<Store>, keeps: boolean): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.stop());

  test(`D1 ${name}: an account is found by key and id, replaced and removed`, async () => {
    expect(await store.account('sdk')).toBeUndefined();
    await store.putAccount(account);
    expect(await store.account('sdk')).toEqual(account);
    await store.putAccount({ ...account, sdkKey: 'new', disabled: true });
    expect(await store.account('sdk')).toBeUndefined();
    expect(await store.accountById('one')).toMatchObject({ sdkKey: 'new', disabled: true });
    await store.removeAccount('one');
    expect(await store.accountById('one')).toBeUndefined();
  });

  test(`D2 ${name}: trial minutes add up and outlive a new seeding`, async () => {
    const trial: Account = { ...account, plan: { kind: 'trial', minutes: 10, used: 0 } };
    await store.putAccount(trial);
    await store.addTrialMinutes('one', 3);
    await store.addTrialMinutes('one', 4);
    await store.putAccount({ ...trial, plan: { kind: 'trial', minutes: 20, used: 0 } });
    expect((await store.account('sdk'))?.plan).toEqual({ kind: 'trial', minutes: 20, used: 7 });
  });

  test(`D3 ${name}: of many who claim one PIN one gets it; keys do not mix`, async () => {
    const claims = await Promise.all(Array.from({ length: 50 }, (_, n) => store.claimPin('sdk', '123456', `s${n}`)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store.findPin('sdk', '123456')).toBe(`s${claims.indexOf(true)}`);
    expect(await store.claimPin('other', '123456', 'x')).toBe(true);
    await store.releasePin('sdk', '123456');
    expect(await store.findPin('sdk', '123456')).toBeUndefined();
    expect(await store.findPin('other', '123456')).toBe('x');
  });

  test(`D4 ${name}: a session is saved and replaced; its end gives up its PINs`, async () => {
    await store.claimPin('sdk', 'AAA', 's');
    await store.claimPin('sdk', 'BBB', 't');
    await store.saveSession(session('s'));
    await store.saveSession({ ...session('s'), state: '{"changed":true}' });
    await store.saveSession(session('t'));
    expect(await store.session('s')).toEqual({ ...session('s'), state: '{"changed":true}' });
    await store.saveSession(session('s', 9));
    expect(await store.session('s')).toEqual(session('s', 9));
    expect(await store.findPin('sdk', 'AAA')).toBeUndefined();
    expect(await store.findPin('sdk', 'BBB')).toBe('t');
    expect((await store.liveSessions()).map(({ id }) => id)).toEqual(['t']);
  });

  test(`D5 ${name}: PINs whose session was never saved are dropped when sessions are taken up`, async () => {
    await store.claimPin('sdk', 'LOST', 'never');
    await store.claimPin('sdk', 'KEPT', 's');
    await store.saveSession(session('s'));
    await store.liveSessions();
    expect(await store.findPin('sdk', 'LOST')).toBeUndefined();
    expect(await store.findPin('sdk', 'KEPT')).toBe('s');
  });

  test(`D6 ${name}: it answers when asked whether it does`, async () => {
    await store.ready();
  });

  if (!keeps) return;
  test(`D7 ${name}: what was confirmed is there after opening it again`, async () => {
    await store.putAccount(account);
    await store.saveSession(session('s'));
    await store.claimPin('sdk', 'PIN', 's');
    await store.stop();
    store = await open();
    expect(await store.account('sdk')).toEqual(account);
    expect(await store.liveSessions()).toEqual([session('s')]);
    expect(await store.findPin('sdk', 'PIN')).toBe('s');
  });
}
