import { LIMITS } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { joinedSession, playSession } from '../testing/play-session.js';

const ada = { userId: 'ada', userName: 'ada' };
const cleo = { userId: 'cleo', userName: 'Opener', role: 'customer' };

/** A customer on connection 1 who wants to be asked, an agent on 2 who waits. */
function waiting() {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2', true);
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  return session;
}
type Session = ReturnType<typeof waiting>;
const respond = (session: Session, userId: string, allow: boolean, connection = 1) =>
  session.dispatch({ type: 'respond', connection, userId, allow, now: session.now });
const remove = (session: Session, userId: string, connection = 1) =>
  session.dispatch({ type: 'remove', connection, userId, now: session.now });

test('W1 an agent who enters waits: she is asked, he gets no name, no asset, no frame', () => {
  const session = waiting();
  expect(session.to(1)).toEqual([{ t: 'agent_waiting', ...ada }]);
  expect(session.to(2)).toMatchObject([{ t: 'welcome', waiting: true, agents: [], customer: null }]);
  expect(session.to(2)[0]).not.toHaveProperty('assetBase');
  expect(session.types()).not.toContain('watch');
  expect(session.types()).not.toContain('watchers');
  session.close(1);
  expect(session.to(2)).toEqual([]);
  expect(session.live).toMatchObject({ pin: { fixed: false }, watchedAt: undefined });
});

test('W2 allowed, he is in: the others hear of him, the trial runs, the PIN stays', () => {
  const session = waiting();
  expect(respond(session, 'ada', true, 2)).toEqual([]);
  respond(session, 'ada', true);
  expect(session.types()).toEqual(['save', 'send', 'send', 'watch', 'watchers']);
  expect(session.to(2)).toMatchObject([
    { t: 'admitted', agents: [], customer: { userId: 'cleo', present: true }, assetBase: expect.stringMatching(/assets a-2$/) },
  ]);
  expect(session.to(1)).toEqual([{ t: 'agent_joined', ...ada, agentCount: 1, seat: 2, color: 1 }]);
  expect(session.live).toMatchObject({ pin: { fixed: true }, watchedAt: session.now });
  expect(respond(session, 'ada', true)).toEqual([]);
  session.enter(3, 'a-2', 'a-3');
  expect(session.to(3)).toMatchObject([{ t: 'welcome', customer: { userId: 'cleo' } }]);
  expect(session.to(3)[0]).not.toHaveProperty('waiting');
});

test('W3 refused, he is removed', () => {
  const session = waiting();
  respond(session, 'ada', false);
  expect(session.to(2)).toEqual([{ t: 'ended', reason: 'removed', endedBy: cleo }]);
  expect(session.to(1)).toEqual([{ t: 'agent_left', ...ada, agentCount: 0, reason: 'removed' }]);
  expect(session.reserve('agent', 'ada', 'x')).toBe('1011:session_gone');
});

test('W4 the question survives her reload, his reload and a restart', () => {
  const session = waiting();
  session.enter(3, 'key-2', 'key-3', true);
  expect(session.to(3)).toMatchObject([{ t: 'welcome', asking: [ada] }]);
  session.enter(4, 'a-2', 'a-3');
  expect(session.to(4)).toMatchObject([{ t: 'welcome', waiting: true }]);
  expect(session.to(3)).toEqual([]);
  session.restore();
  session.enter(5, 'a-3', 'a-4');
  expect(session.to(5)).toMatchObject([{ t: 'welcome', waiting: true }]);
  session.enter(6, 'key-3', 'key-4', true);
  expect(session.to(6)).toMatchObject([{ t: 'welcome', asking: [ada] }]);
  respond(session, 'ada', true, 6);
  expect(session.to(5)).toMatchObject([{ t: 'admitted' }]);
});

test('W4 allowed while his connection is lost, he comes back into the session', () => {
  const session = waiting();
  session.close(2);
  respond(session, 'ada', true);
  expect(session.to(1)).toEqual([{ t: 'agent_joined', ...ada, agentCount: 1, seat: 2, color: 1 }]);
  session.enter(3, 'a-2', 'a-3');
  expect(session.types()).toContain('watch');
});

test('W5 agents who were here before her wait too', () => {
  const session = playSession('agent');
  session.enter(1, 'key-1', 'key-2');
  session.reserve('customer', 'cleo', 'c-1');
  session.enter(2, 'c-1', 'c-2', true);
  expect(session.to(1)).toEqual([{ t: 'waiting' }]);
  expect(session.to(2)).toMatchObject([{ t: 'welcome', agents: [], asking: [{ userId: 'ada' }] }]);
  respond(session, 'ada', true, 2);
  expect(session.to(1)).toMatchObject([{ t: 'admitted', customer: { userId: 'cleo' } }]);
});

test('W6 one who waits ends and leaves only his own part, and she learns it', () => {
  const session = waiting();
  session.dispatch({ type: 'end', by: { connection: 2 }, now: session.now });
  expect(session.state.phase).toBe('live');
  expect(session.to(2)).toMatchObject([{ t: 'ended', reason: 'ended_by_agent' }]);
  expect(session.to(1)).toEqual([{ t: 'agent_left', ...ada, agentCount: 0, reason: 'left' }]);
  const other = waiting();
  other.close(2);
  other.pass(120_000);
  expect(other.to(1)).toMatchObject([{ t: 'agent_left', reason: 'disconnected' }]);
  expect(other.state.phase).toBe('live');
});

test('W7 removed: he hears it, the others too, and his id is kept away', () => {
  const session = joinedSession();
  expect(remove(session, 'ada', 2)).toEqual([]);
  remove(session, 'ada');
  expect(session.types()).toEqual(['departed', 'save', 'unwatch', 'send', 'watchers', 'send', 'close']);
  expect(session.to(2)).toEqual([{ t: 'ended', reason: 'removed', endedBy: cleo }]);
  expect(session.to(1)).toEqual([{ t: 'agent_left', ...ada, agentCount: 0, reason: 'removed' }]);
  session.restore();
  expect(session.reserve('agent', 'ada', 'x')).toBe('1011:session_gone');
  expect(session.reserve('customer', 'ada', 'x')).toBe('1012:customer_limit');
  expect(session.reserve('agent', 'bob', 'x')).toBe('ok');
});

test('W7 one who was away learns it when he comes back', () => {
  const session = joinedSession();
  session.close(2);
  remove(session, 'ada');
  session.enter(3, 'a-2', 'x');
  expect(session.to(3)).toEqual([{ t: 'ended', reason: 'removed', endedBy: cleo }]);
});

test('W7 one who left in the same moment is kept away; the list has a bound', () => {
  const session = joinedSession();
  session.dispatch({ type: 'leave', by: { connection: 2 }, now: session.now });
  expect(remove(session, 'ada')).toEqual([{ type: 'save' }]);
  expect(remove(session, 'ada')).toEqual([]);
  expect(session.reserve('agent', 'ada', 'x')).toBe('1011:session_gone');
  for (let n = 1; n < LIMITS.removed; n++) remove(session, `agent ${n}`);
  expect(session.live.removed).toHaveLength(LIMITS.removed);
  expect(remove(session, 'one more')).toEqual([]);
  expect(session.reserve('agent', 'one more', 'x')).toBe('1013:agent_limit');
});
