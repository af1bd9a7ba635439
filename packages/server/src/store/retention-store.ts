/** A person as tokens name one (`user_id`), in the records of one account or of all. */
export interface Person {
  userId: string;
  accountId?: string | undefined;
}

/** A session whose records name a person. `live`: it has not ended, and the person is known in it. */
export interface NamingSession {
  id: string;
  live: boolean;
}

/** What became of taking a person out of a session's records. Nothing is changed but where it is `erased`. */
export type ErasedSession =
  | { kind: 'erased'; joins: number; deliveries: number; dropped: number }
  /** It has not ended, and the person is known in it. */
  | { kind: 'live' }
  /** So many deliveries that name the person wait to be sent. */
  | { kind: 'pending'; deliveries: number };

/** How long records stay, and how somebody is taken out of them. */
export interface RetentionStore {
  /** Deletes sessions, with their joins, that ended longer ago than their account keeps them, at most `atMost`; says how many. */
  forgetSessions(now: number, atMost: number): Promise<number>;
  /** The same with deliveries that were made, or given up. */
  forgetDeliveries(now: number, atMost: number): Promise<number>;

  /** One piece of a search through all sessions, in the order of ids: those after `after` that name a person, and where to go on. */
  sessionsNaming(person: Person, after: string): Promise<{ found: NamingSession[]; next: string | undefined }>;
  /** One piece of a search through all deliveries, after a number: whose sessions', how many of them wait, and where to go on. */
  deliveriesNaming(person: Person, after: number): Promise<{ sessions: string[]; pending: number; next: number | undefined }>;
  /**
   * Takes a person out of the records of a session: another user id, of this session alone, in the place of the right one; no name, no
   * address; no addresses of pages either where the person was the customer. What waits to be sent and names the person is dropped
   * with `dropPending`, else it stands against it.
   */
  eraseFrom(of: { sessionId: string; userId: string; dropPending: boolean }): Promise<ErasedSession>;
  /** What was taken out is in no file of a database file any more. (Postgres has its own time for that: `vacuum`.) */
  emptyLog(): Promise<void>;
}
