import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createSealing, KEY_BYTES } from '../secrets/sealing.js';
import { present, session } from '../store/contract/examples.js';
import { isPostgresUrl } from '../store/postgres-url.js';
import { databaseFile, openStore } from '../store/open-store.js';
import { sqliteDialect } from '../store/sqlite-dialect.js';

/** As many at once as the service has connections. */
const AT_ONCE = 10;
const SESSIONS = 100;

/** `count` times `work`, some at once; how many a second. */
async function rate(count: number, work: (n: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  return count / ((performance.now() - began) / 1_000);
}

/** Saves of sessions with two people in them, by the store, into the database of a URL. */
export async function storeSaves(url: string) {
  const store = await openStore(url, { sealing: createSealing([Buffer.alloc(KEY_BYTES, 7)]) });
  for (let n = 0; n < SESSIONS; n++) await store.openSession(session(`s${n}`));
  let at = 10;
  return {
    rate: (count: number) =>
      rate(count, (n) => {
        const id = `s${n % SESSIONS}`;
        at += 1;
        const record = { ...session(id), state: JSON.stringify({ at }) };
        return store.saveSession({ record, present: [present(`customer of ${id}`, 'customer'), present(`agent of ${id}`)], at });
      }),
    stop: () => store.stop(),
  };
}

interface Bare {
  bare: { id: string; account_id: string; sdk_key: string; pin: string; started_at: number; start_url: string; state: string };
}

/** The same rows of sessions by an insert each, without a transaction around it and nothing else kept. */
export async function bareInserts(url: string) {
  const db = isPostgresUrl(url)
    ? new Kysely<Bare>({ dialect: new PostgresDialect({ pool: barePool(url) }) })
    : new Kysely<Bare>({ dialect: sqliteDialect(bareFile(databaseFile(url) ?? '')) });
  let table = db.schema.createTable('bare').addColumn('id', 'text', (column) => column.primaryKey());
  for (const name of ['account_id', 'sdk_key', 'pin', 'start_url', 'state']) table = table.addColumn(name, 'text');
  await table.addColumn('started_at', 'bigint').execute();
  let made = 0;
  return {
    rate: (count: number) =>
      rate(count, () => {
        const { id, accountId, sdkKey, pin, startedAt, startUrl, state } = session(`s${made++}`);
        const row = { id, account_id: accountId, sdk_key: sdkKey, pin, started_at: startedAt, start_url: startUrl, state };
        return db.insertInto('bare').values(row).execute();
      }),
    stop: () => db.destroy(),
  };
}

function barePool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: AT_ONCE });
  // The server may end first.
  pool.on('error', () => {});
  return pool;
}

function bareFile(file: string): InstanceType<typeof DatabaseSync> {
  const raw = new DatabaseSync(file);
  raw.exec('pragma journal_mode = wal; pragma synchronous = normal');
  return raw;
}
