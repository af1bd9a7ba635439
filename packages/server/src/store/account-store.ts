import type { Account } from './account.js';

export type SecretKind = 'sdk' | 'api';

/** An active secret, without its value. Milliseconds since the epoch. */
export interface SecretRecord {
  id: string;
  kind: SecretKind;
  createdAt: number;
  /** To the minute; `undefined`: never. */
  lastUsedAt: number | undefined;
  /** Its last four characters, to tell it by; '' of a short one. */
  last4: string;
}

/** Accounts, their secrets, and what they are charged. */
export interface AccountStore {
  account(sdkKey: string): Promise<Account | undefined>;
  /** By the key that REST tokens are issued by. */
  accountByApiKey(apiKey: string): Promise<Account | undefined>;
  accountById(id: string): Promise<Account | undefined>;
  /** In order of their ids, those after `after`, at most `limit`. */
  accounts(page: { after?: string | undefined; limit: number }): Promise<Account[]>;
  /** The versions of those of these accounts that are there. */
  accountVersions(ids: readonly string[]): Promise<{ id: string; version: number }[]>;

  /** Keeps a new account with its secrets; false, and nothing kept, where its id or one of its keys is taken. */
  createAccount(account: Account): Promise<boolean>;
  /**
   * Replaces an account, unless it has another version by now: false, and nothing changed. It then has the next version and
   * `at` as the time of its change. Secrets and the trial minutes used so far stay.
   */
  updateAccount(account: Account, at: number): Promise<boolean>;
  /** Makes or replaces the account of this id, as it is given; its secrets are those of it, and the trial minutes used so far stay. */
  putAccount(account: Account): Promise<void>;
  /** The account and its secrets; not its records. */
  removeAccount(id: string): Promise<void>;

  /** The active secrets of an account, newest first. */
  secrets(accountId: string): Promise<SecretRecord[]>;
  /** Adds a secret, from then on the newest of its kind. `too_many`: two of the kind are active. */
  addSecret(secret: { accountId: string; kind: SecretKind; value: string; at: number }): Promise<SecretRecord | 'too_many' | 'no_account'>;
  /** Takes a secret out of use for good; its value is forgotten. `last`: it is the only one of its kind, and stays. */
  retireSecret(secret: { accountId: string; id: string; at: number }): Promise<'retired' | 'last' | 'unknown'>;
  /** Notes that a secret was used. */
  touchSecret(use: { accountId: string; kind: SecretKind; value: string; at: number }): Promise<void>;

  /**
   * Charges a session's minutes 1 to `minutes` to its account's trial, those it has been charged before not again. False where
   * the trial's minutes do not suffice: what was left is then used up. An account without a trial pays nothing.
   */
  chargeMinutes(charge: { accountId: string; sessionId: string; minutes: number }): Promise<boolean>;
}
