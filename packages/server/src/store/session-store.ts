/** A session as it is kept: enough to take it up again after a restart. */
export interface SessionRecord {
  id: string;
  accountId: string;
  sdkKey: string;
  pin: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** The first page of the customer's that was in it, after the address rules (surface §7); '' while there was none. */
  startUrl: string;
  endedAt: number | undefined;
  /** Fingerprints of the privacy rules the customer's pages were shared by, in order of time. */
  policyHashes: string[];
  /** JSON of the session's state (session/record.ts): seats and the rest; of resume keys it holds hashes only. */
  state: string;
}

/** Somebody who is in a session now. */
export interface Present {
  /** Of this join alone; the same when a lost connection comes back. */
  connectionId: string;
  userId: string;
  userName: string;
  role: 'customer' | 'agent';
  /** The address he came from, or an empty text. */
  address: string;
}

/** One join: somebody was in a session from a time on, and until a time, once he has gone. Milliseconds since the epoch. */
export interface JoinRecord extends Present {
  sessionId: string;
  joinedAt: number;
  leftAt: number | undefined;
}

/** What is kept of a session at `at`: its record, and who is in it. */
export interface SessionSave {
  record: SessionRecord;
  present: readonly Present[];
  at: number;
}

/** Sessions, their PINs and their joins. */
export interface SessionStore {
  /** Keeps a new session together with its PIN; false, and nothing kept, where a live session of the SDK key holds that PIN. */
  openSession(record: SessionRecord): Promise<boolean>;
  /** Takes a further PIN for a session, unless a live session of the SDK key holds it. Of two at once, one gets it. */
  claimPin(sdkKey: string, pin: string, sessionId: string): Promise<boolean>;
  findPin(sdkKey: string, pin: string): Promise<string | undefined>;
  releasePin(sdkKey: string, pin: string): Promise<void>;

  /**
   * Replaces a session's record. Who is present and was not has joined at `at`; who was and is not has left. A record with
   * `endedAt` gives up every PIN of its session and ends every join. All in one step.
   */
  saveSession(save: SessionSave): Promise<void>;
  session(id: string): Promise<SessionRecord | undefined>;
  /** The joins of a session, in order of time. */
  joins(sessionId: string): Promise<JoinRecord[]>;
  /** Sessions without `endedAt`. PINs of no live session are dropped first. */
  liveSessions(): Promise<SessionRecord[]>;
  /** Deletes sessions that ended before a time, with their joins, at most `atMost`; says how many. */
  deleteEnded(before: number, atMost: number): Promise<number>;
}
