import { databaseFile, SETTINGS } from '@sightline/server/operator';
import { type Command, Option } from 'commander';
import { envText } from '../env-text.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';

/** The option by which commands on the database are told which one. */
export const onDatabase = (command: Command): Command =>
  command.addOption(new Option('--database <url>', 'the database, as in DATABASE_URL (which counts where this is not given)'));

/** The database a command works on, as the service would read it. */
export function databaseUrl(tools: Tools, given: string | undefined): string {
  if (given !== undefined) return readDatabaseUrl(given, '--database');
  return readDatabaseUrl(envText(tools.env, 'DATABASE_URL') ?? SETTINGS.DATABASE_URL.unset, 'DATABASE_URL');
}

export function readDatabaseUrl(text: string, name: string): string {
  try {
    return SETTINGS.DATABASE_URL.as.read(text);
  } catch {
    throw new Failure(EXIT.usage, `${name} must be ${SETTINGS.DATABASE_URL.as.takes}`);
  }
}

/** The file of a database that is one; `what` completes "… is for a database file". */
export function fileOf(url: string, what: string): string {
  const file = url.startsWith('file:') ? databaseFile(url) : undefined;
  if (file === undefined)
    throw new Failure(EXIT.usage, `${what} is for a database file (file:PATH); docs/operations.md says what Postgres has for it`);
  return file;
}
