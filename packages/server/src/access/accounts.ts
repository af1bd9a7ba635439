import type { Account } from '../store/account.js';
import type { Store } from '../store/store.js';

/** Reads accounts from the store and keeps each at most `keepMs`, so that changed keys hold soon (spec: surface §14). */
export interface Accounts {
  /** Throws where the store cannot be read. */
  bySdkKey(sdkKey: string): Promise<Account | undefined>;
}

const MAX_KEPT = 1_000;

export function createAccounts(options: { store: Store; now(): number; keepMs: number }): Accounts {
  const kept = new Map<string, { account: Account; until: number }>();
  return {
    async bySdkKey(sdkKey) {
      const entry = kept.get(sdkKey);
      if (entry && entry.until > options.now()) return entry.account;
      kept.delete(sdkKey);
      const account = await options.store.account(sdkKey);
      // Unknown keys are not kept: anybody can make them up.
      if (!account) return undefined;
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(sdkKey, { account, until: options.now() + options.keepMs });
      return account;
    },
  };
}
