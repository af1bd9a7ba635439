import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, PostgresDialect } from 'kysely';
import { migrate } from './migrations.js';
import { databaseFile, databasePlace } from './open-store.js';
import { postgresColumns } from './postgres-columns.js';
import { lockDatabase } from './postgres-lock.js';
import { unboundedPool } from './postgres-plain.js';
import { isPostgresUrl, readPostgresUrl } from './postgres-url.js';
import { lockFile } from './process-lock.js';
import { sqliteDialect } from './sqlite-dialect.js';

/** A database by itself, held for this process as by a service. */
export interface OpenDatabase {
  db: Kysely<never>;
  migrate(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the database of a `DATABASE_URL` without a store over it. Throws where a service uses it. */
export async function openDatabase(databaseUrl: string): Promise<OpenDatabase> {
  return isPostgresUrl(databaseUrl) ? openPostgres(databaseUrl) : openFile(databaseFile(databaseUrl) ?? '');
}

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

async function openPostgres(databaseUrl: string): Promise<OpenDatabase> {
  const config = readPostgresUrl(databaseUrl).config();
  const lock = await lockDatabase({ config, place: databasePlace(databaseUrl) ?? '', log: QUIET });
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool: unboundedPool(config, lock.check) }), plugins: [postgresColumns()] });
  return {
    db,
    migrate: () => migrate(db),
    async stop() {
      await db.destroy();
      await lock.stop();
    },
  };
}

async function openFile(file: string): Promise<OpenDatabase> {
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const raw = new DatabaseSync(file);
  let lock: { stop(): void } | undefined;
  try {
    chmodSync(file, 0o600);
    lock = lockFile(file);
    raw.exec('pragma busy_timeout = 2000; pragma journal_mode = wal; pragma synchronous = normal');
  } catch (error) {
    raw.close();
    lock?.stop();
    throw error;
  }
  const db = new Kysely<never>({ dialect: sqliteDialect(raw) });
  return {
    db,
    migrate: () => migrate(db),
    async stop() {
      await db.destroy();
      lock?.stop();
    },
  };
}
