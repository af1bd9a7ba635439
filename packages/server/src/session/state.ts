import type { AccountPolicy, Ended } from '@sightline/protocol';

export type Role = 'customer' | 'agent';

/** A seat's keys, as SHA-256 hashes. Only the newest is good, besides the one before it for a moment (surface §9). */
export interface SeatKeys {
  current: string;
  previous: { hash: string; until: number } | undefined;
}

/** Where a seat's holder is. Times in milliseconds since the epoch. */
export type Presence =
  /** Given out over HTTP, not yet entered. */
  | { at: 'reserved'; until: number }
  | { at: 'connected'; connection: number }
  /** The connection is gone; the seat is held for the reconnect window. */
  | { at: 'lost'; since: number };

export interface Seat {
  /** Unique in the session; also the number other agents know this one's pointer by. */
  number: number;
  role: Role;
  userId: string;
  userName: string;
  keys: SeatKeys;
  /** Whether the holder has ever entered: others know of him. */
  joined: boolean;
  presence: Presence;
}

/** The session's PIN. Fixed: never replaced any more (custom, or an agent has joined). */
export interface Pin {
  code: string;
  fixed: boolean;
  /** When it was made, or when replacing it was last begun. */
  since: number;
}

export interface LiveSession {
  phase: 'live';
  id: string;
  accountId: string;
  sdkKey: string;
  openedBy: Role;
  startedAt: number;
  pin: Pin;
  paused: boolean;
  /** In order of reserving. At most one customer and `LIMITS.agents` agents. */
  seats: Seat[];
  nextSeat: number;
  /** When the first agent entered a session that has a customer: trial minutes run from here. */
  watchedAt: number | undefined;
  /** The highest stream number seen; a new page's capture takes a higher one, a restart of the service notwithstanding. */
  lastStream: number;
  /** The unguessable part of the session's asset path. */
  assetKey: string;
}

export interface EndedSession {
  phase: 'ended';
  id: string;
  accountId: string;
  sdkKey: string;
  startedAt: number;
  endedAt: number;
  pinCode: string;
  watchedAt: number | undefined;
  reason: Ended['reason'];
  endedBy: Ended['endedBy'] | undefined;
  /** Hashes of the keys of those who were in it: they may learn how it ended. */
  keys: string[];
}

export type SessionState = LiveSession | EndedSession;

/** What the session's rules depend on besides its state. Times in milliseconds. */
export interface SessionRules {
  waitForCustomerMs: number;
  reconnectWindowMs: number;
  pinTtlMs: number;
  sessionMaxMs: number;
  /** How long a reserved seat waits for its socket. */
  reserveMs: number;
  /** How long the key before the newest is honoured. */
  oldKeyMs: number;
  pingMs: number;
  /** A connection heard within this needs no ping to count as alive. */
  aliveMs: number;
  policy: AccountPolicy;
}

export const seatOfConnection = (session: LiveSession, connection: number): Seat | undefined =>
  session.seats.find((seat) => seat.presence.at === 'connected' && seat.presence.connection === connection);

export const customerSeat = (session: LiveSession): Seat | undefined => session.seats.find((seat) => seat.role === 'customer');

/** Agents others know of, in order of joining. */
export const joinedAgents = (session: LiveSession): Seat[] => session.seats.filter((seat) => seat.role === 'agent' && seat.joined);

/** The seat a key is good for now. */
export const seatOfKey = (session: LiveSession, hash: string, now: number): Seat | undefined =>
  session.seats.find(({ keys }) => keys.current === hash || (keys.previous?.hash === hash && keys.previous.until >= now));
