import { afterEach, beforeEach, expect, test } from 'vitest';
import { TEST_SEALING, type TestDatabase, testDatabase } from '../testing/test-database.js';
import { databasePlace, openStore } from './open-store.js';
import { faultText, storageFault } from './storage-fault.js';

const PASSWORD = 'never-in-a-log';

const sealing = TEST_SEALING;
let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.stop());

/** What an operator is told where a store cannot be opened. */
async function told(url: string): Promise<string> {
  const error = await openStore(url, { sealing }).then(
    () => expect.unreachable('it opened'),
    (why: unknown) => why,
  );
  const fault = storageFault(error, databasePlace(url) ?? '');
  const text = fault ? faultText(fault) : String(error);
  for (const words of [text, String(error), JSON.stringify(error)]) expect(words).not.toContain(PASSWORD);
  return text;
}
const as = (user: string, more = ''): string => database.url.replace('postgres@', `${user}@`) + more;

test('D37 an opening that fails says what is wrong and what to do, in one line', async () => {
  const place = databasePlace(database.url);
  expect(await told(`${database.url}_not`)).toBe(
    `${place}_not (DATABASE_URL): there is no database of this name (3D000): make it: createdb --owner USER NAME`,
  );
  expect(await told('postgres://u@127.0.0.1:1/d')).toContain('127.0.0.1:1/d (DATABASE_URL): the database does not answer (ECONNREFUSED)');
  expect(await told('postgres://u@no-such-host.invalid/d')).toMatch(
    /the database does not answer \((?:ENOTFOUND|EAI_AGAIN|SIGHTLINE_LOST)\)/,
  );
  expect(await told('postgres:///d?host=/nowhere')).toContain('does not answer (ENOENT)');
  expect(await told(`${database.url}?sslmode=require`)).toContain('does not prove who it is as sslmode asks for (SIGHTLINE_NO_TLS)');

  await database.query(`do $$ begin create role guarded login password 'right'; exception when duplicate_object then null; end $$`);
  expect(await told(as(`guarded:${PASSWORD}`))).toContain('the database refuses this user (28P01): see user and password');
  expect(await told(as(`guarded:right`))).toContain('this user may not do it in the database (42501)');
  await database.query('alter role guarded connection limit 0');
  expect(await told(as(`guarded:right`))).toContain('takes no more connections (53300): raise max_connections');
  await database.query('alter role guarded connection limit -1');

  const name = database.url.split('/').at(-1);
  await database.query(`alter database ${name} set default_transaction_read_only = on`);
  expect(await told(database.url)).toContain('the database can only be read (25006): name the primary');
});

test('D37 a disk that fills while it runs is told by cause, and goes again when there is room', async () => {
  const store = await openStore(database.url, { sealing });
  // As Postgres says it; a full disk of its own would need one.
  await database.query(`create function full() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$;
    create trigger no_room before insert on probe for each row execute function full()`);
  const error = await store.ready().catch((why: unknown) => why);
  expect(storageFault(error, database.url)).toMatchObject({ code: '53100', cause: 'no room is left where the database is kept' });
  await database.query('drop trigger no_room on probe');
  await store.ready();
  await store.stop();
});

test('D37 who holds what is to be written for long: the call fails in time, and the next one passes', async () => {
  const store = await openStore(database.url, { sealing });
  const blocked = database.query('begin; lock table pins in exclusive mode; select pg_sleep(3); commit');
  await expect
    .poll(async () => (await database.query(`select 1 from pg_locks where mode = 'ExclusiveLock' and relation = 'pins'::regclass`)).length)
    .toBe(1);
  const began = performance.now();
  const error = await store.claimPin('k', 'P', 's').catch((why: unknown) => why);
  expect(performance.now() - began).toBeLessThan(2_500);
  expect(storageFault(error, database.url)?.cause).toBe('the database is too slow');
  expect(await store.findPin('k', 'P')).toBeUndefined();
  await blocked;
  expect(await store.claimPin('k', 'P', 's')).toBe(true);
  await store.stop();
});
