import { type Kysely, sql } from 'kysely';
import type { Tables } from '../tables.js';
import type { ClaimedDelivery, Delivery, DeliveryState, WebhookStore } from '../webhook-store.js';
import { databaseNow } from './database-now.js';
import type { SqlWork } from './work.js';
import { DAY_MS } from './write-deliveries.js';

type Row = { [Column in keyof Tables['deliveries']]: Column extends 'seq' ? number : Tables['deliveries'][Column] };

const deliveryOf = (row: Row): Delivery => ({
  eventId: row.event_id,
  event: row.event,
  eventAt: row.event_ts,
  sessionId: row.session_id,
  state: row.state,
  attempts: row.attempts,
  nextAt: row.state === 'pending' ? row.next_at : undefined,
  lastStatus: row.last_status ?? undefined,
  lastError: row.last_error ?? undefined,
  doneAt: row.done_at ?? undefined,
});

type DeliveryPart = Pick<
  WebhookStore,
  'dueEndpoints' | 'claimDeliveries' | 'settleDelivery' | 'buryStale' | 'deliveries' | 'retryDelivery' | 'pendingDeliveries'
>;

export function sqlWebhookDeliveries({ db, patiently, step, dialect }: SqlWork): DeliveryPart {
  const clock = async (on: Kysely<Tables>): Promise<number> => {
    const { rows } = await sql<{ now: number }>`select ${databaseNow(on)} as "now"`.execute(on);
    return rows[0]?.now ?? Date.now();
  };

  /** All that still waits of a claim's session is due then: it is looked at no earlier than what it waits for. */
  const setSession = (on: Kysely<Tables>, { endpointId, sessionId }: ClaimedDelivery, nextAt: number) =>
    on
      .updateTable('deliveries')
      .set({ next_at: nextAt })
      .where('endpoint_id', '=', endpointId)
      .where('session_id', '=', sessionId)
      .where('state', '=', sql.lit('pending'))
      .execute();

  return {
    dueEndpoints: () =>
      db
        .selectFrom('webhook_endpoints')
        .select(['id', 'url'])
        .where('state', '=', 'active')
        .where((is) =>
          is.exists(
            is
              .selectFrom('deliveries')
              .select('seq')
              .whereRef('endpoint_id', '=', 'webhook_endpoints.id')
              .where('deliveries.state', '=', sql.lit('pending'))
              .where('next_at', '<=', databaseNow(db))
              .where('claimed_until', '<=', databaseNow(db)),
          ),
        )
        .execute(),
    claimDeliveries: ({ endpointId, atMost, leaseMs }) =>
      step(async (on) => {
        const now = await clock(on);
        const heads = on
          .selectFrom('deliveries as d')
          .select('d.seq')
          .where('d.endpoint_id', '=', endpointId)
          .where('d.state', '=', sql.lit('pending'))
          .where('d.next_at', '<=', now)
          .where('d.claimed_until', '<=', now)
          .where((is) =>
            is.not(
              is.exists(
                is
                  .selectFrom('deliveries as before')
                  .select('before.seq')
                  .whereRef('before.endpoint_id', '=', 'd.endpoint_id')
                  .whereRef('before.session_id', '=', 'd.session_id')
                  .where('before.state', '=', sql.lit('pending'))
                  .whereRef('before.seq', '<', 'd.seq'),
              ),
            ),
          )
          .orderBy('d.next_at')
          .orderBy('d.seq')
          .limit(atMost);
        // Another process that is claiming the same rows gets others.
        const found = await (dialect === 'postgres' ? heads.forUpdate().skipLocked() : heads).execute();
        if (found.length === 0) return [];
        const claimedUntil = now + leaseMs;
        const rows = await on
          .updateTable('deliveries')
          .set((of) => ({ claimed_until: claimedUntil, attempts: of('attempts', '+', 1) }))
          .where(
            'seq',
            'in',
            found.map(({ seq }) => seq),
          )
          .returning(['seq', 'endpoint_id', 'session_id', 'event_id', 'event', 'body', 'attempts'])
          .execute();
        return rows
          .sort((a, b) => a.seq - b.seq)
          .map(({ seq, endpoint_id, session_id, event_id, event, body, attempts }) => ({
            seq,
            event,
            body,
            attempts,
            claimedUntil,
            endpointId: endpoint_id,
            sessionId: session_id,
            eventId: event_id,
          }));
      }),
    async settleDelivery(claimed, outcome) {
      if (outcome.kind === 'delivered') {
        // It has arrived, whosever claim it is by now.
        const done = { state: 'done' as const, done_at: databaseNow(db), last_status: outcome.status, last_error: null, claimed_until: 0 };
        const mark = db.updateTable('deliveries').set(done).where('seq', '=', claimed.seq).where('state', '=', 'pending');
        await patiently(() => mark.execute());
        return 'done';
      }
      return step(async (on): Promise<DeliveryState> => {
        const row = on.updateTable('deliveries').where('seq', '=', claimed.seq).where('state', '=', 'pending');
        const mine = row.where('claimed_until', '=', claimed.claimedUntil);
        if (outcome.kind === 'released') {
          await mine.set((of) => ({ claimed_until: 0, attempts: of('attempts', '-', 1) })).execute();
          return 'pending';
        }
        const now = await clock(on);
        const due = await on.selectFrom('deliveries').select('give_up_at').where('seq', '=', claimed.seq).executeTakeFirst();
        if (!due) return 'dead';
        const dead = now >= due.give_up_at;
        const what = { last_status: outcome.status ?? null, last_error: outcome.error, claimed_until: 0 };
        const { numUpdatedRows } = await mine.set(dead ? { ...what, state: 'dead', done_at: now } : what).executeTakeFirst();
        if (numUpdatedRows === 1n) await setSession(on, claimed, dead ? now : Math.min(now + outcome.againMs, due.give_up_at));
        return dead ? 'dead' : 'pending';
      });
    },
    buryStale: (atMost) =>
      step(async (on) => {
        const now = await clock(on);
        const stale = await on
          .selectFrom('deliveries')
          .innerJoin('webhook_endpoints', 'webhook_endpoints.id', 'deliveries.endpoint_id')
          .select('seq')
          .where('webhook_endpoints.state', '<>', 'active')
          .where('deliveries.state', '=', sql.lit('pending'))
          .where('give_up_at', '<', now)
          .limit(atMost)
          .execute();
        if (stale.length === 0) return 0;
        const rows = stale.map(({ seq }) => seq);
        const dead = { state: 'dead' as const, done_at: now, last_error: 'the endpoint was not active' };
        await on.updateTable('deliveries').set(dead).where('seq', 'in', rows).where('state', '=', 'pending').execute();
        return rows.length;
      }),
    async deliveries({ endpointId, state, before, limit }) {
      let query = db.selectFrom('deliveries').selectAll().where('endpoint_id', '=', endpointId);
      if (state) query = query.where('state', '=', state);
      if (before !== undefined) query = query.where('seq', '<', before);
      const rows = await query
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit);
      return { deliveries: page.map(deliveryOf), cursor: rows.length > limit ? page.at(-1)?.seq : undefined };
    },
    retryDelivery: (endpointId, eventId) =>
      step(async (on) => {
        const now = await clock(on);
        const { numUpdatedRows } = await on
          .updateTable('deliveries')
          .set({ state: 'pending', next_at: now, give_up_at: now + DAY_MS, claimed_until: 0, done_at: null })
          .where('endpoint_id', '=', endpointId)
          .where('event_id', '=', eventId)
          .where('state', '<>', 'pending')
          .executeTakeFirst();
        if (numUpdatedRows === 1n) return 'due';
        const one = on.selectFrom('deliveries').select('seq').where('endpoint_id', '=', endpointId).where('event_id', '=', eventId);
        return (await one.executeTakeFirst()) ? 'pending' : 'none';
      }),
    async pendingDeliveries() {
      const row = await patiently(() =>
        db
          .selectFrom('deliveries')
          .select((of) => [of.fn.countAll<number>().as('count'), of.fn.min('event_ts').as('oldest')])
          .where('state', '=', sql.lit('pending'))
          .executeTakeFirst(),
      );
      return { count: row?.count ?? 0, oldestAt: row?.oldest ?? undefined };
    },
  };
}
