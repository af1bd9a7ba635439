import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { POSTGRES_FAULTS } from './postgres-fault.js';
import { isPostgresUrl } from './postgres-url.js';

/** Why what has to be kept is not kept, for the operator. */
export interface StorageFault {
  /** The file or the database it is about. */
  path: string;
  setting: 'DATABASE_URL';
  code: string;
  /** Without names: anybody who asks may hear it. */
  cause: string;
  /** What to do. */
  remedy: string;
}

const FULL = {
  cause: 'no room is left where it is kept',
  remedy: 'make room on that disk (or raise its quota); the service goes on by itself',
};
const REFUSED = { cause: 'the disk does not take what is written', remedy: 'look at the system’s log, the quota and ulimit -f' };
const BROKEN = { cause: 'the file is damaged or is no database', remedy: 'put a backup in its place (docs/operations.md)' };
const NO_PLACE = { cause: 'there can be no file of this name', remedy: 'name a file in a folder that exists or can be made' };

/** By the primary code of SQLite, or the name of a system's error. */
const KINDS: Record<string, { cause: string; remedy: string } | 'forbidden'> = {
  SQLITE_FULL: FULL,
  ENOSPC: FULL,
  EDQUOT: FULL,
  SQLITE_IOERR: REFUSED,
  EIO: REFUSED,
  EFBIG: REFUSED,
  SQLITE_CORRUPT: BROKEN,
  SQLITE_NOTADB: BROKEN,
  ENOTDIR: NO_PLACE,
  EISDIR: NO_PLACE,
  EEXIST: NO_PLACE,
  ENAMETOOLONG: NO_PLACE,
  SQLITE_READONLY: 'forbidden',
  SQLITE_PERM: 'forbidden',
  SQLITE_CANTOPEN: 'forbidden',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EROFS: 'forbidden',
};
/** Numbers the system gives with SQLite's "cannot open", where they say more than that. */
const ERRNO: Record<number, string> = { 13: 'EACCES', 20: 'ENOTDIR', 21: 'EISDIR', 28: 'ENOSPC', 30: 'EROFS', 36: 'ENAMETOOLONG' };

/** Understands an error of the store's file or database; `undefined` where it is about something else. */
export function storageFault(error: unknown, path: string): StorageFault | undefined {
  const { code, sqliteCodeName, systemErrno, syscall } = (error ?? {}) as {
    code?: string;
    sqliteCodeName?: string;
    systemErrno?: number;
    syscall?: string;
  };
  if (syscall === 'listen' || syscall === 'bind') return undefined;
  if (isPostgresUrl(path)) {
    const kind = POSTGRES_FAULTS[code ?? ''];
    return kind && { path, setting: 'DATABASE_URL', code: code ?? '', ...kind };
  }
  const sqlite = /^SQLITE_[A-Z]+/.exec(sqliteCodeName ?? '')?.[0];
  const known = (sqlite === 'SQLITE_CANTOPEN' && ERRNO[systemErrno ?? 0]) || sqlite || code || '';
  const kind = KINDS[known];
  if (kind === undefined) return undefined;
  return { path, setting: 'DATABASE_URL', code: known, ...(kind === 'forbidden' ? forbidden(path) : kind) };
}

/** The fault in one line. */
export const faultText = ({ path, setting, cause, remedy, code }: StorageFault): string =>
  `${path} (${setting}): ${cause} (${code}): ${remedy}`;

function forbidden(path: string): { cause: string; remedy: string } {
  const me = process.getuid?.();
  const places = [path, dirname(path)].flatMap((place) => {
    const found = statSync(place, { throwIfNoEntry: false, bigint: false });
    return found ? [`${place} is of user ${found.uid}, mode ${(found.mode & 0o777).toString(8)}`] : [];
  });
  const who = me === undefined ? '' : `; the service runs as user ${me}`;
  return {
    cause: 'this user may not write where it is kept',
    remedy: `give file and folder to the service’s user, or name another place (${places.join(', ')}${who})`,
  };
}
