import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import { migrate } from './migrations.js';
import { createPatience } from './patience.js';
import { lockFile } from './process-lock.js';
import { sqlStore } from './sql-store.js';
import { sqliteDialect } from './sqlite-dialect.js';
import type { Store } from './store.js';
import type { Tables } from './tables.js';

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
    const db = new Kysely<Tables>({ dialect: sqliteDialect(raw) });
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

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  ((error as { sqliteExtendedCode?: number } | null)?.sqliteExtendedCode ?? 0) % 256 === SQLITE_BUSY;
