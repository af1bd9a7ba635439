import { randomBytes } from 'node:crypto';
import { keyFileOf, makeKeyFile, readKeyFile } from './key-file.js';
import { createSealing, KEY_BYTES, type Sealing } from './sealing.js';

/** What a store that ends with its process is sealed with. */
export const passingSealing = (): Sealing => createSealing([randomBytes(KEY_BYTES)]);

/** What a database file is sealed with: the keys that are given, else the key that is kept beside it and made at the first need. */
export function fileSealing(databaseFile: string, given: readonly Buffer[] = []): Sealing {
  const path = keyFileOf(databaseFile);
  return given.length > 0 ? createSealing(given) : createSealing(readKeyFile(path), () => makeKeyFile(path));
}
