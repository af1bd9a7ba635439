import { CloseCode, LIMITS, type ServerMessage } from '@sightline/protocol';
import { expect, test } from 'vitest';
import type { SessionEffect } from './effect.js';
import type { SessionEvent } from './event.js';
import { openSession } from './open.js';
import { recordOf, restoreSession } from './record.js';
import { reduce } from './reduce.js';
import type { Role, SessionRules, SessionState } from './state.js';
import { nextDeadline } from './tick.js';

const RULES: SessionRules = {
  waitForCustomerMs: 180_000,
  reconnectWindowMs: 120_000,
  pinTtlMs: 1_200_000,
  sessionMaxMs: 14_400_000,
  reserveMs: 60_000,
  oldKeyMs: 10_000,
  pingMs: 5_000,
  aliveMs: 10_000,
  policy: { maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: [] },
};
const START = 1_000_000;

/** A session driven by hand: every step's effects are kept. */
function play(openedBy: Role = 'customer', custom = false) {
  let now = START;
  let state: SessionState = openSession(
    {
      id: 's',
      accountId: 'a',
      sdkKey: 'k',
      assetKey: 'assets',
      pin: { code: '111111', custom },
      opener: { role: openedBy, userId: openedBy === 'customer' ? 'cleo' : 'ada', userName: 'Opener', keyHash: 'key-1' },
      now,
    },
    RULES.reserveMs,
  );
  let effects: SessionEffect[] = [];
  const dispatch = (event: SessionEvent): SessionEffect[] => {
    const step = reduce(state, event, RULES);
    state = step.state;
    effects = step.effects;
    return effects;
  };
  const session = {
    get state() {
      return state;
    },
    get live() {
      return state.phase === 'live' ? state : expect.unreachable('the session is over');
    },
    get now() {
      return now;
    },
    dispatch,
    restore() {
      state = restoreSession(recordOf(state), now) ?? expect.unreachable('no live record');
    },
    pass(ms: number) {
      now += ms;
      return dispatch({ type: 'tick', now });
    },
    reserve(role: Role, userId: string, keyHash: string, heardAt?: number) {
      dispatch({ type: 'reserve', request: 1, now, role, userId, userName: userId, keyHash, heardAt });
      const answer = effects.find((effect) => effect.type === 'answer');
      if (!answer) return 'no answer';
      return answer.result.ok ? 'ok' : answer.result.error;
    },
    enter: (connection: number, keyHash: string, nextKeyHash: string) =>
      dispatch({
        type: 'enter',
        connection,
        now,
        keyHash,
        nextKey: `raw ${nextKeyHash}`,
        nextKeyHash,
        position: undefined,
        received: undefined,
      }),
    close: (connection: number) => dispatch({ type: 'closed', connection, now }),
    /** Messages of the last step to one connection. */
    to: (connection: number): ServerMessage[] =>
      effects.flatMap((effect) => (effect.type === 'send' && effect.to === connection ? [effect.message] : [])),
    types: () => effects.map((effect) => effect.type),
  };
  return session;
}

/** A customer on connection 1 and an agent on connection 2. */
function joined() {
  const session = play();
  session.enter(1, 'key-1', 'key-2');
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  return session;
}

test('S2 entering saves before it welcomes, and welcomes before it tells others', () => {
  const session = play();
  session.enter(1, 'key-1', 'key-2');
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  expect(session.types()).toEqual(['save', 'send', 'send', 'watch', 'watchers']);
  expect(session.to(2)).toMatchObject([{ t: 'welcome', key: 'raw a-2', customer: { userId: 'cleo', present: true }, agents: [] }]);
  expect(session.to(1)).toEqual([{ t: 'agent_joined', userId: 'ada', userName: 'ada', agentCount: 1 }]);
});

test('S3 agent first: she is told who is there, he that she came', () => {
  const session = play('agent');
  session.enter(1, 'key-1', 'key-2');
  expect(session.to(1)).toMatchObject([{ t: 'welcome', customer: null, pinCode: '111111' }]);
  session.reserve('customer', 'cleo', 'c-1');
  session.enter(2, 'c-1', 'c-2');
  expect(session.to(2)).toMatchObject([{ t: 'welcome', agents: [{ userId: 'ada', userName: 'Opener' }], lastStream: 0 }]);
  expect(session.to(1)).toEqual([{ t: 'customer_joined', userId: 'cleo', userName: 'cleo' }]);
});

test('K1 a seat’s first key is used up at once, later ones last ten seconds longer', () => {
  const session = play();
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
  const session = joined();
  session.enter(3, 'key-2', 'key-3');
  expect(session.dispatch({ type: 'closed', connection: 1, now: session.now })).toEqual([]);
  session.enter(4, 'key-3', 'key-4');
  expect(session.types()).toEqual(['uncapture', 'close', 'save', 'send', 'capture']);
  expect(session.to(2)).toEqual([]);
});

test('L1 one customer, five agents; reserved and lost seats count', () => {
  const session = joined();
  expect(session.reserve('customer', 'other', 'x')).toBe('1012:customer_limit');
  for (let n = 2; n <= LIMITS.agents; n++) expect(session.reserve('agent', `a${n}`, `k${n}`)).toBe('ok');
  session.close(2);
  expect(session.reserve('agent', 'a6', 'x')).toBe('1013:agent_limit');
  session.pass(60_000);
  expect(session.reserve('agent', 'a6', 'x')).toBe('ok');
});

