import { join } from 'node:path';
import { dataFolder, SETTINGS } from '@sightline/server/operator';
import { envText, fileText } from '../env-text.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';

/** The token that opens the administration: of the environment, else the one that a demo keeps beside its database. */
export function adminToken(env: Tools['env']): string {
  const given = envText(env, 'ADMIN_TOKEN');
  if (given) return given;
  const folder = dataFolder(envText(env, 'DATABASE_URL') ?? SETTINGS.DATABASE_URL.unset);
  const kept = folder === undefined ? undefined : fileText(join(folder, 'admin.token'));
  if (kept) return kept;
  throw new Failure(
    EXIT.usage,
    'ADMIN_TOKEN is not set: give it as the service has it, or ADMIN_TOKEN_FILE, a file that holds it (a demo keeps one beside its database)',
  );
}
