import { existsSync, rmSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { placeFile } from './place-file.js';
import { type Backup, readBackup } from './read-backup.js';

/**
 * Copies a database file as it is at one moment, beside the service that uses it, and reads the copy back. The copy must not exist
 * yet, and does not until it is whole. Throws where there is nothing to copy, or the copy is none.
 */
export async function backUp(file: string, copy: string): Promise<Backup> {
  if (!existsSync(file)) throw new Error(`${file} does not exist`);
  if (existsSync(copy)) throw new Error(`${copy} exists already`);
  const making = `${copy}.part-${process.pid}`;
  // People's names and addresses are in it.
  const mask = process.umask(0o077);
  try {
    const db = new DatabaseSync(file, { readOnly: true });
    try {
      db.exec('pragma busy_timeout = 5000');
      db.prepare('vacuum into ?').run(making);
    } finally {
      db.close();
    }
    const made = await readBackup(making);
    if (made.problems.length > 0) throw new Error(`the copy of ${file} is not whole: ${made.problems.join('; ')}`);
    placeFile(making, copy);
    return made;
  } finally {
    process.umask(mask);
    rmSync(making, { force: true });
  }
}
