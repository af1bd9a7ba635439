import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { dialectOf } from '../dialect.js';
import type { RetentionStore } from '../retention-store.js';
import type { Tables } from '../tables.js';
import { findPerson, naming, withoutPerson } from '../without-person.js';
import type { SqlWork } from './work.js';

/** Records that are looked at in one piece of a search: some milliseconds. */
const PIECE = 1_000;

/** A pattern for texts that hold this one. */
const holding = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;

type DeliveryRow = { seq: number } & Pick<Tables['deliveries'], 'body' | 'state'>;

interface Erasing {
  userId: string;
  alias: string;
  /** The addresses of pages go, too. */
  pages: boolean;
}

export function sqlErasure({ db, patiently, step }: SqlWork): Omit<RetentionStore, 'forgetSessions' | 'forgetDeliveries'> {
  async function eraseDeliveries(on: Kysely<Tables>, erasing: Erasing, rows: readonly DeliveryRow[]) {
    const waiting = rows.filter(({ state }) => state === 'pending').map(({ seq }) => seq);
    if (waiting.length > 0) await on.deleteFrom('deliveries').where('seq', 'in', waiting).execute();
    for (const { seq, body } of rows.filter(({ state }) => state !== 'pending'))
      await on
        .updateTable('deliveries')
        .set({ body: withoutPerson(body, erasing) })
        .where('seq', '=', seq)
        .execute();
    return { deliveries: rows.length - waiting.length, dropped: waiting.length };
  }

  return {
    async sessionsNaming({ userId, accountId }, after) {
      const last = await db
        .selectFrom('sessions')
        .select('id')
        .where('id', '>', after)
        .orderBy('id')
        .offset(PIECE - 1)
        .limit(1)
        .executeTakeFirst();
      // Asked session by session: `exists` is answered by reading all joins first, where the piece is thought to be large.
      const joined = sql<unknown>`(select 1 from joins where joins.session_id = piece.id and joins.user_id = ${userId} limit 1)`;
      const told = sql<boolean>`state like ${holding(naming(userId, 'userId'))} escape '\\'`;
      // The piece by itself first: what is not known to be small is read from end to end.
      const piece = db
        .selectFrom('sessions')
        .select(['id', 'account_id', 'ended_at', 'state'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(PIECE);
      let search = db
        .selectFrom(piece.as('piece'))
        .select(['id', 'ended_at', 'state', joined.as('joined')])
        .where(sql<boolean>`(${joined} is not null or ${told})`);
      if (accountId !== undefined) search = search.where('account_id', '=', accountId);
      // One of the databases takes capitals for small letters there.
      const found = (await search.orderBy('id').execute()).flatMap(({ id, ended_at, state, joined }) => {
        const { named } = findPerson(state, userId);
        return joined || named ? [{ id, live: ended_at === null && named }] : [];
      });
      return { found, next: last?.id };
    },

    async deliveriesNaming({ userId, accountId }, after) {
      const all = db.selectFrom('deliveries').where('seq', '>', after);
      const last = await all
        .select('seq')
        .orderBy('seq')
        .offset(PIECE - 1)
        .limit(1)
        .executeTakeFirst();
      const piece = all.select(['session_id', 'account_id', 'body', 'state']).orderBy('seq').limit(PIECE);
      let search = db
        .selectFrom(piece.as('piece'))
        .select(['session_id', 'body', 'state'])
        .where(sql<boolean>`body like ${holding(naming(userId, 'user_id'))} escape '\\'`);
      if (accountId !== undefined) search = search.where('account_id', '=', accountId);
      const found = (await search.execute()).filter(({ body }) => findPerson(body, userId).named);
      return {
        sessions: [...new Set(found.map(({ session_id }) => session_id))],
        pending: found.filter(({ state }) => state === 'pending').length,
        next: last?.seq,
      };
    },

    eraseFrom: ({ sessionId, userId, dropPending }) =>
      step(async (on) => {
        const row = on.selectFrom('sessions').selectAll().where('id', '=', sessionId);
        // Of a save and this one comes after the other.
        const session = await (dialectOf(on) === 'postgres' ? row.forUpdate() : row).executeTakeFirst();
        const state = session ? findPerson(session.state, userId) : undefined;
        if (session?.ended_at === null && state?.named) return { kind: 'live' };
        const theirs = on.selectFrom('joins').select('role').where('session_id', '=', sessionId).where('user_id', '=', userId);
        const sent = await on.selectFrom('deliveries').select(['seq', 'body', 'state']).where('session_id', '=', sessionId).execute();
        const pages =
          (state?.asCustomer ?? false) ||
          (await theirs.execute()).some(({ role }) => role === 'customer') ||
          sent.some(({ body }) => findPerson(body, userId).asCustomer);
        const erasing: Erasing = { userId, alias: `erased-${randomBytes(9).toString('base64url')}`, pages };
        const bodies = sent.filter(({ body }) => findPerson(body, userId).named || (pages && withoutPages(body) !== body));
        const waiting = bodies.filter((one) => one.state === 'pending').length;
        if (waiting > 0 && !dropPending) return { kind: 'pending', deliveries: waiting };

        const { numUpdatedRows } = await on
          .updateTable('joins')
          .set({ user_id: erasing.alias, user_name: '', address: '' })
          .where('session_id', '=', sessionId)
          .where('user_id', '=', userId)
          .executeTakeFirst();
        // The state of a live one is its process's to write.
        if (session && session.ended_at !== null && (pages || state?.named))
          await on
            .updateTable('sessions')
            .set({ state: withoutPerson(session.state, erasing), ...(pages && { start_url: '' }) })
            .where('id', '=', sessionId)
            .execute();
        return { kind: 'erased', joins: Number(numUpdatedRows), ...(await eraseDeliveries(on, erasing, bodies)) };
      }),

    async emptyLog() {
      if (dialectOf(db) === 'sqlite') await patiently(() => sql`pragma wal_checkpoint(truncate)`.execute(db));
    },
  };
}

const withoutPages = (body: string): string => body.replace(/"start_url":"(?:[^"\\]|\\.)*"/g, '"start_url":""');
