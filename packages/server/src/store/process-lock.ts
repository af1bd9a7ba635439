import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { giveToFolderOwner } from './place-file.js';

/** One that is just ending lets go within this time. */
const HANDOVER_MS = 1_000;
const SQLITE_BUSY = 5;

interface Holder {
  token: string;
  pid: number;
  host: string;
  since: string;
}

/**
 * Takes a database file for this process: two would end each other's sessions. Throws, naming the holder, where another process
 * has it. The file need not be there yet. The lock is the operating system's, on a file beside the data: it goes with the process, however that ends.
 */
export function lockFile(file: string): { stop(): void } {
  const path = `${existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file))}-lock`;
  const db = new DatabaseSync(path);
  const stop = (): void => {
    if (!db.isOpen) return;
    // Closing alone waits for statements that are not collected yet.
    if (db.isTransaction) db.exec('rollback');
    db.close();
  };
  try {
    chmodSync(path, 0o600);
    giveToFolderOwner(path);
    db.exec(`pragma busy_timeout = ${HANDOVER_MS}; create table if not exists holder (id integer primary key, token, pid, host, since)`);
    const me: Holder = { token: randomUUID(), pid: process.pid, host: hostname(), since: new Date().toISOString() };
    db.exec('begin immediate');
    db.prepare('insert or replace into holder values (1, ?, ?, ?, ?)').run(me.token, me.pid, me.host, me.since);
    // Only what is committed can be read by one who is refused: the lock itself is taken once more, and nothing written under it.
    db.exec('commit; begin immediate');
    if (holderIn(db)?.token !== me.token) throw refusal(file, holderIn(db));
  } catch (error) {
    const busy = ((error as { sqliteExtendedCode?: number }).sqliteExtendedCode ?? 0) % 256 === SQLITE_BUSY;
    const why = busy ? refusal(file, holderIn(db)) : error;
    stop();
    throw why;
  }
  return { stop };
}

function holderIn(db: InstanceType<typeof DatabaseSync>): Holder | undefined {
  try {
    return db.prepare('select * from holder').get() as unknown as Holder | undefined;
  } catch {
    return undefined;
  }
}

function refusal(file: string, holder: Holder | undefined): Error {
  const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process';
  return new Error(`${file} (DATABASE_URL) is in use by ${who}. Stop that one first, or give this one a file of its own.`);
}
