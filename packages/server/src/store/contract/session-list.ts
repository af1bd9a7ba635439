import { expect, test } from 'vitest';
import type { Store } from '../store.js';
import { present, session } from './examples.js';

/** What every store must do with lists of all accounts' sessions. */
export function sessionListContract(name: string, store: () => Store): void {
  test(`Z11 ${name}: sessions of all accounts are listed newest first, a page at a time, and an account’s ended ones removed`, async () => {
    const put = (id: string, accountId: string, startedAt: number, endedAt?: number) =>
      store().saveSession({ record: { ...session(id, endedAt), accountId, startedAt }, present: [present(`c-${id}`)], gone: [], at: 1 });
    for (let n = 0; n < 7; n++) await put(`live${n}`, n % 2 ? 'one' : 'two', 100 + Math.floor(n / 2));
    for (let n = 0; n < 9; n++) await put(`past${n}`, n % 2 ? 'one' : 'two', 1, 200 + Math.floor(n / 3));
    await put('past0', 'two', 1);
    await put('past0', 'two', 1, 200);
    const all = async (state: 'live' | 'past', accountId?: string) => {
      const ids: string[] = [];
      let after: { time: number; id: string } | undefined;
      for (let page = await store().sessionList({ state, accountId, limit: 2 }); page.length > 0; ) {
        ids.push(...page.map(({ id }) => id));
        const { id = '', startedAt = 0, endedAt } = page.at(-1) ?? {};
        after = { time: endedAt ?? startedAt, id };
        page = await store().sessionList({ state, accountId, after, limit: 2 });
      }
      return ids;
    };
    expect(await all('live')).toEqual(['live6', 'live5', 'live4', 'live3', 'live2', 'live1', 'live0']);
    expect(await all('past')).toEqual(['past8', 'past7', 'past6', 'past5', 'past4', 'past3', 'past2', 'past1', 'past0']);
    expect(await all('live', 'one')).toEqual(['live5', 'live3', 'live1']);
    expect(await store().sessionList({ state: 'past', accountId: 'two', limit: 1 })).toEqual([
      { id: 'past8', accountId: 'two', startedAt: 1, endedAt: 202 },
    ]);
    expect(await store().removeRecords('one', 3)).toBe(3);
    expect(await store().removeRecords('one', 3)).toBe(1);
    expect(await store().removeRecords('one', 3)).toBe(0);
    expect(await all('past')).toEqual(['past8', 'past6', 'past4', 'past2', 'past0']);
    expect(await all('live', 'one')).toHaveLength(3);
    expect([await store().joins('past1'), (await store().joins('past0')).length]).toEqual([[], 1]);
  });
}
