import { Kysely, PostgresDialect } from 'kysely';
import type { Sealing } from '../secrets/sealing.js';
import { createPatience } from './patience.js';
import { coded, isLost, isTakenBack } from './postgres-fault.js';
import { type LockLog, lockDatabase } from './postgres-lock.js';
import { migratePostgres } from './postgres-plain.js';
import { type BoundedPool, boundedPool } from './postgres-pool.js';
import { readPostgresUrl } from './postgres-url.js';
import { sqlStore } from './sql-store.js';
import type { Store } from './store.js';
import type { Tables } from './tables.js';
import { undoDoubtful } from './undo-doubtful.js';

export interface PostgresOptions {
  /** A Postgres has no folder beside it where a key could be made and kept: there it has to be given. */
  sealing?: Sealing;
  log?: LockLog;
  /** Told once how its connections can be counted. */
  counts?: (connections: BoundedPool['connections']) => void;
}

const QUIET: LockLog = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens a Postgres database for this process alone, and brings it up to date. */
export async function postgresStore(url: string, { sealing, log = QUIET, counts }: PostgresOptions): Promise<Store> {
  if (!sealing) throw new Error('SECRETS_KEY is missing: Postgres keeps nothing without one');
  const { place, config: read } = readPostgresUrl(url);
  const config = { ...read(), application_name: 'sightline' };
  const lock = await lockDatabase({ config, place, log });
  try {
    await migratePostgres(config, sealing);
    const pool = boundedPool({ config, check: lock.check, now: Date.now });
    counts?.(pool.connections);
    const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
    const store = undoDoubtful(sqlStore(db, createPatience(isTakenBack, Date.now), sealing), { lost: isLost, now: Date.now });
    return {
      ...store,
      async stop() {
        await store.stop();
        await lock.stop();
      },
    };
  } catch (error) {
    await lock.stop();
    throw coded(error);
  }
}
