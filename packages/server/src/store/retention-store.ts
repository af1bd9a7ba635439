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

/** How long records stay, and how somebody is taken out of them. */
export interface RetentionStore {
  /** Deletes sessions, with their joins, that ended longer ago than their account keeps them, at most `atMost`; says how many. */
  forgetSessions(now: number, atMost: number): Promise<number>;
  /** One piece of a search through all sessions, in the order of ids: those after `after` that name a person, and where to go on. */
  sessionsNaming(person: Person, after: string): Promise<{ found: NamingSession[]; next: string | undefined }>;
  /**
   * Takes a person out of the records of a session: another user id, of this session alone, in the place of the right one; no name, no
   * address; no address of a page either where it was the customer's. `live`, and nothing changed, where the person is known in a
   * session that has not ended.
   */
  eraseFrom(sessionId: string, userId: string): Promise<{ joins: number } | 'live'>;
}
