import type { JoinRecord } from './session-store.js';

/** Somebody who has been in a session, however often. The same user id in both roles is two people. */
export interface SummaryUser {
  userId: string;
  /** The name of the first join. */
  userName: string;
  role: 'customer' | 'agent';
}

/** A session as lists show it. Milliseconds since the epoch. */
export interface SessionSummary {
  id: string;
  pin: string;
  startedAt: number;
  endedAt: number | undefined;
  /** In the order of their first joins. */
  users: SummaryUser[];
}

/** The last row of the page before: the next page begins after it. */
export interface SessionPosition {
  time: number;
  id: string;
}
export interface JoinPosition {
  joinedAt: number;
  connectionId: string;
}

export interface SessionPage {
  accountId: string;
  /** Live ones by their start; ended ones by either time, `from` included, `until` not. */
  of: { state: 'live' } | { state: 'past'; by: 'startedAt' | 'endedAt'; from: number; until: number };
  pin?: string | undefined;
  id?: string | undefined;
  after?: SessionPosition | undefined;
  limit: number;
}

/**
 * What the REST interface reads (surface §11). A session that nobody has ever entered is not there, and neither is one of another
 * account. A page begins after a position, not at a number of rows: sessions that start and end meanwhile move no row of a later
 * page, so none comes twice and none is missed that was there throughout.
 */
export interface RecordStore {
  /** Newest first, by time and id. */
  sessionPage(page: SessionPage): Promise<SessionSummary[]>;
  sessionSummary(accountId: string, id: string): Promise<SessionSummary | undefined>;
  /** Joins of a session, oldest first, by time and connection. */
  joinPage(page: { sessionId: string; after?: JoinPosition | undefined; limit: number }): Promise<JoinRecord[]>;
}
