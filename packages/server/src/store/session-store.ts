import type { Ended } from '@sightline/protocol';

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
  /** When he came in; absent where that is not known: as the save says. */
  joinedAt?: number;
}

/** How somebody's part in a session ended. `unknown`: nobody was there to see it, since the process died. */
export type DepartureReason = 'left' | 'disconnected' | 'removed' | 'session_ended' | 'connection_lost' | 'unknown';

/** Somebody who was in a session and is no more. */
export interface Gone extends Present {
  leftAt: number;
  reason: DepartureReason;
}

/** One join: somebody was in a session from a time on, and until a time, once he has gone. Milliseconds since the epoch. */
export interface JoinRecord extends Omit<Present, 'joinedAt'> {
  sessionId: string;
  joinedAt: number;
  leftAt: number | undefined;
}

/** How a session ended. `by`: who ended it, else who opened it; absent where neither is known. */
export interface Ending {
  reason: Ended['reason'];
  by?: Pick<Present, 'userId' | 'userName' | 'role'>;
}

/** What is kept of a session at `at`: its record, and who is in it. */
export interface SessionSave {
  record: SessionRecord;
  present: readonly Present[];
  /** Who has gone since the last save that succeeded, in order of going; absent: nobody. */
  gone?: readonly Gone[];
  /** With a record that has ended. */
  ending?: Ending;
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
   * Replaces a session's record. Who is present, or has gone, and was not known has joined; who has gone has left then; whoever
   * else was in and is not present has left at `at`. A record with `endedAt` gives up every PIN of its session and ends every
   * join. All in one step, and the same again where it is asked for again.
   */
  saveSession(save: SessionSave): Promise<void>;
  session(id: string): Promise<SessionRecord | undefined>;
  /** The joins of a session, in order of time. */
  joins(sessionId: string): Promise<JoinRecord[]>;
  /** Sessions without `endedAt`. PINs of no live session are dropped first. */
  liveSessions(): Promise<SessionRecord[]>;
}
