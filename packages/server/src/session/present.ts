import type { Present } from '../store/session-store.js';
import { hashKey } from './key.js';
import type { SessionState } from './state.js';

/** Who is in a session as others see it: the customer and the agents let in, away or not. */
export function presentIn(state: SessionState): Present[] {
  if (state.phase === 'ended') return [];
  return state.seats
    .filter((seat) => seat.joined && !seat.waiting)
    .map(({ number, userId, userName, role, address }) => ({
      // A seat's number is never given twice, so this names one join for good, and guessing it opens nothing.
      connectionId: hashKey(`${state.id}:${number}`).slice(0, 22),
      userId,
      userName,
      role,
      address: address ?? '',
    }));
}
