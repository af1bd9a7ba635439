import { existsSync } from 'node:fs';
import { createSealing, databaseFile, keyFileOf, readKeyFile, readKeys } from '@sightline/server/operator';
import { envText } from '../env-text.js';
import { EXIT, Failure } from '../exit.js';
import type { Tools } from '../tools.js';

/** The keys of a database's secrets, as the service would find them: of the environment, else of the file beside the database. */
export function secretsKeys(tools: Tools, file: string | undefined, given?: string): Buffer[] {
  if (given !== undefined) {
    if (!existsSync(given)) throw new Failure(EXIT.usage, `--key ${given} does not exist`);
    return readKeyFile(given);
  }
  const text = envText(tools.env, 'SECRETS_KEY');
  if (text === undefined) return file === undefined ? [] : readKeyFile(keyFileOf(file));
  try {
    return readKeys(text);
  } catch {
    throw new Failure(EXIT.usage, 'SECRETS_KEY must be one to three keys of 32 bytes in hex or base64, with commas between');
  }
}

/** Where the key of a database's secrets is, in words. */
export const keyPlace = (tools: Tools, file: string): string =>
  envText(tools.env, 'SECRETS_KEY') === undefined ? keyFileOf(file) : 'SECRETS_KEY';

/** What opens the secrets of a database: nothing where no key is given and none stands beside it, as of a new file. */
export function sealingOf(tools: Tools, url: string): ReturnType<typeof createSealing> | undefined {
  const keys = secretsKeys(tools, databaseFile(url));
  return keys.length > 0 ? createSealing(keys) : undefined;
}
