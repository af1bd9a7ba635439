import { expect, test } from 'vitest';
import { joinedSession, playSession } from '../testing/play-session.js';
import { recordOf } from './record.js';

const hash = (digit: number): string => String(digit).repeat(32);

test('E8 the rules her page tells are kept in order of time and told to agents; nobody else can tell them', () => {
  const session = joinedSession();
  const tell = (connection: number, digit: number) => session.dispatch({ type: 'rules', connection, hash: hash(digit), now: session.now });
  expect(recordOf(session.state).policyHashes).toEqual([]);
  tell(1, 1);
  expect(session.types()).toContain('save');
  expect(session.to(2)).toEqual([{ t: 'rules', hash: hash(1) }]);
  expect(session.to(1)).toEqual([{ t: 'rules', hash: hash(1) }]);
  tell(1, 1);
  expect([session.types(), session.to(1), session.to(2)]).toEqual([['send'], [{ t: 'rules', hash: hash(1) }], []]);
  expect(tell(2, 7)).toEqual([]);
  tell(1, 2);
  tell(1, 1);
  expect(recordOf(session.state).policyHashes).toEqual([hash(1), hash(2), hash(1)]);

  session.reserve('agent', 'ben', 'b-1');
  session.enter(3, 'b-1', 'b-2');
  expect(session.to(3)).toMatchObject([{ t: 'welcome', rules: hash(1) }]);
  for (let n = 0; n < 100; n++) tell(1, 3 + (n % 2));
  expect(recordOf(session.state).policyHashes).toHaveLength(32);
  session.restore();
  expect(session.live.rules?.at(-1)).toBe(hash(4));
  session.dispatch({ type: 'end', by: { seat: 1 }, now: session.now });
  expect(recordOf(session.state).policyHashes.at(-1)).toBe(hash(4));
});

test('E8 an agent who waits for her answer hears of her rules with it', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2', true);
  session.dispatch({ type: 'rules', connection: 1, hash: hash(5), now: session.now });
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  expect(session.to(2)).toMatchObject([{ t: 'welcome', waiting: true }]);
  expect(session.to(2)[0]).not.toHaveProperty('rules');
  session.dispatch({ type: 'respond', connection: 1, userId: 'ada', allow: true, now: session.now });
  expect(session.to(2)).toMatchObject([{ t: 'admitted', rules: hash(5) }]);
});
