import { expect, test } from 'vitest';
import type { SessionPage } from '../record-store.js';
import type { Present } from '../session-store.js';
import type { Store } from '../store.js';
import { present, session } from './examples.js';

/** What every store must do for the REST interface. */
export function recordsContract(name: string, store: () => Store): void {
  const cleo: Present = { ...present('c', 'customer'), userId: 'cleo', userName: 'Cleo' };
  const agent = (connectionId: string, userId: string, userName = userId): Present => ({ ...present(connectionId), userId, userName });

  /** A session that somebody was in from its start, of account `one` unless said. */
  async function put(id: string, times: { startedAt: number; endedAt?: number }, more: { pin?: string; accountId?: string } = {}) {
    const record = { ...session(id), pin: `P${id}`, ...more, startedAt: times.startedAt, endedAt: undefined };
    await store().openSession({ ...record, pin: `held by ${id}` });
    await store().saveSession({ record, present: [{ ...cleo, connectionId: `c of ${id}` }], at: times.startedAt });
    const { endedAt } = times;
    if (endedAt !== undefined) await store().saveSession({ record: { ...record, endedAt }, present: [], at: endedAt });
  }
  const ids = async (page: Partial<SessionPage> & Pick<SessionPage, 'of'>) =>
    (await store().sessionPage({ accountId: 'one', limit: 100, ...page })).map(({ id }) => id).join(' ');
  const past = (by: 'startedAt' | 'endedAt', from = 0, until = 10_000): SessionPage['of'] => ({ state: 'past', by, from, until });
  const live: SessionPage['of'] = { state: 'live' };

  test(`D26 ${name}: pages of live and of ended sessions, newest first, by time and id, of one account`, async () => {
    await put('a', { startedAt: 10, endedAt: 90 });
    await put('b', { startedAt: 20, endedAt: 40 });
    await put('d', { startedAt: 20, endedAt: 40 });
    await put('c', { startedAt: 30, endedAt: 50 });
    await put('l', { startedAt: 15 });
    await put('k', { startedAt: 25 });
    await put('m', { startedAt: 25 });
    await put('x', { startedAt: 22, endedAt: 45 }, { accountId: 'other' });
    await put('y', { startedAt: 22 }, { accountId: 'other' });
    expect(await ids({ of: live })).toBe('m k l');
    expect(await ids({ of: live, accountId: 'other' })).toBe('y');
    expect(await ids({ of: past('startedAt') })).toBe('c d b a');
    expect(await ids({ of: past('endedAt') })).toBe('a c d b');
    expect(await ids({ of: past('endedAt'), limit: 2 })).toBe('a c');
    expect(await ids({ of: past('endedAt'), after: { time: 50, id: 'c' } })).toBe('d b');
    expect(await ids({ of: past('endedAt'), after: { time: 40, id: 'd' } })).toBe('b');
    expect(await ids({ of: past('startedAt'), after: { time: 20, id: 'd' }, limit: 1 })).toBe('b');
    expect(await ids({ of: live, after: { time: 25, id: 'm' } })).toBe('k l');
    expect(await ids({ of: past('endedAt', 40, 50) })).toBe('d b');
    expect(await ids({ of: past('startedAt', 21, 31) })).toBe('c');
  });

  test(`D26 ${name}: pages by PIN and by id; a PIN that was replaced is not found`, async () => {
    await put('a', { startedAt: 10, endedAt: 90 }, { pin: 'SHOP' });
    await put('b', { startedAt: 20, endedAt: 40 }, { pin: 'SHOP' });
    await put('c', { startedAt: 30 }, { pin: 'SHOP' });
    await put('d', { startedAt: 40 });
    expect(await ids({ of: live, pin: 'SHOP' })).toBe('c');
    expect(await ids({ of: live, pin: 'held by c' })).toBe('');
    expect(await ids({ of: past('endedAt'), pin: 'SHOP' })).toBe('a b');
    expect(await ids({ of: past('startedAt'), pin: 'SHOP' })).toBe('b a');
    expect(await ids({ of: past('startedAt'), pin: 'SHOP', after: { time: 20, id: 'b' } })).toBe('a');
    expect(await ids({ of: past('endedAt'), id: 'b' })).toBe('b');
    expect(await ids({ of: past('endedAt'), id: 'b', pin: 'OTHER' })).toBe('');
    expect(await ids({ of: past('endedAt'), id: 'b', accountId: 'other' })).toBe('');
    expect(await ids({ of: past('endedAt', 50), id: 'b' })).toBe('');
    expect(await ids({ of: past('endedAt'), id: 'c' })).toBe('');
  });

  test(`D27 ${name}: a session nobody entered is in no list; of the others everybody who was in them is told, once`, async () => {
    await store().openSession(session('empty'));
    await store().openSession(session('over'));
    await store().saveSession({ record: session('over', 9), present: [], at: 9 });
    await store().openSession(session('s'));
    const save = (at: number, people: Present[]) => store().saveSession({ record: session('s'), present: people, at });
    await save(10, [cleo]);
    await save(20, [cleo, agent('a1', 'zoe', 'Zoe'), agent('a2', 'ben')]);
    await save(30, [cleo, agent('a2', 'ben')]);
    await save(40, [cleo, agent('a2', 'ben'), agent('a3', 'zoe', 'Zoe B.'), agent('a4', 'cleo', 'An agent')]);
    const users = [
      { userId: 'cleo', userName: 'Cleo', role: 'customer' },
      { userId: 'ben', userName: 'ben', role: 'agent' },
      { userId: 'zoe', userName: 'Zoe', role: 'agent' },
      { userId: 'cleo', userName: 'An agent', role: 'agent' },
    ];
    const summary = { id: 's', pin: 'PIN-s', startedAt: 5, endedAt: undefined, users };
    expect(await store().sessionPage({ accountId: 'one', of: live, limit: 9 })).toEqual([summary]);
    expect(await store().sessionSummary('one', 's')).toEqual(summary);
    expect(await store().sessionPage({ accountId: 'one', of: past('endedAt'), limit: 9 })).toEqual([]);
    for (const [account, id] of [
      ['one', 'empty'],
      ['one', 'over'],
      ['one', 'none'],
      ['other', 's'],
    ] as const)
      expect(await store().sessionSummary(account, id)).toBeUndefined();
  });

  test(`D28 ${name}: joins come in pages by time and connection`, async () => {
    await store().openSession(session('s'));
    const save = (at: number, people: Present[], endedAt?: number) =>
      store().saveSession({ record: session('s', endedAt), present: people, at });
    await save(10, [cleo]);
    await save(20, [cleo, agent('a2', 'ben'), agent('a1', 'zoe')]);
    await save(30, [cleo, agent('a0', 'zoe')]);
    await save(40, [], 40);
    const page = async (limit: number, after?: { joinedAt: number; connectionId: string }) =>
      (await store().joinPage({ sessionId: 's', limit, after })).map(({ connectionId }) => connectionId).join(' ');
    expect(await page(9)).toBe('c a1 a2 a0');
    expect(await page(2)).toBe('c a1');
    expect(await page(2, { joinedAt: 20, connectionId: 'a1' })).toBe('a2 a0');
    expect(await page(2, { joinedAt: 30, connectionId: 'a0' })).toBe('');
    expect(await store().joinPage({ sessionId: 's', limit: 1, after: { joinedAt: 10, connectionId: 'c' } })).toEqual([
      { ...agent('a1', 'zoe'), sessionId: 's', joinedAt: 20, leftAt: 30 },
    ]);
    expect(await store().joinPage({ sessionId: 'other', limit: 9 })).toEqual([]);
  });
}