test('L2 the same user: a duplicate while his connection is heard, else the seat is his again', () => {
  const session = joined();
  expect(session.reserve('agent', 'ada', 'x', session.now - 10_000)).toBe('1015:duplicate_user');
  expect(session.reserve('customer', 'cleo', 'x', session.now)).toBe('1015:duplicate_user');
  expect(session.reserve('agent', 'ada', 'a-9', session.now - 10_001)).toBe('ok');
  expect(session.live.seats.filter((seat) => seat.userId === 'ada')).toHaveLength(1);
  session.enter(5, 'a-9', 'a-10');
  expect(session.to(5)).toMatchObject([{ t: 'welcome' }]);
  expect(session.to(1)).toEqual([]);
  session.close(5);
  expect(session.reserve('agent', 'ada', 'a-11')).toBe('ok');
});

test('E3 the customer away longer than the window ends it', () => {
  const session = joined();
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
  const session = joined();
  session.close(1);
  session.pass(60_000);
  session.enter(3, 'key-2', 'key-3');
  expect(session.to(2)).toEqual([{ t: 'customer_back' }]);
  session.pass(500_000);
  expect(session.state.phase).toBe('live');
});

test('E4 all agents disconnected for the window end it; one who left does not', () => {
  const session = joined();
  session.close(2);
  session.pass(120_000);
  expect(session.to(1)).toMatchObject([
    { t: 'agent_left', reason: 'disconnected', agentCount: 0 },
    { t: 'ended', reason: 'all_left' },
  ]);
  const other = joined();
  other.dispatch({ type: 'leave', connection: 2, now: other.now });
  expect(other.to(1)).toMatchObject([{ t: 'agent_left', reason: 'left', agentCount: 0 }]);
  other.pass(1_000_000);
  expect(other.state.phase).toBe('live');
});

test('E5 agent first: without a customer it ends after the wait', () => {
  const session = play('agent');
  session.enter(1, 'key-1', 'key-2');
  session.pass(179_999);
  expect(session.state.phase).toBe('live');
  session.pass(1);
  expect(session.to(1)).toEqual([{ t: 'ended', reason: 'wait_timeout' }]);
});

test('E6 one nobody ever entered is gone with its reservation; four hours are the most', () => {
  const session = play();
  session.pass(60_000);
  expect(session.state).toMatchObject({ phase: 'ended' });
  const long = joined();
  long.pass(14_400_000);
  expect(long.to(1)).toEqual([{ t: 'ended', reason: 'expired' }]);
});

test('N1 an unused PIN is replaced, a used or custom one never', () => {
  const session = play();
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
  const custom = play('customer', true);
  custom.enter(1, 'key-1', 'key-2');
  expect(custom.pass(2_400_000)).toEqual([]);
});

test('P2 only the customer pauses; the view is gone before anyone is told', () => {
  const session = joined();
  expect(session.dispatch({ type: 'pause', connection: 2, now: session.now })).toEqual([]);
  session.dispatch({ type: 'pause', connection: 1, now: session.now });
  expect(session.types()).toEqual(['pause_view', 'save', 'send', 'send']);
  expect(session.dispatch({ type: 'pause', connection: 1, now: session.now })).toEqual([]);
  session.dispatch({ type: 'resume', connection: 1, now: session.now });
  expect(session.types()).toEqual(['save', 'send', 'send', 'resume_view']);
});

test('E1 whoever ends it is named; an ended session answers and does nothing', () => {
  const session = joined();
  session.dispatch({ type: 'end', by: { connection: 2 }, now: session.now });
  expect(session.to(1)).toEqual([{ t: 'ended', reason: 'ended_by_agent', endedBy: { userId: 'ada', userName: 'ada', role: 'agent' } }]);
  expect(session.types()).toEqual(['save', 'send', 'close', 'send', 'close', 'ended']);
  expect(session.reserve('agent', 'x', 'x')).toBe('1006:pin_not_found');
  expect(session.enter(7, 'key-2', 'x').at(-1)).toEqual({ type: 'close', connection: 7, code: CloseCode.Refused });
  expect(session.pass(10)).toEqual([]);
});

test('R2 a kept session is taken up with every seat lost, and its holders come back', () => {
  const session = joined();
  session.dispatch({ type: 'stream', number: 4, now: session.now });
  session.restore();
  expect(session.live.seats.map((seat) => seat.presence.at)).toEqual(['lost', 'lost']);
  session.enter(8, 'key-2', 'key-3');
  expect(session.to(8)).toMatchObject([{ t: 'welcome', lastStream: 4, pinCode: '111111', agents: [{ userId: 'ada' }] }]);
  session.pass(120_000);
  expect(session.types()).toContain('ended');
});

test('R2 what is kept holds no key', () => {
  const session = play();
  session.enter(1, 'key-1', 'hash-of-next');
  expect(recordOf(session.state).state).not.toContain('raw ');
});

test('E7 a fault ends it for everyone in it, as an error that a new session may cure', () => {
  const session = joined();
  session.dispatch({ type: 'fail', now: session.now });
  for (const connection of [1, 2])
    expect(session.to(connection)).toMatchObject([
      { t: 'error', error: { cause: 'session_error_retry', retryable: true } },
      { t: 'ended', reason: 'error' },
    ]);
});
