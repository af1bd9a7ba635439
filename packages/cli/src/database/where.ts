import { readFileSync } from 'node:fs';
import { databaseFile, SETTINGS } from '@sightline/server/operator';
import { Option, type Command } from 'commander';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';

/** The option by which commands on the database are told which one. */
export const onDatabase = (command: Command): Command =>
  command.addOption(new Option('--database <url>', 'the database, as in DATABASE_URL (which counts where this is not given)'));

/** The database a command works on, as the service would read it. */
export function databaseUrl(tools: Tools, given: string | undefined): string {
  const file = tools.env.DATABASE_URL_FILE;
  const text = given ?? (tools.env.DATABASE_URL || (file ? readText(file) : SETTINGS.DATABASE_URL.unset));
  return readDatabaseUrl(text.trim(), given === undefined ? 'DATABASE_URL' : '--database');
}

export function readDatabaseUrl(text: string, name: string): string {
  try {
    return SETTINGS.DATABASE_URL.as.read(text);
  } catch {
    throw new Failure(EXIT.usage, `${name} must be ${SETTINGS.DATABASE_URL.as.takes}`);
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new Failure(EXIT.usage, `DATABASE_URL_FILE (${file}) cannot be read`);
  }
}

/** The file of a database that is one; `what` completes "… is for SQLite". */
export function fileOf(url: string, what: string): string {
  const file = url.startsWith('file:') ? databaseFile(url) : undefined;
  if (file === undefined)
    throw new Failure(EXIT.usage, `${what} is for a database file (file:PATH); docs/operations.md says what Postgres has for it`);
  return file;
}
