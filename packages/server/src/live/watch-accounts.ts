import type { Account } from '../store/account.js';
import type { AccountStore } from '../store/account-store.js';

/** What follows an account while it lives. */
export interface Follower {
  accountId: string;
  /** Of the account it was begun with. */
  version: number;
  /** The account is another one; `undefined`: it is gone. */
  changed(account: Account | undefined): void;
}

/** Tells live sessions of changes of their accounts, so that they hold at once (surface §13). */
export interface AccountWatch {
  /** `stop`: it is over. */
  follow(follower: Follower): { stop(): void };
  stop(): void;
}

/** Accounts in one question. */
const AT_ONCE = 500;
/** Sessions that are told in a row, and the rest after them: each saves, and may have a whole page told anew. */
const IN_A_ROW = 50;
const REST_MS = 5;

/**
 * Looks every `everyMs` whether accounts of live sessions have other versions; without live sessions nothing is asked. Where the store
 * fails what was known holds on, and the first failure in a row is told. A store that answers slowly is not asked again meanwhile.
 */
export function watchAccounts(o: {
  store: Pick<AccountStore, 'accountVersions' | 'accountById'>;
  everyMs: number;
  fault(error: unknown): void;
}): AccountWatch {
  const followers = new Set<Follower>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let failing = false;
  let stopped = false;

  async function look(): Promise<void> {
    const asked = new Set([...followers].map(({ accountId }) => accountId));
    const ids = [...asked];
    const versions = new Map<string, number>();
    for (let at = 0; at < ids.length; at += AT_ONCE)
      for (const { id, version } of await o.store.accountVersions(ids.slice(at, at + AT_ONCE))) versions.set(id, version);
    const behind = new Map<string, Follower[]>();
    for (const one of followers) {
      if (one.version === versions.get(one.accountId)) continue;
      // Begun since the store was asked.
      if (!asked.has(one.accountId)) continue;
      const those = behind.get(one.accountId);
      if (those) those.push(one);
      else behind.set(one.accountId, [one]);
    }
    let told = 0;
    for (const [id, those] of behind) {
      const account = await o.store.accountById(id);
      for (const one of those) {
        // It may have ended while the store was asked, or others were told.
        if (!followers.has(one) || one.version === account?.version) continue;
        if (account) one.version = account.version;
        one.changed(account);
        if (++told % IN_A_ROW === 0) await new Promise((resolve) => setTimeout(resolve, REST_MS));
      }
    }
  }

  function schedule(): void {
    if (timer || looking || stopped || followers.size === 0) return;
    timer = setTimeout(async () => {
      timer = undefined;
      looking = true;
      try {
        await look();
        failing = false;
      } catch (error) {
        if (!failing) o.fault(error);
        failing = true;
      }
      looking = false;
      schedule();
    }, o.everyMs);
  }

  return {
    follow(follower) {
      const one = { ...follower };
      followers.add(one);
      schedule();
      return {
        stop() {
          followers.delete(one);
          if (followers.size > 0) return;
          clearTimeout(timer);
          timer = undefined;
        },
      };
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      followers.clear();
    },
  };
}
