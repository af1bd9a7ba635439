import { expect, test } from 'vitest';
import type { Account } from '../account.js';
import type { Store } from '../store.js';
import { account, session } from './examples.js';

/** What every store must do with accounts. */
export function accountsContract(name: string, store: () => Store): void {
  test(`D1 ${name}: an account is found by its keys and id, replaced and removed`, async () => {
    expect(await store().account('sdk')).toBeUndefined();
    await store().putAccount(account);
    expect(await store().account('sdk')).toEqual(account);
    expect(await store().accountByApiKey('api')).toEqual(account);
    expect(await store().accountByApiKey('sdk')).toBeUndefined();
    await store().putAccount({ ...account, sdkKey: 'new', apiKey: 'new api', disabled: true });
    expect(await store().accountByApiKey('api')).toBeUndefined();
    expect(await store().accountByApiKey('new api')).toMatchObject({ id: 'one', disabled: true });
    expect(await store().account('sdk')).toBeUndefined();
    expect(await store().accountById('one')).toMatchObject({ sdkKey: 'new', disabled: true });
    for (const off of ['maskData', 'remoteAssist', 'multiTab', 'annotation', 'confirmSubmits'] as const) {
      await store().putAccount({ ...account, [off]: false });
      expect(await store().account('sdk')).toEqual({ ...account, [off]: false });
    }
    await store().removeAccount('one');
    expect(await store().accountById('one')).toBeUndefined();
  });

  test(`D2 ${name}: each minute of a session is charged once, not beyond the trial, and outlives a new seeding`, async () => {
    const trial: Account = { ...account, plan: { kind: 'trial', minutes: 5, used: 0 } };
    const charge = (sessionId: string, minutes: number) => store().chargeMinutes({ accountId: 'one', sessionId, minutes });
    const used = async () => (await store().account('sdk'))?.plan;
    await store().putAccount(trial);
    await store().openSession(session('s'));
    await store().openSession(session('t'));
    expect(await charge('s', 1)).toBe(true);
    expect(await charge('s', 3)).toBe(true);
    expect(await charge('s', 3)).toBe(true);
    expect(await charge('s', 2)).toBe(true);
    expect(await used()).toMatchObject({ used: 3 });
    await store().saveSession({ record: session('s'), present: [], at: 6 });
    expect(await Promise.all([charge('s', 4), charge('t', 1)])).toEqual([true, true]);
    expect(await charge('t', 2)).toBe(false);
    expect(await charge('t', 1)).toBe(true);
    await store().putAccount({ ...trial, plan: { kind: 'trial', minutes: 7, used: 0 } });
    expect(await used()).toEqual({ kind: 'trial', minutes: 7, used: 5 });
    expect(await charge('t', 9)).toBe(false);
    expect(await used()).toMatchObject({ used: 7 });
    await store().putAccount(account);
    expect(await charge('t', 50)).toBe(true);
  });

  test(`Z1 ${name}: accounts are created once, listed in order, changed from the version that was read`, async () => {
    const other: Account = { ...account, id: 'two', sdkKey: 'sdk2', apiKey: 'api2', sdkSecrets: ['x'], apiSecrets: [] };
    expect(await store().createAccount(account)).toBe(true);
    for (const taken of [{ id: 'one' }, { sdkKey: 'sdk' }, { apiKey: 'api' }])
      expect(await store().createAccount({ ...other, ...taken }), JSON.stringify(taken)).toBe(false);
    expect(await store().accountById('two')).toBeUndefined();
    expect(await store().secrets('two')).toEqual([]);
    expect(await store().createAccount(other)).toBe(true);
    expect(await store().accounts({ limit: 5 })).toEqual([account, other]);
    expect(await store().accounts({ limit: 1 })).toEqual([account]);
    expect(await store().accounts({ after: 'one', limit: 5 })).toEqual([other]);

    // What the account is given besides is not this call's to change.
    const next: Account = { ...account, name: 'Renamed', multiTab: false, shortenAddresses: true, sdkSecrets: ['stranger'] };
    expect(await store().updateAccount(next, 9_000)).toBe(true);
    expect(await store().account('sdk')).toEqual({ ...next, version: 2, updatedAt: 9_000, sdkSecrets: account.sdkSecrets });
    expect(await store().updateAccount({ ...next, name: 'Late' }, 9_001)).toBe(false);
    expect(await store().updateAccount({ ...next, id: 'nobody' }, 9_001)).toBe(false);
    expect(await store().account('sdk')).toMatchObject({ name: 'Renamed', version: 2 });
    const both = [1, 2].map((n) => store().updateAccount({ ...next, version: 2, name: `${n}` }, 9_002));
    expect((await Promise.all(both)).sort()).toEqual([false, true]);
    const versions = await store().accountVersions(['one', 'two', 'nobody']);
    expect(versions.sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual([
      { id: 'one', version: 3 },
      { id: 'two', version: 1 },
    ]);
    expect(await store().accountVersions([])).toEqual([]);
  });

  test(`Z2 ${name}: two secrets of a kind are active at most, the last stays, a retired one is gone, use is noted`, async () => {
    await store().createAccount(account);
    const add = (kind: 'sdk' | 'api', value: string, at = 5_000) => store().addSecret({ accountId: 'one', kind, value, at });
    const retire = (id: string) => store().retireSecret({ accountId: 'one', id, at: 6_000 });
    expect((await store().secrets('one')).map(({ kind }) => kind).sort()).toEqual(['api', 'sdk', 'sdk']);
    expect(await add('sdk', 'third')).toBe('too_many');
    expect(await store().addSecret({ accountId: 'nobody', kind: 'sdk', value: 'x', at: 1 })).toBe('no_account');
    const added = await add('api', 'a-new-secret-of-the-api');
    expect(added).toMatchObject({ kind: 'api', createdAt: 5_000, lastUsedAt: undefined, last4: '-api' });
    // Two at once are not three.
    await store().createAccount({ ...account, id: 'two', sdkKey: 'sdk2', apiKey: 'api2' });
    const pair = await Promise.all(['p', 'q'].map((value) => store().addSecret({ accountId: 'two', kind: 'api', value, at: 1 })));
    expect(pair.filter((one) => one === 'too_many')).toHaveLength(1);
    // The newest is the first, also where the clock went back; every change of secrets is one of the account.
    expect(await store().account('sdk')).toMatchObject({ apiSecrets: ['a-new-secret-of-the-api', 'as'], version: 2, updatedAt: 5_000 });
    expect(await store().accountByApiKey('api')).toEqual(await store().account('sdk'));

    await store().touchSecret({ accountId: 'one', kind: 'api', value: 'as', at: 5_500 });
    await store().touchSecret({ accountId: 'one', kind: 'sdk', value: 'as', at: 5_600 });
    const [newest, old] = (await store().secrets('one')).filter(({ kind }) => kind === 'api');
    if (!newest || !old) throw new Error('there are two secrets');
    expect([newest.lastUsedAt, old.lastUsedAt]).toEqual([undefined, 5_500]);
    expect(old.last4).toBe('');
    expect(await retire('nothing')).toBe('unknown');
    expect(await store().retireSecret({ accountId: 'two', id: newest.id, at: 1 })).toBe('unknown');
    const both = await Promise.all([retire(newest.id), retire(old.id)]);
    expect(both.sort()).toEqual(['last', 'retired']);
    expect((await store().account('sdk'))?.apiSecrets).toHaveLength(1);
    expect((await store().account('sdk'))?.version).toBe(3);
    await store().removeAccount('one');
    expect(await store().secrets('one')).toEqual([]);
    expect((await store().accountById('two'))?.sdkSecrets).toEqual(account.sdkSecrets);
  });
}
