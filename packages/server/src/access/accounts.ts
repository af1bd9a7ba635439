import type { Account } from '../store/account.js';
import type { AccountStore, SecretKind } from '../store/account-store.js';

/** Reads accounts from the store and keeps each at most `keepMs`, so that changed keys hold soon (spec: surface §14). */
export interface Accounts {
  /** Throws where the store cannot be read. */
  bySdkKey(sdkKey: string): Promise<Account | undefined>;
  /** The same by the issuer of REST tokens. */
  byApiKey(apiKey: string): Promise<Account | undefined>;
  /** Hears that a token proved to be signed with a secret; the store is told at most once a minute. */
  used(kind: SecretKind, account: Account, secret: string): void;
  /** Reads an account anew: it was changed by this process. */
  forget(id: string): void;
  /** Waits for what the store is being told. */
  stop(): Promise<void>;
}

export interface AccountsOptions {
  store: Pick<AccountStore, 'account' | 'accountByApiKey' | 'touchSecret'>;
  now(): number;
  keepMs: number;
  fault(error: unknown): void;
  /** The id of an account that opens nothing here. */
  unused?: string | undefined;
}

const MAX_KEPT = 1_000;
const NOTE_EVERY_MS = 60_000;

export function createAccounts({ store, now, keepMs, fault, unused }: AccountsOptions): Accounts {
  const noted = new Map<string, number>();
  const telling = new Set<Promise<void>>();

  function lookUp(read: (key: string) => Promise<Account | undefined>) {
    const kept = new Map<string, { account: Account; until: number }>();
    /** Counts what was forgotten: an answer that was on its way then is not kept. */
    let forgotten = 0;
    return {
      async get(key: string): Promise<Account | undefined> {
        const entry = kept.get(key);
        if (entry && entry.until > now()) return entry.account;
        kept.delete(key);
        const asked = { at: now(), forgotten };
        const account = await read(key);
        // Unknown keys are not kept: anybody can make them up.
        if (!account || account.id === unused) return undefined;
        if (kept.size >= MAX_KEPT) kept.clear();
        if (asked.forgotten === forgotten) kept.set(key, { account, until: asked.at + keepMs });
        return account;
      },
      forget(id: string): void {
        forgotten++;
        for (const [key, { account }] of kept) if (account.id === id) kept.delete(key);
      },
    };
  }
  const bySdkKey = lookUp((key) => store.account(key));
  const byApiKey = lookUp((key) => store.accountByApiKey(key));

  return {
    bySdkKey: bySdkKey.get,
    byApiKey: byApiKey.get,
    used(kind, { id: accountId }, value) {
      const at = now();
      const key = `${accountId}\n${kind}\n${value}`;
      if (at - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
      if (noted.size >= MAX_KEPT) noted.clear();
      noted.set(key, at);
      const told: Promise<void> = store
        .touchSecret({ accountId, kind, value, at })
        .catch(fault)
        .finally(() => telling.delete(told));
      telling.add(told);
    },
    forget(id) {
      bySdkKey.forget(id);
      byApiKey.forget(id);
    },
    async stop() {
      await Promise.all(telling);
    },
  };
}
