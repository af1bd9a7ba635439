import { startServer } from '../../packages/server/src/index.js';
import { readSettings } from '../../packages/server/src/settings.js';
import type { Account } from '../../packages/server/src/store/account.js';
import { openStore } from '../../packages/server/src/store/open-store.js';
import type { Store } from '../../packages/server/src/store/store.js';

/** The service in this process, as a demo, with a store an operator's changes go into. */
export interface OwnService {
  /** `http://127.0.0.1:port`. */
  url: string;
  port: number;
  sdkKey: string;
  /** What an operator does to the demo's account. */
  change(what: Partial<Account>): Promise<void>;
  token(role: 'customer' | 'agent', userId: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startOwnService(env: Record<string, string> = {}): Promise<OwnService> {
  const read = readSettings({ PORT: '0', DATABASE_URL: 'file::memory:', LOG_LEVEL: 'fatal', ...env });
  if (!read.ok) throw new Error(read.problems.join());
  let store: Store | undefined;
  const {
    url,
    port,
    sdkKey = '',
    stop,
  } = await startServer(read.settings, {
    openStore: async (...how) => (store = await openStore(...how)),
  });
  return {
    url,
    port,
    sdkKey,
    stop,
    async change(what) {
      const account = await store?.accountById('demo');
      if (!account || !(await store?.updateAccount({ ...account, ...what }, Date.now()))) throw new Error('the account cannot be changed');
    },
    async token(role, userId) {
      const answer = await fetch(`${url}/demo/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ role, userId, userName: userId }),
      });
      return ((await answer.json()) as { token: string }).token;
    },
  };
}
