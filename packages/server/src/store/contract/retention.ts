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
  const erase = (sessionId: string, userId: string, dropPending = false) => store().eraseFrom({ sessionId, userId, dropPending });
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
    expect(await erase('t', 'cleo')).toEqual({ kind: 'live' });
    expect(await erase('s', 'nobody')).toEqual({ kind: 'erased', joins: 0, deliveries: 0, dropped: 0 });
    expect(await store().session('s')).toEqual(record);
    expect(await erase('s', 'cleo')).toEqual({ kind: 'erased', joins: 1, deliveries: 0, dropped: 0 });
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
    expect(await erase('u', 'ann')).toEqual({ kind: 'erased', joins: 1, deliveries: 0, dropped: 0 });
    expect((await store().session('u'))?.startUrl).toBe(record.startUrl);
    expect((await store().session('u'))?.state).not.toContain('ann');
    // What is no state any more names nobody.
    await kept({ ...session('v', 90), state: 'torn {"userId":"cleo"' }, [present('z')]);
    expect(await erase('v', 'cleo')).toEqual({ kind: 'erased', joins: 0, deliveries: 0, dropped: 0 });
  });

  /** Both sides of a session that ended, told to an endpoint. */
  async function told(sessionId: string): Promise<void> {
    const cleo = { ...present(`${sessionId} c`, 'customer'), userId: 'cleo', userName: 'Cleo', joinedAt: 60 };
    const ann = { ...present(`${sessionId} a`), userId: 'ann', userName: 'Ann', joinedAt: 70 };
    await kept({ ...session(sessionId, Date.now()), pin: sessionId, state: '{}' }, [cleo, ann]);
  }
  async function endpoint(): Promise<void> {
    const more = { name: 'e', url: 'https://hooks.example/e', secret: 'a secret of an endpoint, long enough' };
    await store().addEndpoint({ id: 'e', accountId: 'one', events: [], at: 1, ...more }, 1);
    await store().endpointProved('e', more.url, 1);
  }
  /** Sends everything; the bodies. */
  async function send(): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const claimed = await store().claimDeliveries({ endpointId: 'e', atMost: 50, leaseMs: 60_000 });
      if (claimed.length === 0) return bodies;
      for (const one of claimed) await store().settleDelivery(one, { kind: 'delivered', status: 200 });
      bodies.push(...claimed.map(({ body }) => body));
    }
  }
  const count = async (state?: 'pending' | 'done') => (await store().deliveries({ endpointId: 'e', state, limit: 100 })).deliveries.length;

  test(`D33 ${name}: deliveries go by what their account keeps, those that wait do not`, async () => {
    await store().putAccount({ ...account, retention: { sessionDays: 184, deliveryDays: 2 } });
    await endpoint();
    await told('s');
    expect(await count('pending')).toBe(6);
    expect(await send()).toHaveLength(6);
    await told('t');
    const now = Date.now();
    expect(await store().forgetDeliveries(now + DAY_MS, 100)).toBe(0);
    expect(await store().forgetDeliveries(now + 3 * DAY_MS, 4)).toBe(4);
    expect(await store().forgetDeliveries(now + 3 * DAY_MS, 4)).toBe(2);
    expect(await store().forgetDeliveries(now + 3 * DAY_MS, 4)).toBe(0);
    expect(await count()).toBe(6);
    await store().removeAccount('one');
    await send();
    expect(await store().forgetDeliveries(now + 29 * DAY_MS, 100)).toBe(0);
    expect(await store().forgetDeliveries(now + 31 * DAY_MS, 100)).toBe(6);
  });

  test(`D32 ${name}: deliveries that wait stand against it or are dropped, those that were made name the person no longer`, async () => {
    await endpoint();
    await told('s');
    expect(await store().deliveriesNaming({ userId: 'ann' }, 0)).toEqual({ sessions: ['s'], pending: 2, next: undefined });
    expect(await store().deliveriesNaming({ userId: 'ann', accountId: 'two' }, 0)).toMatchObject({ sessions: [], pending: 0 });
    expect(await erase('s', 'ann')).toEqual({ kind: 'pending', deliveries: 2 });
    expect((await store().joins('s')).map(({ userId }) => userId)).toContain('ann');
    await send();
    expect(await store().deliveriesNaming({ userId: 'ann' }, 0)).toEqual({ sessions: ['s'], pending: 0, next: undefined });
    expect(await erase('s', 'ann')).toEqual({ kind: 'erased', joins: 1, deliveries: 2, dropped: 0 });
    expect(await store().deliveriesNaming({ userId: 'ann' }, 0)).toMatchObject({ sessions: [] });
    // What is sent again is what is left.
    for (const { eventId } of (await store().deliveries({ endpointId: 'e', limit: 100 })).deliveries)
      await store().retryDelivery('e', eventId);
    const bodies = (await send()).join('\n');
    expect(bodies).not.toMatch(/"ann"|"Ann"/);
    expect(bodies).toMatch(/"cleo".*"Cleo"/);
    expect(bodies).toContain('"start_url":"https://shop.example/s"');

    await told('t');
    expect(await erase('t', 'cleo', true)).toEqual({ kind: 'erased', joins: 1, deliveries: 0, dropped: 4 });
    expect((await send()).join('\n')).not.toMatch(/cleo|Cleo|start_url/);
    // Also where the session is gone by now, and only deliveries are left of it.
    await store().eraseFrom({ sessionId: 's', userId: 'nobody', dropPending: false });
    expect(await store().forgetSessions(Date.now() + 365 * DAY_MS, 100)).toBe(2);
    expect(await store().deliveriesNaming({ userId: 'cleo' }, 0)).toMatchObject({ sessions: ['s'] });
    expect(await erase('s', 'cleo')).toMatchObject({ kind: 'erased', joins: 0, deliveries: 4 });
    expect(await store().deliveriesNaming({ userId: 'cleo' }, 0)).toMatchObject({ sessions: [] });
    for (const { eventId } of (await store().deliveries({ endpointId: 'e', limit: 100 })).deliveries)
      await store().retryDelivery('e', eventId);
    expect((await send()).join('\n')).not.toMatch(/cleo|Cleo|shop\.example/);
    await store().emptyLog();
  });
}
