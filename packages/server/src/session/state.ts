import type { AccountPolicy, AssistType, Ended, GivenSwitches } from '@sightline/protocol';
import type { Site } from '../access/site.js';
import type { AccountDefaults } from '../store/account.js';

export type Role = 'customer' | 'agent';

/**
 * A seat's keys, as SHA-256 hashes. Only the newest is good, besides those before it, each for a moment from its own use on
 * (surface §9): more than one where two tabs with one cookie take the seat at once.
 */
export interface SeatKeys {
  current: string;
  old: { hash: string; until: number }[];
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
  /** The number of the colour everybody knows this person by. */
  color: number;
  userId: string;
  userName: string;
  /** Where the request for the seat came from; absent in records of versions that did not keep it. */
  address?: string;
  keys: SeatKeys;
  /**
   * The unguessable part of the path its holder's page loads assets from: another one for each page, absent before the first.
   * Kept with the session, since a page that is there through a restart goes on with it.
   */
  assetKey?: string;
  /** Hashes of keys given out for this seat before another request of the same user got a newer one; the last few. */
  superseded?: string[];
  /** Its key was given to a new call of the same user, who has not come yet. */
  awaited?: boolean;
  /** When the agent asked for remote assist lately. */
  askedAt?: number[];
  /** Whether the holder has ever entered. */
  joined: boolean;
  /** When the holder was first in: entered, and let in where that is asked. Absent before. */
  joinedAt?: number;
  /** An agent whom the customer has not allowed yet (surface §4, `requireAgentApproval`): nobody but her knows of him. */
  waiting?: boolean;
  presence: Presence;
}

/** Remote assist that an agent holds. */
export interface Grant {
  /** The number of the agent's seat. */
  seat: number;
  types: AssistType[];
}

/** Somebody as others know him. */
export interface Person {
  userId: string;
  userName: string;
  role: Role;
}

/** An agent's question for remote assist that the customer has not answered. */
export interface AssistQuestion {
  /** The service's own name for it, given to nothing else in the session: an answer can mean no other. */
  id: string;
  /** The agent's name for it. */
  requestId: string;
  seat: number;
  types: AssistType[];
  until: number;
}

export interface Removed {
  userId: string;
  /** Hashes of the keys of his seat. */
  keys: string[];
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
  /** Absent in records of versions that did not keep it. */
  opener?: Person;
  startedAt: number;
  /** Her first page in the session, after the address rules. */
  startUrl?: string;
  pin: Pin;
  paused: boolean;
  /** The path of a page has paused it; absent where the customer has by hand. */
  pausedBy?: 'path' | undefined;
  /** What agents are told when sharing goes on: the tab that has taken the seat meanwhile, and that the rules or the switches are others. */
  held?: { tab?: string; rules?: true; switches?: true } | undefined;
  /** Pausing is done when these agents' connections say that they show nothing any more, or at `until`. */
  covering?: { connections: number[]; until: number } | undefined;
  /** The customer's page wants to be asked about every agent. */
  approval?: boolean;
  /**
   * The hash of the account's rules that the customer's page goes by, '' where it has been told others and has not said that it goes by
   * them. Absent before the first page, and in records of versions in which rules held for a whole session.
   */
  policy?: string;
  /** How often the connected page was told other rules and has not answered. */
  policiesTold?: number;
  /** What the customer's page says of what it lets others do; absent until it has said, which each page does anew. */
  switches?: GivenSwitches | undefined;
  assist?: Grant | undefined;
  /** In order of asking; the customer is shown the first. At most one of an agent. */
  asks?: AssistQuestion[];
  /** Questions that were asked so far. */
  asked?: number;
  /** Agents she sent away. They stay away, and learn why by the keys they had. */
  removed?: Removed[];
  /** In order of reserving. At most one customer and `LIMITS.agents` agents. */
  seats: Seat[];
  nextSeat: number;
  /** When the first agent entered a session that has a customer: trial minutes run from here. */
  watchedAt: number | undefined;
  /** The highest stream number seen; a new page's capture takes a higher one, a restart of the service notwithstanding. */
  lastStream: number;
  /** Hash of the request that opened it, by which a repeated one is known. */
  request?: string | undefined;
  /** Fingerprints of the rules her pages were shared by, in order of time, the present one last; the last few. */
  rules?: string[];
}

export interface EndedSession {
  phase: 'ended';
  id: string;
  accountId: string;
  sdkKey: string;
  startedAt: number;
  startUrl?: string;
  endedAt: number;
  pinCode: string;
  watchedAt: number | undefined;
  reason: Ended['reason'];
  endedBy: Person | undefined;
  opener?: Person;
  /** Hashes of the keys of those who were in it: they may learn how it ended. */
  keys: string[];
  rules?: string[];
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
  /** How long an agent has to show his curtain after a pause. */
  coverMs: number;
  /** A connection heard within this needs no ping to count as alive. */
  aliveMs: number;
  policy: AccountPolicy;
  /** Other rules have another one. */
  policyHash: string;
  /** The account's own switches (surface §13). */
  allows: { remoteAssist: boolean; multiTab: boolean; annotation: boolean; confirmSubmits: boolean };
  /** What holds where a page says nothing. */
  defaults: AccountDefaults;
  /** Whose pictures agents may load from where they are; none where the switch *Load assets directly* is off. */
  directSites: readonly Site[];
}

/** What of the rules is the account's to say, and may change while a session lives. */
export type AccountRules = Pick<SessionRules, 'policy' | 'policyHash' | 'allows' | 'defaults' | 'directSites'>;

export const seatOfConnection = (session: LiveSession, connection: number): Seat | undefined =>
  session.seats.find((seat) => seat.presence.at === 'connected' && seat.presence.connection === connection);

export const customerSeat = (session: LiveSession): Seat | undefined => session.seats.find((seat) => seat.role === 'customer');

/** Agents others know of, in order of joining. */
export const joinedAgents = (session: LiveSession): Seat[] =>
  session.seats.filter((seat) => seat.role === 'agent' && seat.joined && !seat.waiting);

/** Agents who wait for the customer's answer, in order of joining. */
export const waitingAgents = (session: LiveSession): Seat[] => session.seats.filter((seat) => seat.joined && seat.waiting === true);

export const keysOf = ({ keys }: Seat): string[] => [keys.current, ...keys.old.map(({ hash }) => hash)];

/** Whether a seat's holder may be shown the page now: he is there, was let in, and the customer has not paused. */
export const maySee = (session: LiveSession, { presence, waiting }: Seat): boolean =>
  presence.at === 'connected' && !waiting && !session.paused;

/** Whether an agent sees the page now. */
export const isWatched = (session: LiveSession): boolean => session.seats.some((seat) => seat.role === 'agent' && maySee(session, seat));

/** Whether the key was given to a user who asked for the same seat again since, in another tab as a rule. */
export const wasSuperseded = (session: LiveSession, hash: string): boolean =>
  session.seats.some(({ superseded }) => superseded?.includes(hash));

/** Whether the key was of a seat whose holder the customer sent away. */
export const wasRemoved = (session: LiveSession, hash: string): boolean =>
  session.removed?.some(({ keys }) => keys.includes(hash)) ?? false;

/** The seat a key is good for now. */
export const seatOfKey = (session: LiveSession, hash: string, now: number): Seat | undefined =>
  session.seats.find(({ keys }) => keys.current === hash || keys.old.some((old) => old.hash === hash && old.until >= now));
