import { CloseCode, type ErrorId, LIMITS } from '@sightline/protocol';
import { freeColor } from './color.js';
import type { SessionEffect } from './effect.js';
import type { ReserveEvent } from './event.js';
import type { LiveSession, Seat, SessionRules } from './state.js';
import { type Step, withSeat } from './step.js';

/** Keys of one reserved seat that are remembered, to tell their holders apart from those of no session. */
const MOST_SUPERSEDED = 8;

/**
 * Gives out a seat. Of any number of requests at once exactly the allowed ones get one, since a reserved or lost seat
 * counts as taken (errors §3; surface §10). The same user gets the seat he lost, or reserved and never entered.
 */
export function reserve(session: LiveSession, event: ReserveEvent, rules: SessionRules): Step {
  const refuse = (error: ErrorId): Step => ({
    state: session,
    effects: [{ type: 'answer', request: event.request, result: { ok: false, error } }],
  });
  const keys = { current: event.keyHash, old: [] };
  const grant = (state: LiveSession, before: SessionEffect[] = []): Step => ({
    state,
    effects: [...before, { type: 'save' }, { type: 'answer', request: event.request, result: { ok: true } }],
  });

  // Sent away for good: for this user the session is over (errors §6 places `session_gone` here, where PINs are looked up).
  if (event.role === 'agent' && session.removed?.some(({ userId }) => userId === event.userId)) return refuse('1011:session_gone');
  const own = session.seats.find((seat) => seat.role === event.role && seat.userId === event.userId);
  if (own) return retake(own);
  const taken = session.seats.filter((seat) => seat.role === event.role).length;
  if (event.role === 'customer' && taken > 0) return refuse('1012:customer_limit');
  if (event.role === 'agent' && (taken >= LIMITS.agents || (session.removed?.length ?? 0) >= LIMITS.removed))
    return refuse('1013:agent_limit');
  const seat: Seat = {
    number: session.nextSeat,
    role: event.role,
    color: freeColor(session.seats, event.role),
    userId: event.userId,
    userName: event.userName,
    address: event.address,
    keys,
    joined: false,
    presence: { at: 'reserved', until: event.now + rules.reserveMs },
  };
  return grant({ ...session, seats: [...session.seats, seat], nextSeat: session.nextSeat + 1 });

  function retake(seat: Seat): Step {
    // Of one user's calls at the same moment the last one gets the seat; the others are duplicates of it.
    const awaited = seat.presence.at === 'reserved' || seat.awaited === true;
    const superseded = [...(seat.superseded ?? []), ...(awaited ? [seat.keys.current] : [])].slice(-MOST_SUPERSEDED);
    const renewed = { ...seat, keys, superseded, awaited: true, userName: event.userName, address: event.address };
    switch (seat.presence.at) {
      case 'reserved':
        return grant(withSeat(session, { ...renewed, presence: { at: 'reserved', until: event.now + rules.reserveMs } }));
      case 'lost':
        return grant(withSeat(session, renewed));
      case 'connected': {
        const { connection } = seat.presence;
        if (event.heardAt !== undefined && event.now - event.heardAt <= rules.aliveMs) return refuse('1015:duplicate_user');
        // Silent, and it did not answer a ping: the seat is lost, whatever the network still believes.
        const lost = withSeat(session, { ...renewed, presence: { at: 'lost', since: event.now } });
        return grant(lost, [
          { type: seat.role === 'agent' ? 'unwatch' : 'uncapture', connection },
          { type: 'close', connection, code: CloseCode.Replaced },
        ]);
      }
      default:
        return seat.presence satisfies never;
    }
  }
}
