import { type Kysely, sql } from 'kysely';
import type { SessionEvent } from '../session-events.js';
import type { Tables } from '../tables.js';
import { databaseNow } from './database-now.js';

/** How long an event is tried to be delivered. */
export const DAY_MS = 86_400_000;

/**
 * Puts a session's events into the outbox, for every endpoint that wants them: part of the transaction that made them so. The
 * session's row is locked by it, so that their numbers grow in the order in which they are seen.
 */
export async function writeDeliveries(
  on: Kysely<Tables>,
  { accountId, sessionId, events }: { accountId: string; sessionId: string; events: readonly SessionEvent[] },
): Promise<void> {
  if (events.length === 0) return;
  const endpoints = await on
    .selectFrom('webhook_endpoints')
    .select(['id', 'events'])
    .where('account_id', '=', accountId)
    .where('state', '<>', 'disabled')
    .execute();
  for (const endpoint of endpoints) {
    const filter = JSON.parse(endpoint.events) as string[];
    const wanted = events.filter(({ event }) => filter.length === 0 || filter.includes(event));
    if (wanted.length === 0) continue;
    const waiting = await on
      .selectFrom('deliveries')
      .select('next_at')
      .where('endpoint_id', '=', endpoint.id)
      .where('session_id', '=', sessionId)
      .where('state', '=', sql.lit('pending'))
      // By the index of the order: of all that waits for a receiver that is down, this session's is looked at.
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const rows = wanted.map(({ id, event, at, body }) => ({
      endpoint_id: endpoint.id,
      account_id: accountId,
      session_id: sessionId,
      event_id: id,
      event,
      event_ts: at,
      body,
      state: 'pending' as const,
      attempts: 0,
      // What it has to wait for is not due before.
      next_at: sql<number>`case when ${waiting?.next_at ?? 0} > ${databaseNow(on)} then ${waiting?.next_at ?? 0} else ${databaseNow(on)} end`,
      give_up_at: at + DAY_MS,
      claimed_until: 0,
      last_status: null,
      last_error: null,
      done_at: null,
    }));
    await on
      .insertInto('deliveries')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['endpoint_id', 'event_id']).doNothing())
      .execute();
  }
}
