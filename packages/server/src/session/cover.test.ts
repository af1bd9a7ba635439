import { CloseCode } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { joinedSession, playSession, RULES } from '../testing/play-session.js';
import { nextDeadline } from './tick.js';

/** A customer on connection 1, agents on 2 and 3; she has asked for a pause. */
function pausing() {
  const session = joinedSession();
  session.reserve('agent', 'bob', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  return session;
}
const cover = (session: ReturnType<typeof pausing>, connection: number) =>
  session.dispatch({ type: 'covered', connection, now: session.now });

test('P3 a pause is done when every agent has said that he shows nothing', () => {
  const session = pausing();
  expect([session.to(1), session.to(2), session.to(3)]).toEqual([[], [{ t: 'paused' }], [{ t: 'paused' }]]);
  expect(cover(session, 3)).toEqual([]);
  expect(cover(session, 3)).toEqual([]);
  cover(session, 2);
  expect(session.to(1)).toEqual([{ t: 'paused' }]);
  expect(cover(session, 2)).toEqual([]);
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect(session.to(1)).toEqual([{ t: 'resumed' }]);
});

test('P3 nobody waits for an agent who goes', () => {
  const session = pausing();
  session.dispatch({ type: 'leave', by: { connection: 3 }, now: session.now });
  expect(session.to(1)).toMatchObject([{ t: 'agent_left' }]);
  session.close(2);
  expect(session.to(1)).toEqual([{ t: 'agent_presence', userId: expect.any(String), present: false }, { t: 'paused' }]);
});

test('P3 an agent who does not answer is cut, and his seat is held', () => {
  const session = pausing();
  cover(session, 2);
  expect(nextDeadline(session.live, RULES)).toBe(session.now + RULES.coverMs);
  session.pass(RULES.coverMs - 1);
  expect(session.to(1)).toEqual([]);
  const effects = session.pass(1);
  expect(effects).toContainEqual({ type: 'close', connection: 3, code: CloseCode.Silent });
  expect(effects).toContainEqual({ type: 'unwatch', connection: 3 });
  expect(session.to(1)).toEqual([{ t: 'paused' }]);
  session.enter(9, 'b-2', 'b-3');
  expect(session.to(9)).toMatchObject([{ t: 'welcome', paused: true }]);
});

test('P3 without agents it is done at once', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2');
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  expect(session.to(1)).toEqual([{ t: 'paused' }]);
});

test('P5 while paused agents hear nothing of another page, its address, rules or attention; what still holds is told after', () => {
  const session = pausing();
  const { now } = session;
  session.dispatch({ type: 'rules', connection: 1, hash: 'before', now });
  const heard = (): unknown[] => [...session.to(2), ...session.to(3)];
  const page = { url: 'https://shop.example/secret', tab: 'ab12cd' };
  const entering = {
    position: undefined,
    received: undefined,
    approval: false,
    takesPolicy: true,
    spreadMs: 0,
    nextKey: 'raw',
    nextAssetKey: 'a',
  };
  session.dispatch({ type: 'enter', connection: 5, now, keyHash: 'key-2', nextKeyHash: 'key-3', page, ...entering });
  expect(heard()).toEqual([]);
  session.dispatch({ type: 'focus', connection: 5, focused: false, now });
  expect(heard()).toEqual([]);
  session.dispatch({ type: 'rules', connection: 5, hash: 'other', now });
  expect(heard()).toEqual([]);
  expect(session.to(5)).toEqual([{ t: 'rules', hash: 'other' }]);
  // Nor does one who comes now, nor is it kept.
  session.restore();
  session.enter(7, 'b-2', 'b-3');
  expect(JSON.stringify([session.state, session.to(7)])).not.toContain('secret');
  expect(session.to(7)).not.toMatchObject([{ rules: 'other' }]);
  session.dispatch({
    type: 'enter',
    connection: 8,
    now,
    keyHash: 'key-3',
    nextKeyHash: 'key-4',
    page: { url: '', tab: 'ef' },
    ...entering,
  });
  session.dispatch({ type: 'resume', connection: 8, url: 'https://shop.example/open?token=x', now });
  const url = 'https://shop.example/open';
  expect(session.to(7)).toEqual([{ t: 'resumed' }, { t: 'customer_transferred', url, tab: 'ef' }, { t: 'rules', hash: 'other' }]);
  expect(session.to(8)).toEqual([{ t: 'resumed' }]);
  expect(session.live).toMatchObject({ startUrl: url, held: undefined });
  session.dispatch({ type: 'focus', connection: 8, focused: false, now });
  expect(session.to(7)).toEqual([{ t: 'customer_focus', focused: false }]);
  // The same page after another pause: nothing but that it goes on.
  session.dispatch({ type: 'pause', connection: 8, now });
  session.dispatch({ type: 'resume', connection: 8, url, now });
  expect(session.to(7)).toEqual([{ t: 'resumed' }]);
});

