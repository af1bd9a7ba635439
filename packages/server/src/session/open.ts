import { freeColor } from './color.js';
import type { LiveSession, Role } from './state.js';

export interface Opening {
  id: string;
  accountId: string;
  sdkKey: string;
  pin: { code: string; custom: boolean };
  opener: { role: Role; userId: string; userName: string; address: string; keyHash: string };
  /** Hash of the request, where it can be repeated. */
  request?: string | undefined;
  now: number;
}

/** A new session: its opener's seat is reserved, nobody has entered. */
export function openSession(opening: Opening, reserveMs: number): LiveSession {
  const { id, accountId, sdkKey, pin, opener, request, now } = opening;
  return {
    phase: 'live',
    id,
    accountId,
    sdkKey,
    openedBy: opener.role,
    opener: { userId: opener.userId, userName: opener.userName, role: opener.role },
    startedAt: now,
    pin: { code: pin.code, fixed: pin.custom, since: now },
    paused: false,
    seats: [
      {
        number: 1,
        role: opener.role,
        color: freeColor([], opener.role),
        userId: opener.userId,
        userName: opener.userName,
        address: opener.address,
        keys: { current: opener.keyHash, old: [] },
        joined: false,
        presence: { at: 'reserved', until: now + reserveMs },
      },
    ],
    nextSeat: 2,
    watchedAt: undefined,
    lastStream: 0,
    request,
  };
}
