import type { Ended } from '@sightline/protocol';
import type { SessionRecord } from '../store/store.js';
import type { LiveSession, SessionState } from './state.js';

/** A session as the store keeps it. */
export const recordOf = (state: SessionState): SessionRecord => ({
  id: state.id,
  accountId: state.accountId,
  sdkKey: state.sdkKey,
  startedAt: state.startedAt,
  endedAt: state.phase === 'ended' ? state.endedAt : undefined,
  state: JSON.stringify(state),
});

/**
 * A kept session, taken up by a new process: no connection survived, so every seat that was connected is lost since `now`.
 * `undefined` where the record is of an ended session.
 */
export function restoreSession(record: SessionRecord, now: number): LiveSession | undefined {
  const state = JSON.parse(record.state) as SessionState;
  if (state.phase !== 'live') return undefined;
  return {
    ...state,
    seats: state.seats.map((seat) => (seat.presence.at === 'reserved' ? seat : { ...seat, presence: { at: 'lost', since: now } })),
  };
}

/** What those who come back to an ended session are told. `undefined` where it never ended, or the key is of no seat of it. */
export function endedMessage(record: SessionRecord, keyHash: string): Ended | undefined {
  const state = JSON.parse(record.state) as SessionState;
  if (state.phase !== 'ended' || !state.keys.includes(keyHash)) return undefined;
  return { t: 'ended', reason: state.reason, ...(state.endedBy && { endedBy: state.endedBy }) };
}
