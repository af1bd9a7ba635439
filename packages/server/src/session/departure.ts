import { CloseCode, type Ended } from '@sightline/protocol';
import type { DepartureReason } from '../store/session-store.js';
import { endAssist, stopAsking } from './assist.js';
import type { SessionEffect } from './effect.js';
import { customerSeat, type EndedSession, joinedAgents, keysOf, type LiveSession, type Person, type Seat } from './state.js';
import { broadcast, type Step, tell, withoutSeat } from './step.js';

/** What is kept of somebody's going; nothing of who has never been in. */
const departed = (seat: Seat, { reason, now }: { reason: DepartureReason; now: number }): SessionEffect[] =>
  seat.joinedAt === undefined ? [] : [{ type: 'departed', seat, leftAt: now, reason }];

/**
 * Takes an agent's seat away and tells the others (surface §4: the customer, then the other agents, in order of joining); of one
 * who still waited only the customer knows.
 */
export function dropAgent(
  session: LiveSession,
  seat: Seat,
  { reason, now }: { reason: 'left' | 'disconnected' | 'removed'; now: number },
): { state: LiveSession; effects: SessionEffect[] } {
  const parted = stopAsking(session, seat, 'left');
  const state = withoutSeat(parted.state, seat);
  const effects: SessionEffect[] = departed(seat, { reason, now });
  if (seat.presence.at === 'connected') effects.push({ type: 'unwatch', connection: seat.presence.connection });
  effects.push(...parted.effects);
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
export const nameOf = ({ userId, userName, role }: Seat): Person => ({ userId, userName, role });

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
    ...(session.opener && { opener: session.opener }),
    keys: session.seats.flatMap(keysOf),
    ...(session.rules && { rules: session.rules }),
  };
  const message: Ended = endedBy ? { t: 'ended', reason: end.reason, endedBy } : { t: 'ended', reason: end.reason };
  const effects = session.seats.flatMap((seat) => {
    const lost = end.reason === 'connection_lost' && seat.role === 'customer';
    return departed(seat, { reason: lost ? 'connection_lost' : 'session_ended', now: end.now });
  });
  effects.push({ type: 'save' }, ...endAssist(session, 'session_ended').effects);
  for (const seat of session.seats) effects.push(...bid(seat, message));
  effects.push({ type: 'ended' });
  return { state, effects };
}
