import type { ServerMessage } from '@sightline/protocol';
import type { SessionEffect } from '../session/effect.js';
import type { SessionEvent } from '../session/event.js';
import { openSession } from '../session/open.js';
import { recordOf, restoreSession } from '../session/record.js';
import { reduce } from '../session/reduce.js';
import type { AccountRules, LiveSession, Role, SessionRules, SessionState } from '../session/state.js';

export const RULES: SessionRules = {
  waitForCustomerMs: 180_000,
  reconnectWindowMs: 120_000,
  pinTtlMs: 1_200_000,
  sessionMaxMs: 14_400_000,
  reserveMs: 60_000,
  oldKeyMs: 10_000,
  pingMs: 5_000,
  coverMs: 2_000,
  aliveMs: 10_000,
  policy: { maskCssSelectors: '', maskHTMLAttributes: '', keepQuery: [] },
  policyHash: 'none',
  allows: { remoteAssist: true, multiTab: true, annotation: true, confirmSubmits: true },
  defaults: {},
  directSites: [],
};
const START = 1_000_000;

/** A session driven by hand: every step's effects are kept. */
export function playSession(openedBy: Role = 'customer', custom = false) {
  let now = START;
  let state: SessionState = openSession(
    {
      id: 's',
      accountId: 'a',
      sdkKey: 'k',
      pin: { code: '111111', custom },
      opener: {
        role: openedBy,
        userId: openedBy === 'customer' ? 'cleo' : 'ada',
        userName: 'Opener',
        address: '192.0.2.1',
        keyHash: 'key-1',
      },
      now,
    },
    RULES.reserveMs,
  );
  let effects: SessionEffect[] = [];
  let rules = RULES;
  const dispatch = (event: SessionEvent): SessionEffect[] => {
    const step = reduce(state, event, rules);
    state = step.state;
    effects = step.effects;
    return effects;
  };
  const session = {
    get state() {
      return state;
    },
    get live(): LiveSession {
      if (state.phase !== 'live') throw new Error('the session is over');
      return state;
    },
    get now() {
      return now;
    },
    get rules() {
      return rules;
    },
    dispatch,
    /** Its account becomes another one. */
    account(change: Partial<AccountRules>) {
      const before = rules;
      rules = { ...rules, ...change };
      return dispatch({ type: 'account', before, now });
    },
    restore() {
      const kept = restoreSession(recordOf(state), now);
      if (!kept) throw new Error('no live record');
      state = kept;
    },
    pass(ms: number) {
      now += ms;
      return dispatch({ type: 'tick', now });
    },
    reserve(role: Role, userId: string, keyHash: string, heardAt?: number) {
      dispatch({ type: 'reserve', request: 1, now, role, userId, userName: userId, address: '192.0.2.2', keyHash, heardAt });
      const answer = effects.find((effect) => effect.type === 'answer');
      if (!answer) return 'no answer';
      return answer.result.ok ? 'ok' : answer.result.error;
    },
    enter: (connection: number, keyHash: string, nextKeyHash: string, approval = false) =>
      dispatch({
        type: 'enter',
        connection,
        now,
        keyHash,
        nextKey: `raw ${nextKeyHash}`,
        nextKeyHash,
        nextAssetKey: `assets ${nextKeyHash}`,
        position: undefined,
        received: undefined,
        approval,
        takesPolicy: true,
        spreadMs: 0,
        page: undefined,
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
export function joinedSession() {
  const session = playSession();
  session.enter(1, 'key-1', 'key-2');
  session.reserve('agent', 'ada', 'a-1');
  session.enter(2, 'a-1', 'a-2');
  return session;
}
