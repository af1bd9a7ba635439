import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { keyFileOf } from '../secrets/key-file.js';
import { giveToFolderOwner, placeFile } from './place-file.js';
import { lockFile } from './process-lock.js';

/**
 * Puts a backup in a database file's place, whole or not at all; before it `keyFile`, where given, as the key of its secrets. Throws where
 * a process uses that place or a database, or another key, is there: that is somebody's data, and whoever wants to be rid of it has to say
 * so by moving it away. What the backup holds was read before.
 */
export function restoreBackup({ backup, file, keyFile }: { backup: string; file: string; keyFile: string | undefined }): void {
  const folder = dirname(file);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    giveToFolderOwner(folder);
  }
  const lock = lockFile(file);
  try {
    // A log of another database would be played into this one.
    for (const there of [file, `${file}-wal`, `${file}-shm`])
      if (existsSync(there)) throw new Error(`${there} exists: move it away first (all of ${file}, ${file}-wal and ${file}-shm)`);
    const key = keyFileOf(file);
    if (keyFile !== undefined && !(existsSync(key) && readFileSync(key).equals(readFileSync(keyFile)))) put(keyFile, key);
    put(backup, file);
  } finally {
    lock.stop();
  }
}

/** Copies a file to a place where nothing may be yet, for the owner alone. */
function put(from: string, to: string): void {
  const making = `${to}.part-${process.pid}`;
  try {
    copyFileSync(from, making);
    chmodSync(making, 0o600);
    giveToFolderOwner(making);
    placeFile(making, to);
  } finally {
    rmSync(making, { force: true });
  }
}
