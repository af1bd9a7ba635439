import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { TEST_SEALING, type TestDatabase, testDatabase } from '../testing/test-database.js';
import { present, session } from './contract/examples.js';
import { openStore } from './open-store.js';
import { storeContract } from './store.contract.js';

const sealing = TEST_SEALING;
/** Brought up to date once for all tests. */
let ready: TestDatabase;
let database: TestDatabase;
beforeAll(async () => {
  ready = await testDatabase();
  await (await openStore(ready.url, { sealing })).stop();
});
afterAll(() => ready.stop());
beforeEach(async () => {
  database = await testDatabase(ready);
});
afterEach(() => database.stop());

storeContract('postgres', () => openStore(database.url, { sealing }), true);

test('D8 postgres: a second start migrates nothing twice, and a closed one does not answer', async () => {
  const another = await testDatabase();
  const first = await openStore(another.url, { sealing });
  await first.stop();
  const second = await openStore(another.url, { sealing });
  await second.ready();
  await second.stop();
  await expect(second.ready()).rejects.toThrow();
  await another.stop();
});

test('D3 postgres: a name with a NUL, which it cannot keep, keeps no session from being kept', async () => {
  const another = await testDatabase();
  const store = await openStore(another.url, { sealing });
  await store.saveSession({ record: session('s'), present: [{ ...present('c'), userName: 'a\0b' }], at: 6 });
  expect(await store.joins('s')).toMatchObject([{ userName: 'a\uFFFDb' }]);
  expect(await store.session('s\0')).toBeUndefined();
  await store.stop();
  await another.stop();
});
