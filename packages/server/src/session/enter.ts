import { CloseCode, errorObject, ERROR_TABLE, PATHS, PROTOCOL_VERSION, type ServerMessage, type Welcome } from '@sightline/protocol';
import type { SessionEffect } from './effect.js';
import type { EnterEvent } from './event.js';
import { customerSeat, joinedAgents, type LiveSession, type Seat, type SessionRules, type SessionState, seatOfKey } from './state.js';
import { broadcast, type Step, withSeat } from './step.js';

/** Closes a connection whose key is good for nothing here. */
export const refuseEntering = (state: SessionState, connection: number): Step => ({
  state,
  effects: [
    {
      type: 'send',
      to: connection,
      message: { t: 'refused', error: { ...errorObject('1011:session_gone', ERROR_TABLE['1011:session_gone']) } },
    },
    { type: 'close', connection, code: CloseCode.Refused },
  ],
});

/** Takes the seat a key is good for, whatever became of its old connection (surface §10), and gives the next key. */
export function enter(session: LiveSession, event: EnterEvent, rules: SessionRules): Step {
  const before = seatOfKey(session, event.keyHash, event.now);
  if (!before) return refuseEntering(session, event.connection);
  const effects: SessionEffect[] = [];
  const capturing = before.role === 'customer';

  if (before.presence.at === 'connected') {
    const { connection } = before.presence;
    effects.push({ type: capturing ? 'uncapture' : 'unwatch', connection }, { type: 'close', connection, code: CloseCode.Replaced });
  }
  const seat: Seat = {
    ...before,
    // A seat's first key is used up at once; later ones stay good for a moment, in case the answer is lost.
    keys: {
      current: event.nextKeyHash,
      previous: before.joined ? { hash: event.keyHash, until: event.now + rules.oldKeyMs } : undefined,
    },
    joined: true,
    presence: { at: 'connected', connection: event.connection },
  };
  let state = withSeat(session, seat);
  if (!before.joined && seat.role === 'agent') state = { ...state, pin: { ...state.pin, fixed: true } };
  if (state.watchedAt === undefined && joinedAgents(state).length > 0 && customerSeat(state)?.joined)
    state = { ...state, watchedAt: event.now };

  effects.push({ type: 'save' }, { type: 'send', to: event.connection, message: welcome(state, seat, event, rules) });
  const news = announcement(state, seat, before);
  if (news) effects.push(...broadcast(state, news, event.connection));
  if (capturing) {
    effects.push({ type: 'capture', connection: event.connection, position: event.position });
  } else {
    effects.push({ type: 'watch', connection: event.connection, seat: seat.number, position: event.position });
    effects.push({ type: 'watchers', present: joinedAgents(state).length });
  }
  return { state, effects };
}

/** What the others are told: a new face, a customer who is back, or nothing. */
function announcement(state: LiveSession, seat: Seat, before: Seat): ServerMessage | undefined {
  const { userId, userName } = seat;
  if (seat.role === 'agent')
    return before.joined ? undefined : { t: 'agent_joined', userId, userName, agentCount: joinedAgents(state).length };
  if (!before.joined) return { t: 'customer_joined', userId, userName };
  // A page that takes over from one whose connection still stood was never away for the agents.
  return before.presence.at === 'lost' ? { t: 'customer_back' } : undefined;
}

function welcome(state: LiveSession, seat: Seat, event: EnterEvent, rules: SessionRules): Welcome {
  const customer = customerSeat(state);
  const message: Welcome = {
    t: 'welcome',
    v: PROTOCOL_VERSION,
    sessionId: state.id,
    pinCode: state.pin.code,
    startTime: new Date(state.startedAt).toISOString(),
    paused: state.paused,
    key: event.nextKey,
    you: { userId: seat.userId, userName: seat.userName, role: seat.role },
    agents: joinedAgents(state)
      .filter((agent) => agent.number !== seat.number)
      .map(({ userId, userName }) => ({ userId, userName })),
    customer: customer?.joined
      ? { userId: customer.userId, userName: customer.userName, present: customer.presence.at === 'connected' }
      : null,
    pingMs: rules.pingMs,
    reconnectWindowMs: rules.reconnectWindowMs,
  };
  if (seat.role === 'agent') return { ...message, assetBase: `${PATHS.asset}/${state.assetKey}` };
  // A page that names no position captures nothing yet: what the service holds is of the page before.
  const received = event.position && event.received;
  return { ...message, lastStream: state.lastStream, policy: rules.policy, ...(received && { received }) };
}
