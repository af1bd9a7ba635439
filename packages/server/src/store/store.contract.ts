import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Account } from './account.js';
import type { Present, SessionRecord, Store } from './store.js';

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
  maskData: true,
  remoteAssist: true,
  annotation: true,
  confirmSubmits: true,
  keepQuery: [],
  developerMode: false,
};

const session = (id: string, endedAt?: number): SessionRecord => ({
  id,
  accountId: 'one',
  sdkKey: 'sdk',
  pin: `PIN-${id}`,
  startedAt: 5,
  startUrl: `https://shop.example/${id}`,
  endedAt,
  policyHashes: [`of ${id}`, 'then another'],
  state: `{"id":"${id}"}`,
});

const present = (connectionId: string, role: Present['role'] = 'agent'): Present => ({
  connectionId,
  userId: `user of ${connectionId}`,
  userName: 'Name',
  role,
  address: '192.0.2.7',
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
    for (const off of ['maskData', 'remoteAssist', 'annotation', 'confirmSubmits'] as const) {
      await store.putAccount({ ...account, [off]: false });
      expect(await store.account('sdk')).toEqual({ ...account, [off]: false });
    }
    await store.removeAccount('one');
    expect(await store.accountById('one')).toBeUndefined();
  });

  test(`D2 ${name}: each minute of a session is charged once, not beyond the trial, and outlives a new seeding`, async () => {
    const trial: Account = { ...account, plan: { kind: 'trial', minutes: 5, used: 0 } };
    const charge = (sessionId: string, minutes: number) => store.chargeMinutes({ accountId: 'one', sessionId, minutes });
    const used = async () => (await store.account('sdk'))?.plan;
    await store.putAccount(trial);
    await store.openSession(session('s'));
    await store.openSession(session('t'));
    expect(await charge('s', 1)).toBe(true);
    expect(await charge('s', 3)).toBe(true);
    expect(await charge('s', 3)).toBe(true);
    expect(await charge('s', 2)).toBe(true);
    expect(await used()).toMatchObject({ used: 3 });
    await store.saveSession({ record: session('s'), present: [], at: 6 });
    expect(await Promise.all([charge('s', 4), charge('t', 1)])).toEqual([true, true]);
    expect(await charge('t', 2)).toBe(false);
    expect(await charge('t', 1)).toBe(true);
    await store.putAccount({ ...trial, plan: { kind: 'trial', minutes: 7, used: 0 } });
    expect(await used()).toEqual({ kind: 'trial', minutes: 7, used: 5 });
    expect(await charge('t', 9)).toBe(false);
    expect(await used()).toMatchObject({ used: 7 });
    await store.putAccount(account);
    expect(await charge('t', 50)).toBe(true);
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

  test(`D3 ${name}: a session and its PIN are kept together or not at all`, async () => {
    const asking = Array.from({ length: 20 }, (_, n) => store.openSession({ ...session(`s${n}`), pin: 'SAME' }));
    const opened = await Promise.all(asking);
    expect(opened.filter(Boolean)).toHaveLength(1);
    expect(await store.findPin('sdk', 'SAME')).toBe(`s${opened.indexOf(true)}`);
    expect(await store.liveSessions()).toHaveLength(1);
    expect(await store.session(`s${opened.indexOf(false)}`)).toBeUndefined();
  });

  test(`D4 ${name}: a session is saved and replaced; its end gives up its PINs`, async () => {
    await store.openSession({ ...session('s'), pin: 'AAA' });
    await store.openSession({ ...session('t'), pin: 'BBB' });
    await store.claimPin('sdk', 'CCC', 's');
    await store.saveSession({ record: { ...session('s'), state: '{"changed":true}' }, present: [], at: 6 });
    expect(await store.session('s')).toEqual({ ...session('s'), state: '{"changed":true}' });
    await store.saveSession({ record: session('s', 9), present: [], at: 9 });
    expect(await store.session('s')).toEqual(session('s', 9));
    expect(await store.findPin('sdk', 'AAA')).toBeUndefined();
    expect(await store.findPin('sdk', 'CCC')).toBeUndefined();
    expect(await store.findPin('sdk', 'BBB')).toBe('t');
    expect((await store.liveSessions()).map(({ id }) => id)).toEqual(['t']);
  });

  test(`D5 ${name}: PINs whose session is not live are dropped when sessions are taken up`, async () => {
    await store.claimPin('sdk', 'LOST', 'never');
    await store.openSession({ ...session('s'), pin: 'KEPT' });
    await store.liveSessions();
    expect(await store.findPin('sdk', 'LOST')).toBeUndefined();
    expect(await store.findPin('sdk', 'KEPT')).toBe('s');
  });

  test(`D9 ${name}: one row a join, from the first time somebody is present to the first he is not`, async () => {
    await store.openSession(session('s'));
    const save = (at: number, people: Present[], endedAt?: number) =>
      store.saveSession({ record: session('s', endedAt), present: people, at });
    const cleo = present('c', 'customer');
    await save(10, [cleo]);
    await save(20, [cleo, present('a1'), present('a2')]);
    await save(30, [cleo, present('a2')]);
    await save(40, [cleo, present('a2'), { ...present('a3'), userId: 'user of a1' }]);
    await save(55, [cleo, present('a2')], 50);
    const times = (await store.joins('s')).map(({ connectionId, joinedAt, leftAt }) => [connectionId, joinedAt, leftAt]);
    expect(times.sort()).toEqual([
      ['a1', 20, 30],
      ['a2', 20, 50],
      ['a3', 40, 50],
      ['c', 10, 50],
    ]);
    expect((await store.joins('s'))[0]).toEqual({ ...cleo, sessionId: 's', joinedAt: 10, leftAt: 50 });
    expect(await store.joins('other')).toEqual([]);
  });

  test(`D10 ${name}: records of ended sessions are deleted by age, with their joins, a few at a time`, async () => {
    for (const [id, endedAt] of [
      ['a', 100],
      ['b', 200],
      ['c', 300],
      ['live', undefined],
    ] as const) {
      await store.openSession(session(id));
      await store.saveSession({ record: session(id), present: [present(`join ${id}`)], at: 50 });
      if (endedAt !== undefined) await store.saveSession({ record: session(id, endedAt), present: [], at: endedAt });
    }
    expect(await store.deleteEnded(250, 1)).toBe(1);
    expect(await store.deleteEnded(250, 9)).toBe(1);
    expect(await store.deleteEnded(250, 9)).toBe(0);
    const left = await Promise.all(
      ['a', 'b', 'c', 'live'].map(async (id) => [(await store.session(id))?.id, (await store.joins(id)).length]),
    );
    expect(left).toEqual([
      [undefined, 0],
      [undefined, 0],
      ['c', 1],
      ['live', 1],
    ]);
  });

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
