import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteStore } from './sqlite.js';
import { faultText, storageFault } from './storage-fault.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-fault-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const thrown = async (work: () => unknown): Promise<unknown> => {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test('D18 a full file, as SQLite says it', async () => {
  const db = new DatabaseSync(join(folder, 'a.db'));
  db.exec('create table t (x); pragma max_page_count = 5');
  const error = await thrown(() => db.exec('insert into t values (randomblob(100000))'));
  db.close();
  expect(storageFault(error, '/data/a.db')).toMatchObject({ path: '/data/a.db', setting: 'DATABASE_URL', code: 'SQLITE_FULL' });
  expect(storageFault(error, '/data/a.db')?.cause).toBe('no room is left where it is kept');
});

test('D18 places that are none', async () => {
  writeFileSync(join(folder, 'file'), 'no database'.repeat(1_000));
  expect(storageFault(await thrown(() => sqliteStore(folder)), folder)?.code).toBe('EISDIR');
  const below = join(folder, 'file', 'a.db');
  expect(storageFault(await thrown(() => sqliteStore(below)), below)?.cause).toBe('there can be no file of this name');
  const damaged = join(folder, 'file');
  expect(storageFault(await thrown(() => sqliteStore(damaged)), damaged)?.remedy).toContain('backup');
});

test('D18 who may not write is told whose the file is, and who he is', () => {
  const file = join(folder, 'a.db');
  writeFileSync(file, '');
  chmodSync(file, 0o440);
  const fault = storageFault(Object.assign(new Error('no'), { code: 'EACCES' }), file);
  const owner = process.getuid?.();
  expect(fault && faultText(fault)).toBe(
    `${file} (DATABASE_URL): this user may not write where it is kept (EACCES): give file and folder to the service’s user, or name another ` +
      `place (${file} is of user ${owner}, mode 440, ${folder} is of user ${owner}, mode 700; the service runs as user ${owner})`,
  );
});

test('D18 what is about something else is no fault of the file', () => {
  for (const error of [
    undefined,
    new Error('x'),
    Object.assign(new Error('busy'), { code: 'ERR_SQLITE_ERROR', sqliteCodeName: 'SQLITE_BUSY' }),
    Object.assign(new Error('listen'), { code: 'EACCES', syscall: 'listen' }),
  ])
    expect(storageFault(error, 'x')).toBeUndefined();
});
