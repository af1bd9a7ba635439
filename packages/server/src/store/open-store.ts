import { memoryStore } from './memory.js';
import { sqliteStore } from './sqlite.js';
import type { Store } from './store.js';

/** The store of a `DATABASE_URL` the settings let pass: `file:PATH`, or `file::memory:` for one that ends with the process. */
export async function openStore(databaseUrl: string): Promise<Store> {
  if (databaseUrl === 'file::memory:') return memoryStore();
  return sqliteStore(databaseUrl.replace(/^file:(?:\/\/(?=\/))?/, ''));
}
