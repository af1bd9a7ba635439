/** A session as lists of the admin API show it. */
export interface ListedSession {
  id: string;
  accountId: string;
  startedAt: number;
  endedAt: number | undefined;
}

/** Sessions of all accounts, whether anybody ever entered them or not. */
export interface SessionListStore {
  /** Newest first, by time (of their start while they live, of their end afterwards) and id; those after a position. */
  sessionList(page: {
    state: 'live' | 'past';
    accountId?: string | undefined;
    after?: { time: number; id: string } | undefined;
    limit: number;
  }): Promise<ListedSession[]>;
  /** Deletes sessions of an account that have ended, with their joins, at most `atMost`; says how many. */
  removeRecords(accountId: string, atMost: number): Promise<number>;
}
