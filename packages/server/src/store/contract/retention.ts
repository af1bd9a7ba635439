import { expect, test } from 'vitest';
import type { Present, SessionRecord } from '../session-store.js';
import type { Store } from '../store.js';
import { account, present, session } from './examples.js';

const DAY_MS = 86_400_000;

/** What every store must do with records that get old, and with somebody who is to be erased. */
export function retentionContract(name: string, store: () => Store): void {
  /** A session that somebody was in. */
  async function kept(record: SessionRecord, people: Present[]): Promise<void> {
    await store().saveSession({ record: { ...record, endedAt: undefined }, present: people, at: 50 });
    if (record.endedAt !== undefined) await store().saveSession({ record, present: [], at: record.endedAt });
  }
  const state = (...people: { userId: string; role?: string }[]): string =>
    JSON.stringify({
      phase: 'live',
      startUrl: 'https://a.example/p',
      seats: people.map((one) => ({ ...one, userName: 'N', address: 'A' })),
    });

  test(`D30 ${name}: sessions go by what their account keeps, with their joins, a few at a time`, async () => {
    await store().putAccount({ ...account, retention: { sessionDays: 2, deliveryDays: 30 } });
    await store().putAccount({ ...account, id: 'two', sdkKey: 'sdk2', apiKey: 'api2', retention: { sessionDays: 10, deliveryDays: 30 } });
    const now = 1_000 * DAY_MS;
    const ago = async (id: string, accountId: string, days: number | undefined): Promise<void> =>
      kept({ ...session(id, days === undefined ? undefined : now - days * DAY_MS), accountId }, [present(`join ${id}`)]);
    await ago('a', 'one', 3);
    await ago('b', 'one', 2);
    await ago('c', 'two', 9);
    await ago('d', 'two', 11);
    await ago('e', 'gone', 183);
    await ago('f', 'gone', 185);
    await ago('live', 'one', undefined);
    expect(await store().forgetSessions(now, 2)).toBe(2);
    expect(await store().forgetSessions(now, 2)).toBe(1);
    expect(await store().forgetSessions(now, 2)).toBe(0);
    const left = ['a', 'b', 'c', 'd', 'e', 'f', 'live'].map(async (id) => {
      expect(await store().joins(id)).toHaveLength((await store().session(id)) ? 1 : 0);
      return (await store().session(id))?.id;
    });
    expect(await Promise.all(left)).toEqual([undefined, 'b', 'c', undefined, 'e', undefined, 'live']);
  });

  test(`D31 ${name}: sessions that name a person are found, by who was in them and by what their state says, in pieces`, async () => {
    const cleo = { ...present('c', 'customer'), userId: 'cleo' };
    await kept({ ...session('joined', 90), state: '{}' }, [cleo]);
    await kept({ ...session('told', 90), state: state({ userId: 'cleo' }) }, [present('x')]);
    await kept({ ...session('live'), state: state({ userId: 'cleo' }) }, [{ ...cleo, connectionId: 'c2' }]);
    await kept({ ...session('left'), state: state({ userId: 'ann' }) }, [{ ...cleo, connectionId: 'c3' }]);
    await kept({ ...session('other', 90), accountId: 'two', state: state({ userId: 'cleo' }) }, [present('y')]);
    // Names that a pattern would take for it.
    for (const [n, userId] of ['cle_', 'CLEO', 'cleo2', '%', 'cl\\eo'].entries())
      await kept({ ...session(`like ${n}`, 90), state: state({ userId }) }, [{ ...present(`l${n}`), userId }]);
    const all = async (person: { userId: string; accountId?: string }): Promise<string[]> => {
      const ids: string[] = [];
      for (let after: string | undefined = ''; after !== undefined; ) {
        const piece: { found: { id: string; live: boolean }[]; next: string | undefined } = await store().sessionsNaming(person, after);
        ids.push(...piece.found.map(({ id, live }) => `${id}${live ? ' live' : ''}`));
        after = piece.next;
      }
      return ids.sort();
    };
    expect(await all({ userId: 'cleo' })).toEqual(['joined', 'left', 'live live', 'other', 'told']);
    expect(await all({ userId: 'cleo', accountId: 'two' })).toEqual(['other']);
    expect(await all({ userId: 'cle_' })).toEqual(['like 0']);
    expect(await all({ userId: '%' })).toEqual(['like 3']);
    expect(await all({ userId: 'cl\\eo' })).toEqual(['like 4']);
    expect(await all({ userId: 'nobody' })).toEqual([]);
  });

  test(`D32 ${name}: a person is taken out of a session's records and nobody else is; of a live session the person is in nothing is`, async () => {
    const cleo = { ...present('c', 'customer'), userId: 'cleo', userName: 'Cleo' };
    const ann = { ...present('a'), userId: 'ann', userName: 'Ann' };
    const record = { ...session('s', 90), state: state({ userId: 'cleo', role: 'customer' }, { userId: 'ann', role: 'agent' }) };
    await kept(record, [cleo, ann]);
    await kept({ ...session('t'), state: record.state }, [{ ...cleo, connectionId: 'c2' }]);
    expect(await store().eraseFrom('t', 'cleo')).toBe('live');
    expect(await store().eraseFrom('s', 'nobody')).toEqual({ joins: 0 });
    expect(await store().session('s')).toEqual(record);
    expect(await store().eraseFrom('s', 'cleo')).toEqual({ joins: 1 });
    const joins = await store().joins('s');
    const { userId: alias = '' } = joins.find(({ role }) => role === 'customer') ?? {};
    expect(alias).toMatch(/^erased-[\w-]{12}$/);
    expect(joins.find(({ role }) => role === 'customer')).toMatchObject({ userName: '', address: '', joinedAt: 50, leftAt: 90 });
    expect(joins.find(({ role }) => role === 'agent')).toMatchObject({ ...ann, leftAt: 90 });
    const left = await store().session('s');
    expect(left).toEqual({ ...record, startUrl: '', state: left?.state });
    expect(JSON.parse(left?.state ?? '')).toEqual({
      phase: 'live',
      startUrl: '',
      seats: [
        { userId: alias, userName: '', address: '', role: 'customer' },
        { userId: 'ann', userName: 'N', address: 'A', role: 'agent' },
      ],
    });
    // An agent's page was nobody's of theirs.
    await kept({ ...record, id: 'u', pin: 'U' }, [
      { ...cleo, connectionId: 'c3' },
      { ...ann, connectionId: 'a3' },
    ]);
    expect(await store().eraseFrom('u', 'ann')).toEqual({ joins: 1 });
    expect((await store().session('u'))?.startUrl).toBe(record.startUrl);
    expect((await store().session('u'))?.state).not.toContain('ann');
    // What is no state any more names nobody.
    await kept({ ...session('v', 90), state: 'torn {"userId":"cleo"' }, [present('z')]);
    expect(await store().eraseFrom('v', 'cleo')).toEqual({ joins: 0 });
  });
}
