import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changeDatabase } from '../../packages/server/src/testing/change-database.js';
import { type TestDatabase, testDatabase } from '../../packages/server/src/testing/test-database.js';
import { sightline } from './sightline.js';

const SECRETS_KEY = '11'.repeat(32);
let folder: string;
let database: TestDatabase | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-commands-'));
});
afterEach(async () => {
  await database?.stop();
  database = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const states = async (args: string[], env: Record<string, string>) => {
  const { status, stdout, stderr } = await sightline(['migrate', '--json', ...args], env);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const { done, pending } = JSON.parse(stdout) as { done: string[]; pending: string[] };
  return [done.length, pending.length] as const;
};

test('L13 migrate --plan says what would change and changes nothing; migrate does it, for a file and for Postgres', async () => {
  database = await testDatabase();
  const file = join(folder, 'a.db');
  for (const env of [{ DATABASE_URL: `file:${file}` }, { DATABASE_URL: database.url, SECRETS_KEY }]) {
    const [, all] = await states(['--plan'], env);
    expect(all).toBeGreaterThan(8);
    expect(await states(['--plan'], env)).toEqual([0, all]);
    expect(existsSync(file)).toBe(env.DATABASE_URL === database.url);
    expect(await states([], env)).toEqual([0, all]);
    expect(await states(['--plan'], env)).toEqual([all, 0]);
  }
  changeDatabase(file, "insert into kysely_migration values ('900_of_later', '2030')");
  for (const how of [['--plan'], []])
    expect(await sightline(['migrate', ...how], { DATABASE_URL: `file:${file}` })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('newer version'),
    });
});

test('L1 a database that is not reached, or not named right, is told without user and password', async () => {
  const at = async (url: string) => {
    const ran = await sightline(['migrate', '--database', url], { SECRETS_KEY });
    expect(ran.stdout + ran.stderr).not.toMatch(/someone|password-of/);
    return ran;
  };
  expect(await at('postgres://someone:password-of@127.0.0.1:1/sightline')).toMatchObject({
    status: 3,
    stderr: expect.stringContaining('127.0.0.1'),
  });
  expect(await at('mysql://someone:password-of@127.0.0.1/sightline')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--database'),
  });
  expect(await sightline(['backup', join(folder, 'b'), '--database', 'postgres://127.0.0.1/x'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('docs/operations.md'),
  });
});
