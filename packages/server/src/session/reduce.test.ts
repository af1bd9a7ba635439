import { CloseCode, LIMITS } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { joinedSession, playSession, RULES } from '../testing/play-session.js';
import { recordOf } from './record.js';
import { nextDeadline } from './tick.js';

test('S2 entering saves before it welcomes, and welcomes before it tells others', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2');
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  expect(session.types()).toEqual(['save', 'send', 'send', 'watch', 'watchers']);
  expect(session.to(2)).toMatchObject([{ t: 'welcome', key: 'raw a-2', customer: { userId: 'cleo', present: true }, agents: [] }]);
  expect(session.to(1)).toEqual([{ t: 'agent_joined', userId: 'ada', userName: 'ada', agentCount: 1, seat: 2, color: 1 }]);
});

test('S3 agent first: she is told who is there, he that she came', () => {
  const session = playSession('agent');
  session.enter(1, 'key-1', 'key-2');
  expect(session.to(1)).toMatchObject([{ t: 'welcome', customer: null, pinCode: '111111' }]);
  session.reserve('customer', 'cleo', 'c-1');
  session.enter(2, 'c-1', 'c-2');
  expect(session.to(2)).toMatchObject([{ t: 'welcome', agents: [{ userId: 'ada', userName: 'Opener' }], lastStream: 0 }]);
  expect(session.to(1)).toEqual([{ t: 'customer_joined', userId: 'cleo', userName: 'cleo', seat: 2, color: 0 }]);
});

test('K1 a seat’s first key is used up at once, later ones last ten seconds longer', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2');
  session.enter(2, 'key-1', 'x');
  expect(session.to(2)).toMatchObject([{ t: 'refused', error: { cause: 'session_gone' } }]);
  session.enter(3, 'key-2', 'key-3');
  session.pass(10_000);
  session.enter(4, 'key-2', 'key-4');
  expect(session.to(4)).toMatchObject([{ t: 'welcome' }]);
  session.pass(10_001);
  session.enter(5, 'key-2', 'key-5');
  expect(session.to(5)).toMatchObject([{ t: 'refused' }]);
});

test('K3 a resume takes its seat from the connection that stood, and nobody else notices', () => {
  const session = joinedSession();
  session.enter(3, 'key-2', 'key-3');
  expect(session.dispatch({ type: 'closed', connection: 1, now: session.now })).toEqual([]);
  session.enter(4, 'key-3', 'key-4');
  expect(session.types()).toEqual(['uncapture', 'close', 'save', 'send', 'capture']);
  expect(session.to(2)).toEqual([]);
});

test('L1 one customer, five agents; reserved and lost seats count', () => {
  const session = joinedSession();
  expect(session.reserve('customer', 'other', 'x')).toBe('1012:customer_limit');
  for (let n = 2; n <= LIMITS.agents; n++) expect(session.reserve('agent', `a${n}`, `k${n}`)).toBe('ok');
  session.close(2);
  expect(session.reserve('agent', 'a6', 'x')).toBe('1013:agent_limit');
  session.pass(60_000);
  expect(session.reserve('agent', 'a6', 'x')).toBe('ok');
});

test('L2 the same user: a duplicate while his connection is heard, else the seat is his again', () => {
  const session = joinedSession();
  expect(session.reserve('agent', 'ada', 'x', session.now - 10_000)).toBe('1015:duplicate_user');
  expect(session.reserve('customer', 'cleo', 'x', session.now)).toBe('1015:duplicate_user');
  expect(session.reserve('agent', 'ada', 'a-9', session.now - 10_001)).toBe('ok');
  expect(session.live.seats.filter((seat) => seat.userId === 'ada')).toHaveLength(1);
  session.enter(5, 'a-9', 'a-10');
  expect(session.to(5)).toMatchObject([{ t: 'welcome' }]);
  expect(session.to(1)).toEqual([{ t: 'agent_presence', userId: 'ada', present: true }]);
  session.close(5);
  expect(session.reserve('agent', 'ada', 'a-11')).toBe('ok');
});

