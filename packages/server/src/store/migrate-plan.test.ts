import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEST_SEALING, type TestDatabase, testDatabase } from '../testing/test-database.js';
import { migrateDatabase, migratePlan } from './migrate-plan.js';
import { MIGRATION_NAMES } from './migrations.js';
import { databasePlace, openStore } from './open-store.js';

const sealing = TEST_SEALING;
let database: TestDatabase;
let folder: string;
beforeEach(async () => {
  database = await testDatabase();
  folder = mkdtempSync(join(tmpdir(), 'sightline-plan-'));
});
afterEach(async () => {
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

const file = (): string => join(folder, 'a.db');
const both = [
  {
    name: 'sqlite',
    url: () => `file:${file()}`,
    ask: async (text: string) => {
      const db = new DatabaseSync(file());
      try {
        return db.prepare(text).all();
      } finally {
        db.close();
      }
    },
  },
  { name: 'postgres', url: () => database.url, ask: (text: string) => database.query(text) },
];

describe.each(both)('$name', ({ name, url, ask }) => {
  test(`D21 ${name}: a plan tells what is pending and changes nothing; afterwards nothing is`, async () => {
    const words = (what: string): string =>
      [`${databasePlace(url())}: ${MIGRATION_NAMES.length} changes ${what}`, ...MIGRATION_NAMES.map((one) => `  ${one}`)].join('\n');
    for (let time = 0; time < 2; time++) expect((await migratePlan(url())).text).toBe(words('pending'));
    expect(existsSync(file())).toBe(false);
    expect((await migrateDatabase(url(), sealing)).text).toBe(words('done'));
    expect((await migratePlan(url())).text).toBe(`${databasePlace(url())}: up to date`);
    expect((await migrateDatabase(url(), sealing)).pending).toEqual([]);
  });

  test(`D21 ${name}: what a newer version has changed is left alone, by name`, async () => {
    await migrateDatabase(url(), sealing);
    await ask(`insert into kysely_migration values ('999_of_tomorrow', '2099-01-01T00:00:00.000Z') returning name`);
    expect((await migratePlan(url())).text).toContain('does not know 999_of_tomorrow');
    for (const work of [migrateDatabase(url(), sealing), openStore(url(), { sealing })])
      await expect(work).rejects.toThrow('a newer version has changed the database (this one does not know 999_of_tomorrow)');
    // It holds nothing either.
    await ask(`delete from kysely_migration where name like '999%' returning name`);
    await (await openStore(url(), { sealing })).stop();
  });
});

test('D21 postgres: of many who begin at once one makes each step, beside a service too', async () => {
  await Promise.all(Array.from({ length: 5 }, () => migrateDatabase(database.url, sealing)));
  const rows = await database.query('select name from kysely_migration order by name');
  expect(rows.map(({ name }) => name)).toEqual(MIGRATION_NAMES);
  const store = await openStore(database.url, { sealing });
  await migrateDatabase(database.url, sealing);
  await store.ready();
  await store.stop();
});

test('D21 sqlite: a file in use is not changed under whoever uses it', async () => {
  const store = await openStore(`file:${file()}`, { sealing });
  expect((await migratePlan(`file:${file()}`)).pending).toEqual([]);
  await expect(migrateDatabase(`file:${file()}`, sealing)).rejects.toThrow('is in use by process');
  await store.stop();
});

test('D21 postgres: without the key of its secrets nothing is changed', async () => {
  await expect(migrateDatabase(database.url)).rejects.toThrow('SECRETS_KEY');
  expect((await migratePlan(database.url)).done).toEqual([]);
});