test('P5 a page that took it to be paused still is told of once it says its address', () => {
  const session = joinedSession();
  const { now } = session;
  const entering = {
    position: undefined,
    received: undefined,
    approval: false,
    takesPolicy: true,
    spreadMs: 0,
    nextKey: 'raw',
    nextAssetKey: 'a',
  };
  session.dispatch({
    type: 'enter',
    connection: 5,
    now,
    keyHash: 'key-2',
    nextKeyHash: 'key-3',
    page: { url: undefined, tab: 'ef' },
    ...entering,
  });
  expect(session.to(2)).toEqual([]);
  const url = 'https://shop.example/second';
  session.dispatch({ type: 'resume', connection: 5, url, now });
  expect(session.to(2)).toEqual([{ t: 'customer_transferred', url, tab: 'ef' }]);
  expect(session.types()).not.toContain('resume_view');
  session.dispatch({ type: 'resume', connection: 5, url, now });
  expect(session.types()).toEqual([]);
});

test('P4 it stays paused for a new page, a new agent and a new process', () => {
  const session = pausing();
  session.enter(5, 'key-2', 'key-3');
  expect(session.to(5)).toMatchObject([{ t: 'welcome', paused: true }]);
  session.restore();
  session.enter(6, 'key-3', 'key-4');
  expect(session.to(6)).toMatchObject([{ t: 'welcome', paused: true }]);
  session.reserve('agent', 'cem', 'c-1');
  session.enter(7, 'c-1', 'c-2');
  expect(session.to(7)).toMatchObject([{ t: 'welcome', paused: true }]);
});

test('P6 a pause by the path of a page is told to each customer’s page, until the customer pauses by hand or sharing goes on', () => {
  const session = joinedSession();
  const pausedBy = (): unknown => {
    session.dispatch({ type: 'closed', connection: 1, now: session.now });
    session.enter(1, 'key-2', 'key-2');
    return session.to(1).find(({ t }) => t === 'welcome');
  };
  session.dispatch({ type: 'pause', connection: 1, now: session.now, by: 'path' });
  expect(session.to(2)).toContainEqual({ t: 'paused' });
  expect(pausedBy()).toMatchObject({ paused: true, pausedBy: 'path' });
  session.restore();
  expect(pausedBy()).toMatchObject({ paused: true, pausedBy: 'path' });
  // Said again after a loss.
  session.dispatch({ type: 'pause', connection: 1, now: session.now, by: 'path' });
  expect(session.live.pausedBy).toBe('path');
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  expect(session.types()).toEqual(['save']);
  expect(pausedBy()).not.toHaveProperty('pausedBy');
  expect(pausedBy()).toMatchObject({ paused: true });
  session.dispatch({ type: 'pause', connection: 1, now: session.now, by: 'path' });
  expect(session.live.pausedBy).toBeUndefined();
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  session.dispatch({ type: 'pause', connection: 1, now: session.now, by: 'path' });
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect(pausedBy()).toMatchObject({ paused: false });
  expect(pausedBy()).not.toHaveProperty('pausedBy');
});
