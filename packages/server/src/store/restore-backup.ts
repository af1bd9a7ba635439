import { copyFileSync, chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { giveToFolderOwner, placeFile } from './place-file.js';
import { lockFile } from './process-lock.js';

/**
 * Puts a backup in a database file's place, whole or not at all. Throws where a process uses that place or a database is there: what is
 * there is somebody's data, and whoever wants to be rid of it has to say so by moving it away. What the backup holds was read before.
 */
export function restoreBackup(backup: string, file: string): void {
  const folder = dirname(file);
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    giveToFolderOwner(folder);
  }
  const lock = lockFile(file);
  const making = `${file}.part-${process.pid}`;
  try {
    // A log of another database would be played into this one.
    for (const there of [file, `${file}-wal`, `${file}-shm`])
      if (existsSync(there)) throw new Error(`${there} exists: move it away first (all of ${file}, ${file}-wal and ${file}-shm)`);
    copyFileSync(backup, making);
    chmodSync(making, 0o600);
    giveToFolderOwner(making);
    placeFile(making, file);
  } finally {
    rmSync(making, { force: true });
    lock.stop();
  }
}
