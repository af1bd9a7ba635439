import { expect, test } from 'vitest';
import type { Gone, Present } from '../session-store.js';
import type { Store } from '../store.js';
import { present, session } from './examples.js';

/** What every store must do with sessions, PINs and joins. */
export function sessionsContract(name: string, store: () => Store): void {
  test(`D3 ${name}: of many who claim one PIN one gets it; keys do not mix`, async () => {
    const claims = await Promise.all(Array.from({ length: 50 }, (_, n) => store().claimPin('sdk', '123456', `s${n}`)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await store().findPin('sdk', '123456')).toBe(`s${claims.indexOf(true)}`);
    expect(await store().claimPin('other', '123456', 'x')).toBe(true);
    await store().releasePin('sdk', '123456');
    expect(await store().findPin('sdk', '123456')).toBeUndefined();
    expect(await store().findPin('other', '123456')).toBe('x');
  });

  test(`D3 ${name}: a session and its PIN are kept together or not at all`, async () => {
    const asking = Array.from({ length: 20 }, (_, n) => store().openSession({ ...session(`s${n}`), pin: 'SAME' }));
    const opened = await Promise.all(asking);
    expect(opened.filter(Boolean)).toHaveLength(1);
    expect(await store().findPin('sdk', 'SAME')).toBe(`s${opened.indexOf(true)}`);
    expect(await store().liveSessions()).toHaveLength(1);
    expect(await store().session(`s${opened.indexOf(false)}`)).toBeUndefined();
  });

  test(`D4 ${name}: a session is saved and replaced; its end gives up its PINs`, async () => {
    await store().openSession({ ...session('s'), pin: 'AAA' });
    await store().openSession({ ...session('t'), pin: 'BBB' });
    await store().claimPin('sdk', 'CCC', 's');
    await store().saveSession({ record: { ...session('s'), state: '{"changed":true}' }, present: [], at: 6 });
    expect(await store().session('s')).toEqual({ ...session('s'), state: '{"changed":true}' });
    await store().saveSession({ record: session('s', 9), present: [], at: 9 });
    expect(await store().session('s')).toEqual(session('s', 9));
    expect(await store().findPin('sdk', 'AAA')).toBeUndefined();
    expect(await store().findPin('sdk', 'CCC')).toBeUndefined();
    expect(await store().findPin('sdk', 'BBB')).toBe('t');
    expect((await store().liveSessions()).map(({ id }) => id)).toEqual(['t']);
  });

  test(`D5 ${name}: PINs whose session is not live are dropped when sessions are taken up`, async () => {
    await store().claimPin('sdk', 'LOST', 'never');
    await store().openSession({ ...session('s'), pin: 'KEPT' });
    await store().liveSessions();
    expect(await store().findPin('sdk', 'LOST')).toBeUndefined();
    expect(await store().findPin('sdk', 'KEPT')).toBe('s');
  });

  test(`D9 ${name}: one row a join, from the first time somebody is present to the first he is not`, async () => {
    await store().openSession(session('s'));
    const save = (at: number, people: Present[], endedAt?: number) =>
      store().saveSession({ record: session('s', endedAt), present: people, at });
    const cleo = present('c', 'customer');
    await save(10, [cleo]);
    await save(20, [cleo, present('a1'), present('a2')]);
    await save(30, [cleo, present('a2')]);
    await save(40, [cleo, present('a2'), { ...present('a3'), userId: 'user of a1' }]);
    await save(55, [cleo, present('a2')], 50);
    const times = (await store().joins('s')).map(({ connectionId, joinedAt, leftAt }) => [connectionId, joinedAt, leftAt]);
    expect(times.sort()).toEqual([
      ['a1', 20, 30],
      ['a2', 20, 50],
      ['a3', 40, 50],
      ['c', 10, 50],
    ]);
    expect((await store().joins('s'))[0]).toEqual({ ...cleo, sessionId: 's', joinedAt: 10, leftAt: 50 });
    expect(await store().joins('other')).toEqual([]);
  });

  test(`D19 ${name}: who comes and goes while the store is away has one row with his own times, whatever is saved again`, async () => {
    await store().openSession(session('s'));
    const cleo = { ...present('c', 'customer'), joinedAt: 8 };
    const ada: Gone = { ...present('a'), joinedAt: 12, leftAt: 17, reason: 'left' };
    const bob: Gone = { ...present('b'), leftAt: 18, reason: 'removed' };
    const save = { record: session('s'), present: [cleo], gone: [ada, bob], at: 20 };
    await store().saveSession(save);
    await store().saveSession(save);
    await store().saveSession({ ...save, gone: [ada], at: 30 });
    const joins = await store().joins('s');
    expect(joins.map(({ connectionId, joinedAt, leftAt }) => [connectionId, joinedAt, leftAt])).toEqual([
      ['c', 8, undefined],
      ['a', 12, 17],
      ['b', 18, 18],
    ]);
    expect(joins[1]).toEqual({ ...present('a'), sessionId: 's', joinedAt: 12, leftAt: 17 });
  });

  test(`D19 ${name}: a process dies: who is not there any more has left when the next one first saves, and never comes back`, async () => {
    await store().openSession(session('s'));
    await store().saveSession({ record: session('s'), present: [present('c', 'customer'), { ...present('a'), joinedAt: 3 }], at: 10 });
    await store().saveSession({ record: session('s'), present: [present('c', 'customer')], gone: [], at: 40 });
    await store().saveSession({ record: session('s'), present: [present('c', 'customer'), present('a')], at: 50 });
    await store().saveSession({
      record: session('s', 60),
      present: [],
      gone: [{ ...present('c', 'customer'), leftAt: 55, reason: 'session_ended' }],
      at: 70,
    });
    const joins = await store().joins('s');
    expect(joins.map(({ connectionId, joinedAt, leftAt }) => [connectionId, joinedAt, leftAt])).toEqual([
      ['a', 3, 40],
      ['c', 10, 55],
    ]);
  });
}
