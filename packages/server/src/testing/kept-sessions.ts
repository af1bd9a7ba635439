import type { Present } from '../store/session-store.js';
import type { Store } from '../store/store.js';

export interface KeptSession {
  id: string;
  accountId: string;
  startedAt: number;
  endedAt: number | undefined;
  present: Present[];
}

/** An id of the right length. */
export const sessionId = (n: number): string => `s${n}`.padEnd(22, '_');

/** Sessions put into a store as the service would have: each save as it is. */
export const keepSession = (store: Store, { id, accountId, startedAt, endedAt, present }: KeptSession, at: number): Promise<void> =>
  store.saveSession({
    record: { id, accountId, sdkKey: 'k', pin: `P${id.slice(1, 8)}`, startedAt, startUrl: '', endedAt, policyHashes: [], state: '{}' },
    present: endedAt === undefined ? present : [],
    at,
  });

export const somebody = (connectionId: string, userId = connectionId): Present => ({
  connectionId,
  userId,
  userName: userId,
  role: 'agent',
  address: '192.0.2.7',
});
