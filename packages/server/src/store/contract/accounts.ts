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
    for (const off of ['maskData', 'remoteAssist', 'annotation', 'confirmSubmits'] as const) {
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
}
