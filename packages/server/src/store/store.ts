import type { Account } from './account.js';

/** A session as it is kept: enough to take it up again after a restart. */
export interface SessionRecord {
  id: string;
  accountId: string;
  sdkKey: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  endedAt: number | undefined;
  /** JSON of the session's state (session/record.ts); holds no key, only hashes. */
  state: string;
}

/**
 * Where accounts, sessions and PINs are kept. What a promise of it confirmed survives a crash of the process
 * (of the durable adapters). `store.contract.ts` is what every adapter must do.
 */
export interface Store {
  account(sdkKey: string): Promise<Account | undefined>;
  accountById(id: string): Promise<Account | undefined>;
  /** Makes or replaces the account of this id; the trial minutes used so far stay. */
  putAccount(account: Account): Promise<void>;
  removeAccount(id: string): Promise<void>;
  addTrialMinutes(accountId: string, minutes: number): Promise<void>;

  /** Takes a PIN for a session, unless a live session of the SDK key holds it. Of two at once, one gets it. */
  claimPin(sdkKey: string, pin: string, sessionId: string): Promise<boolean>;
  findPin(sdkKey: string, pin: string): Promise<string | undefined>;
  releasePin(sdkKey: string, pin: string): Promise<void>;

  /** Makes or replaces. A record with `endedAt` gives up every PIN of its session in the same step. */
  saveSession(record: SessionRecord): Promise<void>;
  session(id: string): Promise<SessionRecord | undefined>;
  /** Sessions without `endedAt`. PINs of no live session are dropped first. */
  liveSessions(): Promise<SessionRecord[]>;

  /** Throws where the store cannot answer. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}
