import type { Ended } from '@sightline/protocol';
import type { SessionRecord } from '../store/session-store.js';
import { withColors } from './color.js';
import type { LiveSession, SessionState } from './state.js';

/** A session as the store keeps it. */
export const recordOf = (state: SessionState): SessionRecord => ({
  id: state.id,
  accountId: state.accountId,
  sdkKey: state.sdkKey,
  pin: state.phase === 'ended' ? state.pinCode : state.pin.code,
  startedAt: state.startedAt,
  startUrl: state.startUrl ?? '',
  endedAt: state.phase === 'ended' ? state.endedAt : undefined,
  policyHashes: state.rules ?? [],
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
    covering: undefined,
    seats: withColors(state.seats).map((seat) => ({
      ...seat,
      // Versions before kept one older key, in another place; it has lapsed by now.
      keys: { current: seat.keys.current, old: seat.keys.old ?? [] },
      // Nor did they keep when somebody came; the records of joins do.
      ...(seat.joined && !seat.waiting && { joinedAt: seat.joinedAt ?? now }),
      presence: seat.presence.at === 'reserved' ? seat.presence : { at: 'lost', since: now },
    })),
  };
}

/** Whether a session was given up because it could not be taken up again: its record is damaged, or its account gone. */
export function givenUp(record: SessionRecord): boolean {
  if (record.endedAt === undefined) return false;
  try {
    return (JSON.parse(record.state) as SessionState).phase !== 'ended';
  } catch {
    return true;
  }
}

/** What those who come back to an ended session are told. `undefined` where it never ended, or the key is of no seat of it. */
export function endedMessage(record: SessionRecord, keyHash: string): Ended | undefined {
  const state = JSON.parse(record.state) as SessionState;
  if (state.phase !== 'ended' || !state.keys.includes(keyHash)) return undefined;
  return { t: 'ended', reason: state.reason, ...(state.endedBy && { endedBy: state.endedBy }) };
}
