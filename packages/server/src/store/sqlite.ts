import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import { migrate } from './migrations.js';
import { accountOfRow, rowOfAccount } from './sql-account.js';
import type { SessionRecord, Store } from './store.js';
import type { Tables } from './tables.js';

/** Opens (or makes) the database file and brings it up to date. */
export async function sqliteStore(file: string): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const raw = new DatabaseSync(file);
  // WAL with NORMAL: a killed process loses nothing that was confirmed; only a power cut may.
  raw.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 2000; pragma foreign_keys = on');
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(raw) }) });
  await migrate(db);

  const recordOf = (row: Tables['sessions']): SessionRecord => ({
    id: row.id,
    accountId: row.account_id,
    sdkKey: row.sdk_key,
    startedAt: row.started_at,
    endedAt: row.ended_at ?? undefined,
    state: row.state,
  });

  return {
    async account(sdkKey) {
      const row = await db.selectFrom('accounts').selectAll().where('sdk_key', '=', sdkKey).executeTakeFirst();
      return row && accountOfRow(row);
    },
    async accountById(id) {
      const row = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
      return row && accountOfRow(row);
    },
    async putAccount(account) {
      const { trial_used, ...row } = rowOfAccount(account);
      await db
        .insertInto('accounts')
        .values({ ...row, trial_used })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    },
    async removeAccount(id) {
      await db.deleteFrom('accounts').where('id', '=', id).execute();
    },
    async addTrialMinutes(accountId, minutes) {
      await db
        .updateTable('accounts')
        .set({ trial_used: sql<number>`trial_used + ${minutes}` })
        .where('id', '=', accountId)
        .execute();
    },
    async claimPin(sdkKey, pin, sessionId) {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('pins')
        .values({ sdk_key: sdkKey, pin, session_id: sessionId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },
    async findPin(sdkKey, pin) {
      const row = await db.selectFrom('pins').select('session_id').where('sdk_key', '=', sdkKey).where('pin', '=', pin).executeTakeFirst();
      return row?.session_id;
    },
    async releasePin(sdkKey, pin) {
      await db.deleteFrom('pins').where('sdk_key', '=', sdkKey).where('pin', '=', pin).execute();
    },
    async saveSession(record) {
      const { id, accountId, sdkKey, startedAt, endedAt, state } = record;
      const row = { account_id: accountId, sdk_key: sdkKey, started_at: startedAt, ended_at: endedAt ?? null, state };
      const save = (on: Kysely<Tables>) =>
        on
          .insertInto('sessions')
          .values({ id, ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
      if (endedAt === undefined) {
        await save(db);
        return;
      }
      await db.transaction().execute(async (step) => {
        await save(step);
        await step.deleteFrom('pins').where('session_id', '=', id).execute();
      });
    },
    async session(id) {
      const row = await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst();
      return row && recordOf(row);
    },
    async liveSessions() {
      const live = db.selectFrom('sessions').where('ended_at', 'is', null);
      await db.deleteFrom('pins').where('session_id', 'not in', live.select('id')).execute();
      return (await live.selectAll().execute()).map(recordOf);
    },
    async ready() {
      await sql`select 1`.execute(db);
    },
    async stop() {
      await db.destroy();
    },
  };
}

/** The three members of a database that kysely's SQLite dialect uses. */
function asKyselyDatabase(db: InstanceType<typeof DatabaseSync>): SqliteDatabase {
  return {
    close: () => db.close(),
    prepare(text) {
      const statement = db.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...values),
        run: (values) => statement.run(...values),
        iterate: (values) => statement.iterate(...values),
      };
    },
  };
}