test('L4 everyone is told when an agent’s connection is lost and when it is back, in time and in a welcome; of one who waits nobody', () => {
  const session = joinedSession();
  for (const connection of [1, 2, 3]) session.to(connection);
  session.close(2);
  const lost = { t: 'agent_presence', userId: 'ada', present: false };
  expect(session.to(1)).toEqual([lost]);
  session.close(1);
  session.enter(4, 'key-2', 'key-3');
  expect(session.to(4)).toMatchObject([{ t: 'welcome', agents: [{ userId: 'ada', present: false }] }]);
  session.enter(5, 'a-2', 'a-3');
  expect(session.to(4)).toEqual([{ ...lost, present: true }]);
  expect(session.to(5)).toMatchObject([{ t: 'welcome' }]);
});

test('L3 of one user’s calls at the same moment the last gets the seat, the others are duplicates, whatever he had before', () => {
  const session = joinedSession();
  const refused = (connection: number, key: string) => {
    session.enter(connection, key, 'unused');
    const [message] = session.to(connection);
    return message?.t === 'refused' ? message.error.cause : message?.t;
  };
  for (const key of ['b-1', 'b-2', 'b-3']) expect(session.reserve('agent', 'bob', key)).toBe('ok');
  expect(refused(11, 'b-1')).toBe('duplicate_user');
  session.enter(13, 'b-3', 'b-4');
  expect(session.to(13)).toMatchObject([{ t: 'welcome' }]);
  expect(refused(12, 'b-2')).toBe('duplicate_user');
  expect(refused(14, 'never given')).toBe('session_gone');
  session.close(2);
  for (const key of ['a-5', 'a-6']) expect(session.reserve('agent', 'ada', key)).toBe('ok');
  expect(refused(15, 'a-5')).toBe('duplicate_user');
  // The tab whose seat was taken over is told as before that there is nothing to come back to.
  expect(refused(16, 'a-2')).toBe('session_gone');
  session.enter(17, 'a-6', 'a-7');
  expect(session.to(17)).toMatchObject([{ t: 'welcome' }]);
});

test('Q1 a used-up trial ends it for everyone as expired', () => {
  const session = joinedSession();
  session.dispatch({ type: 'expire', now: session.now });
  for (const connection of [1, 2]) expect(session.to(connection)).toEqual([{ t: 'ended', reason: 'expired' }]);
  expect(session.types().at(-1)).toBe('ended');
});

test('E3 the customer away longer than the window ends it', () => {
  const session = joinedSession();
  session.close(1);
  expect(session.to(2)).toEqual([{ t: 'customer_away' }]);
  expect(nextDeadline(session.live, RULES)).toBe(session.now + 120_000);
  session.pass(119_999);
  expect(session.state.phase).toBe('live');
  session.pass(1);
  expect(session.to(2)).toEqual([{ t: 'ended', reason: 'connection_lost' }]);
  expect(session.types().at(-1)).toBe('ended');
});

test('E3 back within the window she is back', () => {
  const session = joinedSession();
  session.close(1);
  session.pass(60_000);
  session.enter(3, 'key-2', 'key-3');
  expect(session.to(2)).toEqual([{ t: 'customer_back' }]);
  session.pass(500_000);
  expect(session.state.phase).toBe('live');
});

test('E4 all agents disconnected for the window end it; one who left does not', () => {
  const session = joinedSession();
  session.close(2);
  session.pass(120_000);
  expect(session.to(1)).toMatchObject([
    { t: 'agent_left', reason: 'disconnected', agentCount: 0 },
    { t: 'ended', reason: 'all_left' },
  ]);
  const other = joinedSession();
  other.dispatch({ type: 'leave', by: { connection: 2 }, now: other.now });
  expect(other.to(1)).toMatchObject([{ t: 'agent_left', reason: 'left', agentCount: 0 }]);
  other.pass(1_000_000);
  expect(other.state.phase).toBe('live');
});

