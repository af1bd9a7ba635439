import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import { passingSealing } from '../secrets/open-sealing.js';
import { migrate } from './migrations.js';
import { sqlStore } from './sql-store.js';
import { sqliteDialect } from './sqlite-dialect.js';
import type { Store } from './store.js';
import type { Tables } from './tables.js';

/** A store that ends with its process: SQLite without a file. */
export async function memoryStore(sealing = passingSealing()): Promise<Store> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(new DatabaseSync(':memory:')) });
  await migrate(db);
  return sqlStore(db, (work) => work(), sealing);
}
