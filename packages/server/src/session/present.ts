import type { Present } from '../store/session-store.js';
import { hashKey } from './key.js';
import type { Seat, SessionState } from './state.js';

/** A seat's holder as the records name him. */
export const presentOf = (sessionId: string, { number, userId, userName, role, address, joinedAt }: Seat): Present => ({
  // A seat's number is never given twice, so this names one join for good, and guessing it opens nothing.
  connectionId: hashKey(`${sessionId}:${number}`).slice(0, 22),
  userId,
  userName,
  role,
  address: address ?? '',
  ...(joinedAt !== undefined && { joinedAt }),
});

/**
 * Who is in a session: the customer and the agents let in, away or not. An agent who has been in and is asked about again, since
 * the customer came only now, has not left.
 */
export function presentIn(state: SessionState): Present[] {
  if (state.phase === 'ended') return [];
  return state.seats.filter(({ joinedAt }) => joinedAt !== undefined).map((seat) => presentOf(state.id, seat));
}
