import type { Account } from './account.js';

/** Accounts, and what they are charged. */
export interface AccountStore {
  account(sdkKey: string): Promise<Account | undefined>;
  /** By the key that REST tokens are issued by. */
  accountByApiKey(apiKey: string): Promise<Account | undefined>;
  accountById(id: string): Promise<Account | undefined>;
  /** Makes or replaces the account of this id; the trial minutes used so far stay. */
  putAccount(account: Account): Promise<void>;
  removeAccount(id: string): Promise<void>;
  /**
   * Charges a session's minutes 1 to `minutes` to its account's trial, those it has been charged before not again. False where
   * the trial's minutes do not suffice: what was left is then used up. An account without a trial pays nothing.
   */
  chargeMinutes(charge: { accountId: string; sessionId: string; minutes: number }): Promise<boolean>;
}
