import { randomBytes } from 'node:crypto';
import { keyFileOf, makeKeyFile, readKeyFile } from './key-file.js';
import { createSealing, KEY_BYTES, type Sealing } from './sealing.js';

/** What a store that ends with its process is sealed with. */
export const passingSealing = (): Sealing => createSealing([randomBytes(KEY_BYTES)]);

/** What a database file is sealed with where no keys are given: the key beside it, made at the first need. */
export function fileSealing(databaseFile: string): Sealing {
  const path = keyFileOf(databaseFile);
  return createSealing(readKeyFile(path), () => makeKeyFile(path));
}
