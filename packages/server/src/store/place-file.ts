import { chownSync, closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Gives a finished file its name, at once and for good. Throws, and overwrites nothing, where there is one of that name. */
export function placeFile(made: string, target: string): void {
  sync(made);
  try {
    linkSync(made, target);
    rmSync(made);
  } catch (error) {
    // Not every file system knows links.
    if (existsSync(target)) throw new Error(`${target} exists already`, { cause: error });
    renameSync(made, target);
  }
  sync(dirname(target));
}

/** What the system's administrator puts beside the data is for whoever the folder belongs to: the service's user. */
export function giveToFolderOwner(path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid !== 0) chownSync(path, uid, gid);
}

function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
