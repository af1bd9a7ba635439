import type { Sealing } from '../secrets/sealing.js';
import { memoryStore } from './memory.js';
import { sqliteStore } from './sqlite.js';
import type { Store } from './store.js';

/** The file of a `DATABASE_URL` the settings let pass; none where records are kept in memory. */
export const databaseFile = (databaseUrl: string): string | undefined =>
  databaseUrl === 'file::memory:' ? undefined : databaseUrl.replace(/^file:(?:\/\/(?=\/))?/, '');

/** The store of a `DATABASE_URL` the settings let pass: `file:PATH`, or `file::memory:` for one that ends with the process. */
export async function openStore(databaseUrl: string, { sealing }: { sealing?: Sealing } = {}): Promise<Store> {
  const file = databaseFile(databaseUrl);
  return file === undefined ? memoryStore(sealing) : sqliteStore(file, sealing);
}
