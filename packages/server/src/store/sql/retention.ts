import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { ACCOUNT_DEFAULTS } from '../account.js';
import type { Person, RetentionStore } from '../retention-store.js';
import type { Tables } from '../tables.js';
import { findPerson, naming, withoutPerson } from '../without-person.js';
import type { SqlWork } from './work.js';

const DAY_MS = 86_400_000;
/** Sessions that are looked at in one piece of a search: some milliseconds. */
const PIECE = 1_000;

/** A pattern for texts that hold this one. */
const holding = (text: string): string => `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;

export function sqlRetention({ db, step }: SqlWork): RetentionStore {
  /** Sessions that ended before what their account keeps; those of accounts that are gone stay as long as a new account's. */
  async function outdated(on: Kysely<Tables>, now: number, atMost: number): Promise<string[]> {
    const ids: string[] = [];
    const accounts = on.selectFrom('accounts').select('id');
    const before = (days: number) =>
      on
        .selectFrom('sessions')
        .select('id')
        .where('ended_at', '<', now - days * DAY_MS)
        .orderBy('ended_at')
        .limit(atMost - ids.length);
    const days = await on.selectFrom('accounts').select('session_days').distinct().orderBy('session_days').execute();
    const searches = [
      ...days.map(
        ({ session_days }) =>
          () =>
            before(session_days).where('account_id', 'in', accounts.where('session_days', '=', session_days)),
      ),
      () => before(ACCOUNT_DEFAULTS.retention.sessionDays).where('account_id', 'not in', accounts),
    ];
    for (const search of searches) if (ids.length < atMost) ids.push(...(await search().execute()).map(({ id }) => id));
    return ids;
  }

  return {
    forgetSessions: (now, atMost) =>
      step(async (on) => {
        const ids = await outdated(on, now, atMost);
        if (ids.length === 0) return 0;
        await on.deleteFrom('joins').where('session_id', 'in', ids).execute();
        await on.deleteFrom('sessions').where('id', 'in', ids).execute();
        return ids.length;
      }),

    async sessionsNaming({ userId, accountId }: Person, after) {
      const last = await db
        .selectFrom('sessions')
        .select('id')
        .where('id', '>', after)
        .orderBy('id')
        .offset(PIECE - 1)
        .limit(1)
        .executeTakeFirst();
      const joined = sql<unknown>`exists (select 1 from joins where joins.session_id = sessions.id and joins.user_id = ${userId})`;
      const told = sql<boolean>`state like ${holding(naming(userId, 'userId'))} escape '\\'`;
      let search = db
        .selectFrom('sessions')
        .select(['id', 'ended_at', 'state', joined.as('joined')])
        .where('id', '>', after)
        .where(sql<boolean>`(${joined} or ${told})`);
      if (last) search = search.where('id', '<=', last.id);
      if (accountId !== undefined) search = search.where('account_id', '=', accountId);
      const rows = await search.orderBy('id').execute();
      // One of the databases takes capitals for small letters there.
      const found = rows.flatMap(({ id, ended_at, state, joined }) => {
        const { named } = findPerson(state, userId);
        return joined || named ? [{ id, live: ended_at === null && named }] : [];
      });
      return { found, next: last?.id };
    },

    eraseFrom: (sessionId, userId) =>
      step(async (on) => {
        const alias = `erased-${randomBytes(9).toString('base64url')}`;
        const session = await on.selectFrom('sessions').selectAll().where('id', '=', sessionId).executeTakeFirst();
        const state = session ? findPerson(session.state, userId) : undefined;
        if (session?.ended_at === null && state?.named) return 'live';
        const theirs = on.selectFrom('joins').where('session_id', '=', sessionId).where('user_id', '=', userId);
        const customer = await theirs.select('connection_id').where('role', '=', 'customer').executeTakeFirst();
        const pages = customer !== undefined || (state?.asCustomer ?? false);
        const { numUpdatedRows } = await on
          .updateTable('joins')
          .set({ user_id: alias, user_name: '', address: '' })
          .where('session_id', '=', sessionId)
          .where('user_id', '=', userId)
          .executeTakeFirst();
        // The state of a live one is its process's to write.
        if (session && session.ended_at !== null && (pages || state?.named))
          await on
            .updateTable('sessions')
            .set({ state: withoutPerson(session.state, { userId, alias, pages }), ...(pages && { start_url: '' }) })
            .where('id', '=', sessionId)
            .execute();
        return { joins: Number(numUpdatedRows) };
      }),
  };
}
