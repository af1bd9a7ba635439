import type { Account } from '../store/account.js';
import type { SessionPage, SessionSummary } from '../store/record-store.js';
import type { PagePosition, PageQuery } from './page-tokens.js';
import type { RestContext } from './rest-context.js';

/**
 * A page of sessions and the token of the next one, empty on the last. One row more than asked for is read, to know whether there
 * is a next one.
 */
export async function sessionsPage(
  { store, tokens }: RestContext,
  { query, after, since, limit, page }: { query: PageQuery; after: PagePosition | undefined; since: number; limit: number; page: PageOf },
): Promise<{ sessions: SessionSummary[]; next: string }> {
  const found = await store.sessionPage({ ...page, after, limit: limit + 1 });
  const sessions = found.slice(0, limit);
  const last = sessions.at(-1);
  if (found.length <= limit || !last) return { sessions, next: '' };
  const time = page.of.state === 'past' && page.of.by === 'endedAt' ? (last.endedAt ?? 0) : last.startedAt;
  return { sessions, next: tokens.issue(query, { time, id: last.id, since }) };
}

export type PageOf = Omit<SessionPage, 'after' | 'limit'>;

/** What a list depends on: no token of another account, list or filter fits. */
export const queryOf = (account: Account, list: string, ...parts: (string | undefined)[]): PageQuery => [account.id, list, ...parts];
