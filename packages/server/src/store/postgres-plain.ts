import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Sealing } from '../secrets/sealing.js';
import { migrate } from './migrations.js';
import { postgresColumns } from './postgres-columns.js';
import { coded } from './postgres-fault.js';
import { plainText, postgresTypes } from './postgres-values.js';
import { moveClearSecrets } from './sql/move-clear-secrets.js';
import { checkSealed } from './sql/sealed.js';
import type { Tables } from './tables.js';
import { refuseUnfinishedCopy } from './unfinished-copy.js';

/** Connections without the bounds of a service, for work that takes as long as it takes. `check` is asked before each use. */
export function unboundedPool(config: pg.ClientConfig, check: () => void = () => {}): PostgresPool {
  const pool = new pg.Pool({ ...config, max: 2, types: postgresTypes });
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    async connect() {
      check();
      const client = await pool.connect();
      const query = (text: string, values: readonly unknown[]): unknown => client.query(text, values.map(plainText));
      return { query: query as PostgresPoolClient['query'], release: () => client.release() };
    },
    end: () => pool.end(),
  };
}

/** A database for migrations and for looking. */
export async function withPostgres<T>(config: pg.ClientConfig, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: unboundedPool(config) }), plugins: [postgresColumns()] });
  try {
    return await work(db);
  } catch (error) {
    throw coded(error);
  } finally {
    await db.destroy();
  }
}

/** Brings a Postgres database up to date, also beside a service of the version before. */
export const migratePostgres = (config: pg.ClientConfig, sealing: Sealing): Promise<void> =>
  withPostgres(config, async (db) => {
    await refuseUnfinishedCopy(db);
    await migrate(db);
    await checkSealed(db, sealing);
    await moveClearSecrets(db, sealing, Date.now());
  });
