import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Keeps a text in a file for the owner's eyes only, unless there is one already; gives back the one that is there. The file is whole from
 * its first moment; of two processes one makes it.
 */
export function makeOnce(path: string, make: () => string): string {
  if (!existsSync(path)) keep(path, make());
  return readFileSync(path, 'utf8').trim();
}

function keep(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  try {
    writeSync(file, `${text}\n`);
    fsyncSync(file);
    place(draft, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}

/** What systems say of folders whose files can have one name only, as some shared ones. */
const NO_LINKS = ['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK'];

function place(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!NO_LINKS.includes((error as { code?: string }).code ?? '')) throw error;
    renameSync(draft, path);
  }
}
