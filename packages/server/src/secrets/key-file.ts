import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeOnce } from './make-once.js';
import { readKeys } from './read-keys.js';
import { KEY_BYTES } from './sealing.js';

/** Where the key is kept that seals the secrets of a database file, unless `SECRETS_KEY` is set. */
export const keyFileOf = (databaseFile: string): string => join(dirname(databaseFile), 'secrets.key');

/** The keys in a file; none where there is no file. */
export function readKeyFile(path: string): Buffer[] {
  if (!existsSync(path)) return [];
  try {
    return readKeys(readFileSync(path, 'utf8').trim());
  } catch (error) {
    throw new Error(`${path} cannot be read as the key of the secrets (SECRETS_KEY)`, { cause: error });
  }
}

/** Makes a key and keeps it. */
export function makeKeyFile(path: string): Buffer {
  makeOnce(path, () => randomBytes(KEY_BYTES).toString('base64url'));
  const [key] = readKeyFile(path);
  if (!key) throw new Error(`${path} holds no key`);
  return key;
}
