import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import { fileSealing } from '../secrets/open-sealing.js';
import type { Sealing } from '../secrets/sealing.js';
import { migrate } from './migrations.js';
import { createPatience } from './patience.js';
import { lockFile } from './process-lock.js';
import { hasClearSecrets, moveClearSecrets } from './sql/move-clear-secrets.js';
import { checkSealed } from './sql/sealed.js';
import { sqlStore } from './sql-store.js';
import { sqliteDialect } from './sqlite-dialect.js';
import type { Store } from './store.js';
import type { Tables } from './tables.js';
import { refuseUnfinishedCopy } from './unfinished-copy.js';

/** Opens (or makes) the database file, for this process alone, and brings it up to date. */
export async function sqliteStore(file: string, sealing = fileSealing(file)): Promise<Store> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const raw = new DatabaseSync(file);
  let lock: { stop(): void } | undefined;
  try {
    // Its companion files take the same permissions.
    chmodSync(file, 0o600);
    lock = lockFile(file);
    // WAL with NORMAL: a killed process loses nothing that was confirmed; only a power cut may.
    raw.exec('pragma busy_timeout = 2000; pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on');
    // What is taken out of it is in none of its pages any more.
    raw.exec('pragma secure_delete = on');
    const db = new Kysely<Tables>({ dialect: sqliteDialect(raw) });
    await refuseUnfinishedCopy(db);
    await migrate(db);
    await checkSealed(db, sealing);
    await sealClear(raw, db, sealing);
    // From here on waiting is ours: SQLite would wait with the whole process.
    raw.exec('pragma busy_timeout = 0');
    const store = sqlStore(db, createPatience(isBusy, Date.now), sealing);
    return {
      ...store,
      async stop() {
        // Closing alone leaves the log of writes where statements are not collected yet, with what was taken out since.
        checkpoint(raw);
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

/** Writes everything into the file itself and empties the log of writes, where nobody is writing. */
function checkpoint(raw: InstanceType<typeof DatabaseSync>): void {
  try {
    raw.exec('pragma wal_checkpoint(truncate)');
  } catch {
    // Whoever holds the file up, or a full disk: the log is taken up by the next start.
  }
}

/** `user_version` of a file that has to be written anew once: a version before let what it took out stay in unused pages. */
const TO_WRITE_ANEW = 1;

/** Seals what a version before has kept in the clear, and leaves nothing of that in the file, whenever the process ends. */
async function sealClear(raw: InstanceType<typeof DatabaseSync>, db: Kysely<Tables>, sealing: Sealing): Promise<void> {
  if (await hasClearSecrets(db)) {
    raw.exec(`pragma user_version = ${TO_WRITE_ANEW}`);
    await moveClearSecrets(db, sealing, Date.now());
  }
  const { user_version } = raw.prepare('pragma user_version').get() as { user_version: number };
  if (user_version === TO_WRITE_ANEW) raw.exec('vacuum; pragma wal_checkpoint(truncate); pragma user_version = 0');
}

const SQLITE_BUSY = 5;
const isBusy = (error: unknown): boolean =>
  ((error as { sqliteExtendedCode?: number } | null)?.sqliteExtendedCode ?? 0) % 256 === SQLITE_BUSY;