test('E5 agent first: without a customer it ends after the wait', () => {
  const session = playSession('agent');
  session.enter(1, 'key-1', 'key-2');
  session.pass(179_999);
  expect(session.state.phase).toBe('live');
  session.pass(1);
  expect(session.to(1)).toEqual([{ t: 'ended', reason: 'wait_timeout' }]);
});

test('E6 one nobody ever entered is gone with its reservation; four hours are the most', () => {
  const session = playSession();
  session.pass(60_000);
  expect(session.state).toMatchObject({ phase: 'ended' });
  const long = joinedSession();
  long.pass(14_400_000);
  expect(long.to(1)).toEqual([{ t: 'ended', reason: 'expired' }]);
});

test('N1 an unused PIN is replaced, a used or custom one never', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2');
  expect(session.pass(1_200_000)).toEqual([{ type: 'replace_pin', old: '111111' }]);
  session.dispatch({ type: 'pin_claimed', code: '222222', now: session.now });
  expect(session.types()).toEqual(['save', 'release_pin', 'send']);
  expect(session.to(1)).toEqual([{ t: 'pin', pinCode: '222222' }]);
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  expect(session.pass(2_400_000)).toEqual([]);
  // Drawn while he joined by the old one: the new one is given back.
  expect(session.dispatch({ type: 'pin_claimed', code: '333333', now: session.now })).toEqual([{ type: 'release_pin', pin: '333333' }]);
  const custom = playSession('customer', true);
  custom.enter(1, 'key-1', 'key-2');
  expect(custom.pass(2_400_000)).toEqual([]);
});

test('P2 only the customer pauses; the view is gone before anyone is told', () => {
  const session = joinedSession();
  expect(session.dispatch({ type: 'pause', connection: 2, now: session.now })).toEqual([]);
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  expect(session.types()).toEqual(['pause_view', 'save', 'send']);
  expect(session.to(2)).toEqual([{ t: 'paused' }]);
  expect(session.dispatch({ type: 'pause', connection: 1, now: session.now })).toEqual([]);
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect(session.types()).toEqual(['save', 'send', 'send', 'resume_view']);
});

test('E1 whoever ends it is named; an ended session answers and does nothing', () => {
  const session = joinedSession();
  session.dispatch({ type: 'end', by: { connection: 2 }, now: session.now });
  expect(session.to(1)).toEqual([{ t: 'ended', reason: 'ended_by_agent', endedBy: { userId: 'ada', userName: 'ada', role: 'agent' } }]);
  expect(session.types()).toEqual(['departed', 'departed', 'save', 'send', 'close', 'send', 'close', 'ended']);
  expect(session.reserve('agent', 'x', 'x')).toBe('1006:pin_not_found');
  expect(session.enter(7, 'key-2', 'x').at(-1)).toEqual({ type: 'close', connection: 7, code: CloseCode.Refused });
  expect(session.pass(10)).toEqual([]);
});

test('R2 a kept session is taken up with every seat lost, and its holders come back', () => {
  const session = joinedSession();
  session.dispatch({ type: 'stream', number: 4, now: session.now });
  session.restore();
  expect(session.live.seats.map((seat) => seat.presence.at)).toEqual(['lost', 'lost']);
  session.enter(8, 'key-2', 'key-3');
  expect(session.to(8)).toMatchObject([{ t: 'welcome', lastStream: 4, pinCode: '111111', agents: [{ userId: 'ada' }] }]);
  session.pass(120_000);
  expect(session.types()).toContain('ended');
});

test('R2 what is kept holds no key', () => {
  const session = playSession();
  session.enter(1, 'key-1', 'hash-of-next');
  expect(recordOf(session.state).state).not.toContain('raw ');
});

test('E7 a fault ends it for everyone in it, as an error that a new session may cure', () => {
  const session = joinedSession();
  session.dispatch({ type: 'fail', error: '9999:session_error_retry', now: session.now });
  for (const connection of [1, 2])
    expect(session.to(connection)).toMatchObject([
      { t: 'error', error: { cause: 'session_error_retry', retryable: true } },
      { t: 'ended', reason: 'error' },
    ]);
});
