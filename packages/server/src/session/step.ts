import type { Ended, ServerMessage } from '@sightline/protocol';
import { CloseCode } from '@sightline/protocol';
import type { SessionEffect } from './effect.js';
import { type EndedSession, joinedAgents, type LiveSession, type Seat, type SessionState } from './state.js';

/** What an event makes of a session. */
export interface Step {
  state: SessionState;
  effects: SessionEffect[];
}

export const nothing = (state: SessionState): Step => ({ state, effects: [] });

/** The message to everyone connected, but for one. */
export function broadcast(session: LiveSession, message: ServerMessage, except?: number): SessionEffect[] {
  const effects: SessionEffect[] = [];
  for (const { presence } of session.seats) {
    if (presence.at === 'connected' && presence.connection !== except) effects.push({ type: 'send', to: presence.connection, message });
  }
  return effects;
}

export const withSeat = (session: LiveSession, seat: Seat): LiveSession => ({
  ...session,
  seats: session.seats.map((other) => (other.number === seat.number ? seat : other)),
});

export const withoutSeat = (session: LiveSession, seat: Seat): LiveSession => ({
  ...session,
  seats: session.seats.filter((other) => other.number !== seat.number),
});

/** Takes an agent's seat away and tells the others (surface §4: the customer, then the other agents, in order of joining). */
export function dropAgent(
  session: LiveSession,
  seat: Seat,
  reason: 'left' | 'disconnected' | 'removed',
): { state: LiveSession; effects: SessionEffect[] } {
  const state = withoutSeat(session, seat);
  const effects: SessionEffect[] = [];
  if (seat.presence.at === 'connected') effects.push({ type: 'unwatch', connection: seat.presence.connection });
  if (seat.joined) {
    const agentCount = joinedAgents(state).length;
    effects.push(...broadcast(state, { t: 'agent_left', userId: seat.userId, userName: seat.userName, agentCount, reason }));
    effects.push({ type: 'watchers', present: agentCount });
  }
  effects.push({ type: 'save' });
  return { state, effects };
}

/** Ends the session for everyone in it. */
export function endSession(session: LiveSession, end: { reason: Ended['reason']; endedBy?: Seat | undefined; now: number }): Step {
  const endedBy = end.endedBy && { userId: end.endedBy.userId, userName: end.endedBy.userName, role: end.endedBy.role };
  const state: EndedSession = {
    phase: 'ended',
    id: session.id,
    accountId: session.accountId,
    sdkKey: session.sdkKey,
    startedAt: session.startedAt,
    endedAt: end.now,
    pinCode: session.pin.code,
    watchedAt: session.watchedAt,
    reason: end.reason,
    endedBy,
    keys: session.seats.flatMap(({ keys }) => (keys.previous ? [keys.current, keys.previous.hash] : [keys.current])),
  };
  const message: Ended = endedBy ? { t: 'ended', reason: end.reason, endedBy } : { t: 'ended', reason: end.reason };
  const effects: SessionEffect[] = [{ type: 'save' }];
  for (const { presence } of session.seats) {
    if (presence.at !== 'connected') continue;
    effects.push(
      { type: 'send', to: presence.connection, message },
      { type: 'close', connection: presence.connection, code: CloseCode.Ended },
    );
  }
  effects.push({ type: 'ended' });
  return { state, effects };
}
