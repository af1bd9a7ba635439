import { dirname, resolve } from 'node:path';
import { memoryStore } from './memory.js';
import { type PostgresOptions, postgresStore } from './postgres.js';
import { isPostgresUrl, readPostgresUrl } from './postgres-url.js';
import { sqliteStore } from './sqlite.js';
import type { Store } from './store.js';

/** The file of a `DATABASE_URL` the settings let pass; none where records are kept in memory or by Postgres. */
export const databaseFile = (databaseUrl: string): string | undefined =>
  databaseUrl === 'file::memory:' || isPostgresUrl(databaseUrl) ? undefined : databaseUrl.replace(/^file:(?:\/\/(?=\/))?/, '');

/** Where records are kept, for the operator: a file, or a Postgres without user and password; none where they are in memory. */
export function databasePlace(databaseUrl: string): string | undefined {
  if (isPostgresUrl(databaseUrl)) return readPostgresUrl(databaseUrl).place;
  const file = databaseFile(databaseUrl);
  return file === undefined ? undefined : resolve(file);
}

/** Folder for what is kept in files beside the records; none where records are in memory. */
export function dataFolder(databaseUrl: string): string | undefined {
  if (isPostgresUrl(databaseUrl)) return 'data';
  const file = databaseFile(databaseUrl);
  return file === undefined ? undefined : dirname(file);
}

/**
 * The store of a `DATABASE_URL` the settings let pass: `file:PATH`, `postgres://…`, or `file::memory:` for one that ends with the
 * process.
 */
export async function openStore(databaseUrl: string, options: PostgresOptions = {}): Promise<Store> {
  if (isPostgresUrl(databaseUrl)) return postgresStore(databaseUrl, options);
  const file = databaseFile(databaseUrl);
  return file === undefined ? memoryStore(options.sealing) : sqliteStore(file, options.sealing);
}
