import { hostname } from 'node:os';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_SEALING, type TestDatabase, testDatabase } from '../testing/test-database.js';
import { session } from './contract/examples.js';
import { openStore } from './open-store.js';
import { storageFault } from './storage-fault.js';

const sealing = TEST_SEALING;
let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.stop());

const HOLDER = `select pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`;

function quietLog() {
  const lines: string[] = [];
  const say = (_fields: unknown, text: string): void => void lines.push(text);
  return { lines, log: { info: say, warn: say, error: say } as never };
}

test('D36 a database in use is refused, naming who has it and since when, until he lets go', async () => {
  const first = await openStore(database.url, { sealing });
  const refused = new RegExp(
    `^postgres://127\\.0\\.0\\.1:\\d+/\\w+ \\(DATABASE_URL\\) is in use by process ${process.pid} on ${hostname().slice(0, 24)} since \\S+Z\\. Stop that one`,
  );
  await expect(openStore(database.url, { sealing })).rejects.toThrow(refused);
  // Nothing was taken from the first.
  expect(await first.claimPin('k', 'P', 's')).toBe(true);
  const last = openStore(database.url, { sealing });
  await first.stop();
  await (await last).stop();
});

test('D36 a connection that is cut is had again, and what is asked meanwhile waits', async () => {
  const { lines, log } = quietLog();
  const store = await openStore(database.url, { log, sealing });
  for (let round = 0; round < 3; round++) {
    await database.query(`select pg_terminate_backend(pid) from (${HOLDER}) as holder`);
    await expect.poll(() => lines).toContain('the connection that holds the database is lost');
    expect(await store.claimPin('k', `P${round}`, 's')).toBe(true);
    await expect.poll(() => lines.splice(0).at(-1)).toBe('the database is held again');
  }
  await store.stop();
});

test('D36 where another process was first, this one keeps nothing any more, and says so', async () => {
  const { lines, log } = quietLog();
  const store = await openStore(database.url, { log, sealing });
  const [held] = await database.query(
    `select classid::bigint::int as one, objid::bigint::int as two, pid from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
  );
  const other = new pg.Client({ connectionString: database.url, application_name: 'sightline 1 on elsewhere 00' });
  other.on('error', () => {});
  await other.connect();
  const taken = other.query('select pg_advisory_lock($1, $2)', [held?.one, held?.two]);
  await expect
    .poll(async () => (await database.query(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).length)
    .toBe(1);
  await database.query(`select pg_terminate_backend(${Number(held?.pid)})`);
  await taken;
  await expect.poll(() => lines.at(-1)).toContain('another process has taken the database');
  const error = await store.openSession(session('s')).catch((why: unknown) => why);
  expect(String(error)).toContain('taken by process 1 on elsewhere since ');
  expect(storageFault(error, database.url)?.remedy).toBe('stop the other one, then start this one again');
  await other.end();
  await expect(store.ready()).rejects.toThrow('taken');
  await store.stop();
  const again = await openStore(database.url, { sealing });
  expect(await again.session('s')).toBeUndefined();
  await again.stop();
});
