import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { databaseFile, SETTINGS } from '@sightline/server/operator';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';

/** The token that opens the administration: of the environment, else the one that a demo keeps beside its database. */
export function adminToken(env: Tools['env']): string {
  if (env.ADMIN_TOKEN) return env.ADMIN_TOKEN.trim();
  const file = env.ADMIN_TOKEN_FILE;
  if (file) {
    const token = textOf(file);
    if (token) return token;
    throw new Failure(EXIT.usage, `ADMIN_TOKEN_FILE (${file}) cannot be read, or is empty`);
  }
  const url = env.DATABASE_URL || SETTINGS.DATABASE_URL.unset;
  const demo = url.startsWith('file:') ? databaseFile(url) : undefined;
  const kept = demo === undefined ? undefined : textOf(join(dirname(demo), 'admin.token'));
  if (kept) return kept;
  throw new Failure(
    EXIT.usage,
    'ADMIN_TOKEN is not set: give it as the service has it, or ADMIN_TOKEN_FILE, a file that holds it. (A demo keeps one beside its database; run this in its folder.)',
  );
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
