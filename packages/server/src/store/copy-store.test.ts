import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_SEALING, type TestDatabase, testDatabase } from '../testing/test-database.js';
import { account, present, session } from './contract/examples.js';
import { copyStore } from './copy-store.js';
import { openStore } from './open-store.js';

const sealing = TEST_SEALING;
const SESSIONS = 1_203;
let database: TestDatabase;
let folder: string;
let file: string;
beforeEach(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sightline-copy-'));
  file = join(folder, 'a.db');
});
afterEach(async () => {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A file with rows in every table that grows, and names that sort differently by language. */
async function fill(): Promise<void> {
  const store = await openStore(`file:${file}`, { sealing });
  await store.putAccount(account);
  await store.stop();
  const db = new DatabaseSync(file);
  const add = (table: string, row: Record<string, string | number | null>): void => {
    const names = Object.keys(row);
    db.prepare(`insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`).run(...Object.values(row));
  };
  db.exec('begin');
  for (let n = 0; n < SESSIONS; n++) {
    const id = `${'aBÄz-_'[n % 6]}${n}`;
    add('sessions', { id, account_id: 'one', sdk_key: 'sdk', pin: `P${n}`, started_at: n, ended_at: n % 2 ? n + 1 : null, state: '{}' });
    const join = { connection_id: `c${id}`, session_id: id, user_id: `u${n % 50}`, user_name: 'Ünnamed' };
    add('joins', { ...join, role: 'agent', address: '', joined_at: n, left_at: null });
    add('pins', { sdk_key: 'sdk', pin: `P${n}`, session_id: id });
  }
  const times = { attempts: 0, next_at: 1, give_up_at: 2, claimed_until: 0 };
  for (let seq = 3; seq < 1_203; seq++)
    add('deliveries', {
      seq,
      endpoint_id: 'e',
      account_id: 'one',
      session_id: 'a0',
      event_id: `v${seq}`,
      event: 'x',
      event_ts: 1,
      body: '{}',
      state: 'pending',
      ...times,
    });
  db.exec('commit');
  db.close();
}

const rowsOf = (path: string, table: string): unknown[] => {
  const db = new DatabaseSync(path);
  try {
    return db
      .prepare(`select * from ${table} order by 1, 2`)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    db.close();
  }
};
const TABLES = ['accounts', 'deliveries', 'joins', 'pins', 'secrets', 'sessions', 'webhook_endpoints', 'webhook_secrets'];

test('D23 a file copied to Postgres and back has every row, and secrets that open', async () => {
  await fill();
  const said: string[] = [];
  const { tables, notes } = await copyStore({ from: `file:${file}`, to: database.url, said: (line) => said.push(line) });
  expect(tables.map(({ table }) => table)).toEqual(TABLES);
  expect(tables).toContainEqual({ table: 'joins', rows: SESSIONS });
  expect(said).toContain(`sessions: ${SESSIONS}`);
  expect(notes[0]).toContain('SECRETS_KEY');
  const store = await openStore(database.url, { sealing });
  expect(await store.account('sdk')).toEqual(account);
  expect(await store.joins('B7')).toMatchObject([{ userName: 'Ünnamed' }]);
  await store.stop();
  // The next delivery gets the next number.
  const next =
    await database.query(`insert into deliveries (endpoint_id, account_id, session_id, event_id, event, event_ts, body, state, attempts, next_at, give_up_at, claimed_until)
    values ('e', 'one', 'a0', 'later', 'x', 1, '{}', 'pending', 0, 1, 2, 0) returning seq::int`);
  expect(next).toEqual([{ seq: 1_203 }]);
  await database.query(`delete from deliveries where event_id = 'later'`);

  const back = join(folder, 'back.db');
  await copyStore({ from: database.url, to: `file:${back}` });
  for (const table of TABLES) expect(rowsOf(back, table), table).toEqual(rowsOf(file, table));
  // Each row as it was: not more of them, and none moved to another.
  await expect(copyStore({ from: `file:${file}`, to: database.url })).rejects.toThrow('is not empty (accounts): name an empty one');
});

test('D23 a copy that was ended goes on, with what has changed meanwhile; until then nobody opens it', async () => {
  await fill();
  const copy = (until?: string) =>
    copyStore({
      from: `file:${file}`,
      to: database.url,
      said(line) {
        if (until !== undefined && line.startsWith(until)) throw new Error('ended here');
      },
    });
  await expect(copy('joins')).rejects.toThrow('ended here');
  await expect(openStore(database.url, { sealing })).rejects.toThrow(`it is a copy of ${file} that was not finished`);
  // Somebody goes on working on the source: rows go, come, change, and exchange what only one may have.
  const store = await openStore(`file:${file}`, { sealing });
  await store.saveSession({ record: session('AAA'), present: [present('c-new')], at: 6 });
  await store.putAccount({ ...account, name: 'Renamed' });
  expect(await store.forgetSessions(Date.now(), 100)).toBe(100);
  await store.stop();
  const db = new DatabaseSync(file);
  db.exec(
    `update deliveries set event_id = 'swap' where seq = 1109; update deliveries set event_id = 'v1109' where seq = 3; update joins set connection_id = 'zzz' where session_id = 'a0'`,
  );
  db.close();
  const other = join(folder, 'other.db');
  await expect(copyStore({ from: `file:${other}`, to: database.url })).rejects.toThrow('does not exist');
  const { tables } = await copy();
  expect(tables).toContainEqual({ table: 'sessions', rows: SESSIONS + 1 - 100 });
  const back = join(folder, 'back.db');
  await copyStore({ from: database.url, to: `file:${back}` });
  expect(rowsOf(back, 'sessions')).toEqual(rowsOf(file, 'sessions'));
  expect(rowsOf(back, 'deliveries')).toEqual(rowsOf(file, 'deliveries'));
  expect(rowsOf(back, 'accounts')).toEqual(rowsOf(file, 'accounts'));
});

test('D23 what is in use, not up to date or something else is refused, and nothing is changed', async () => {
  await fill();
  const copy = (from = `file:${file}`, to = database.url) => copyStore({ from, to });
  const service = await openStore(`file:${file}`, { sealing });
  await expect(copy()).rejects.toThrow('is in use by process');
  await service.stop();
  const there = await openStore(database.url, { sealing });
  await expect(copy()).rejects.toThrow('is in use by process');
  await there.stop();
  await expect(copy(`file:${file}`, `file:${file}`)).rejects.toThrow('is both');
  await expect(copy('file::memory:')).rejects.toThrow('in memory');
  const empty = await testDatabase();
  await expect(copy(empty.url, `file:${join(folder, 'new.db')}`)).rejects.toThrow('is no database of this service');
  await empty.stop();
  const db = new DatabaseSync(file);
  db.exec(`delete from kysely_migration where name like '010%'`);
  await expect(copy()).rejects.toThrow('bring it up to date first');
  db.exec(`insert into kysely_migration values ('999_of_tomorrow', '2099')`);
  db.close();
  await expect(copy()).rejects.toThrow('999_of_tomorrow');
  expect(await database.query('select count(*)::int as n from sessions')).toEqual([{ n: 0 }]);
});
