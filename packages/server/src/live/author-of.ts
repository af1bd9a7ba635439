import { type SessionState, seatOfConnection } from '../session/state.js';
import type { Author } from '../view/drawings.js';
import type { Peer } from '../view/peer.js';

/** Who a connection is; nobody also where an agent waits to be let in: such a one says nothing that concerns the view. */
export function authorOf(state: SessionState, peer: Peer): Author | undefined {
  const seat = state.phase === 'live' ? seatOfConnection(state, peer.id) : undefined;
  if (!seat || seat.waiting) return undefined;
  const { number, role, userId, userName } = seat;
  return { peer, seat: number, role, userId, userName };
}
