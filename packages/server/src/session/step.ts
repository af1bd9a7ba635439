import type { Ended, ServerMessage } from '@sightline/protocol';
import { CloseCode } from '@sightline/protocol';
import type { SessionEffect } from './effect.js';
import { customerSeat, type EndedSession, joinedAgents, keysOf, type LiveSession, type Seat, type SessionState } from './state.js';

/** What an event makes of a session. */
export interface Step {
  state: SessionState;
  effects: SessionEffect[];
}

export const nothing = (state: SessionState): Step => ({ state, effects: [] });

/** The message to the holder of a seat, where he is connected. */
export const tell = ({ presence }: Seat, message: ServerMessage): SessionEffect[] =>
  presence.at === 'connected' ? [{ type: 'send', to: presence.connection, message }] : [];

/** The message to everyone connected, but for one and for those who wait to be allowed in. */
export function broadcast(session: LiveSession, message: ServerMessage, except?: number): SessionEffect[] {
  const isFor = ({ presence, waiting }: Seat): boolean => !waiting && presence.at === 'connected' && presence.connection !== except;
  return session.seats.filter(isFor).flatMap((seat) => tell(seat, message));
}

export const withSeat = (session: LiveSession, seat: Seat): LiveSession => ({
  ...session,
  seats: session.seats.map((other) => (other.number === seat.number ? seat : other)),
});

export const withoutSeat = (session: LiveSession, seat: Seat): LiveSession => ({
  ...session,
  seats: session.seats.filter((other) => other.number !== seat.number),
});

/**
 * Takes an agent's seat away and tells the others (surface §4: the customer, then the other agents, in order of joining); of one
 * who still waited only she knows.
 */
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
    const customer = customerSeat(state);
    const left = { t: 'agent_left', userId: seat.userId, userName: seat.userName, agentCount, reason } as const;
    if (!seat.waiting) effects.push(...broadcast(state, left), { type: 'watchers', present: agentCount });
    else if (customer) effects.push(...tell(customer, left));
  }
  effects.push({ type: 'save' });
  return { state, effects };
}

/** The last a seat's holder hears of the session. */
export const bid = (seat: Seat, message: Ended): SessionEffect[] =>
  seat.presence.at === 'connected'
    ? [...tell(seat, message), { type: 'close', connection: seat.presence.connection, code: CloseCode.Ended }]
    : [];

/** How an end names who brought it about. */
export const nameOf = ({ userId, userName, role }: Seat): NonNullable<Ended['endedBy']> => ({ userId, userName, role });

/** Ends the session for everyone in it. */
export function endSession(session: LiveSession, end: { reason: Ended['reason']; endedBy?: Seat | undefined; now: number }): Step {
  const endedBy = end.endedBy && nameOf(end.endedBy);
  const state: EndedSession = {
    phase: 'ended',
    id: session.id,
    accountId: session.accountId,
    sdkKey: session.sdkKey,
    startedAt: session.startedAt,
    ...(session.startUrl && { startUrl: session.startUrl }),
    endedAt: end.now,
    pinCode: session.pin.code,
    watchedAt: session.watchedAt,
    reason: end.reason,
    endedBy,
    keys: session.seats.flatMap(keysOf),
    ...(session.rules && { rules: session.rules }),
  };
  const message: Ended = endedBy ? { t: 'ended', reason: end.reason, endedBy } : { t: 'ended', reason: end.reason };
  const effects: SessionEffect[] = [{ type: 'save' }];
  for (const seat of session.seats) effects.push(...bid(seat, message));
  effects.push({ type: 'ended' });
  return { state, effects };
}
