import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, SqliteAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';
import { migrate } from './migrations.js';
import { lockFile } from './process-lock.js';
import type { Patiently } from './sql/work.js';
import { sqlStore } from './sql-store.js';
import type { Store } from './store.js';
import type { Tables } from './tables.js';

/** How long writes wait for another process to let go of the file. Under half of what a client gives one request. */
const BUSY_MS = 1_200;
/** What a write waits at least, however long the file has been busy. */
const BUSY_LEAST_MS = 60;
const BUSY_PAUSE_MS = 15;

/** Opens (or makes) the database file, for this process alone, and brings it up to date. */
export async function sqliteStore(file: string): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const raw = new DatabaseSync(file);
  let lock: { stop(): void } | undefined;
  try {
    // It holds the accounts' secrets. Its companion files take the same permissions.
    chmodSync(file, 0o600);
    lock = lockFile(file);
    // WAL with NORMAL: a killed process loses nothing that was confirmed; only a power cut may.
    raw.exec('pragma busy_timeout = 2000; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on');
    const db = new Kysely<Tables>({ dialect: new SafeDialect({ database: asKyselyDatabase(raw) }) });
    await migrate(db);
    // From here on waiting is ours: SQLite would wait with the whole process.
    raw.exec('pragma busy_timeout = 0');
    const store = sqlStore(db, createPatience(isBusy, Date.now));
    return {
      ...store,
      async stop() {
        await store.stop();
        lock?.stop();
      },
    };
  } catch (error) {
    if (raw.isOpen) raw.close();
    lock?.stop();
    throw error;
  }
}

/** SQLite takes a migration back as a whole, which kysely does not count on by itself. */
class SafeDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new SafeAdapter();
  }
}
class SafeAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  ((error as { sqliteExtendedCode?: number } | null)?.sqliteExtendedCode ?? 0) % 256 === SQLITE_BUSY;

/**
 * Waits together: what comes while the file has been busy for long fails nearly at once, so that a queue of writes settles in
 * the time of one.
 */
function createPatience(busy: (error: unknown) => boolean, now: () => number): Patiently {
  let since: number | undefined;
  return async (work) => {
    const began = now();
    for (;;) {
      try {
        const result = await work();
        since = undefined;
        return result;
      } catch (error) {
        if (!busy(error)) throw error;
        since ??= now();
        if (now() >= Math.max(began + BUSY_LEAST_MS, since + BUSY_MS)) throw error;
        await pause(BUSY_PAUSE_MS);
      }
    }
  };
}

const NOTHING = { changes: 0, lastInsertRowid: 0 };

/**
 * The three members of a database that kysely's SQLite dialect uses. Where the disk is full SQLite has taken the transaction back
 * by itself: kysely's own rollback would fail then, and hide why.
 */
function asKyselyDatabase(db: InstanceType<typeof DatabaseSync>): SqliteDatabase {
  return {
    close: () => db.close(),
    prepare(text) {
      const statement = db.prepare(text);
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...values),
        run: (values) => (text === 'rollback' && !db.isTransaction ? NOTHING : statement.run(...values)),
        iterate: (values) => statement.iterate(...values),
      };
    },
  };
}
