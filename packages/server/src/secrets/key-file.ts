import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Makes a key and keeps it, for the owner's eyes only. The file is whole from its first moment; of two processes one makes it. */
export function makeKeyFile(path: string): Buffer {
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString('base64url')}\n`);
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    unlinkSync(draft);
  }
  const [key] = readKeyFile(path);
  if (!key) throw new Error(`${path} holds no key`);
  return key;
}
