import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSealing } from '../secrets/sealing.js';
import { foundInBytes } from '../testing/found-in-bytes.js';
import { type Account, ACCOUNT_DEFAULTS } from './account.js';
import { sqliteStore } from './sqlite.js';

const WEBHOOK = { name: 'crm', url: 'https://crm.example/hook', events: [], at: 1 };
const SECRETS = [
  'sdk-secret-of-the-account-0123456789',
  'api-secret-of-the-account-0123456789',
  'added-secret-of-the-account-01234567',
  'webhook-secret-of-the-account-0123456',
];
const CANARY = 'name-of-the-account-that-must-be-found';
const account: Account = {
  ...ACCOUNT_DEFAULTS,
  id: 'one',
  name: CANARY,
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  sdkKey: 'sdk',
  sdkSecrets: [SECRETS[0]!],
  apiKey: 'api',
  apiSecrets: [SECRETS[1]!],
};

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-sealed-'));
  file = join(folder, 'a.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Which of these texts a byte search finds in the files of the database: the key is none of them. */
function found(texts: readonly string[]): string[] {
  const files = readdirSync(folder).filter((name) => name !== 'secrets.key');
  return foundInBytes(Buffer.concat(files.map((name) => readFileSync(join(folder, name)))), texts);
}

test('Z5 no byte of the database’s files gives a secret away, while it runs and after; what is no secret is found', async () => {
  const store = await sqliteStore(file);
  await store.createAccount(account);
  await store.addEndpoint({ ...WEBHOOK, id: 'hook', accountId: 'one', secret: SECRETS[3]! }, 5);
  const added = await store.addSecret({ accountId: 'one', kind: 'sdk', value: SECRETS[2]!, at: 5 });
  expect(found([...SECRETS, CANARY])).toEqual([CANARY]);
  if (typeof added === 'string') throw new Error(added);
  await store.retireSecret({ accountId: 'one', id: added.id, at: 6 });
  await store.stop();
  expect(found([...SECRETS, CANARY])).toEqual([CANARY]);
  // And a search that looks where they are finds them.
  writeFileSync(join(folder, 'spilt'), Buffer.from(SECRETS.join()).toString('base64'));
  expect(found(SECRETS)).toEqual(SECRETS);
});

test('Z5 what is taken out of the store is in none of its pages any more', async () => {
  const store = await sqliteStore(file);
  await store.createAccount(account);
  await store.removeAccount('one');
  await store.stop();
  expect(found([CANARY])).toEqual([]);
});

/** A file in which a version before has kept secrets in the clear, some of them taken out again. */
async function withClearSecrets(): Promise<void> {
  const store = await sqliteStore(file);
  await store.createAccount({ ...account, sdkSecrets: [], apiSecrets: [] });
  await store.stop();
  const before = new DatabaseSync(file);
  before.exec('pragma secure_delete = off');
  const put = before.prepare('update accounts set sdk_secrets = ?, api_secret = ?');
  put.run(JSON.stringify([`former-${SECRETS[2]}`, 'x'.repeat(9_000)]), 'former');
  put.run(JSON.stringify([SECRETS[0], SECRETS[2]]), SECRETS[1]!);
  before.close();
}

test('Z6 what a version before has kept in the clear is sealed at the start, and no byte of it stays', async () => {
  await withClearSecrets();
  expect(found(SECRETS)).toEqual(SECRETS.slice(0, 3));
  const store = await sqliteStore(file);
  const now = { sdkSecrets: [SECRETS[0], SECRETS[2]], apiSecrets: [SECRETS[1]] };
  expect(await store.account('sdk')).toMatchObject(now);
  expect(found([...SECRETS, CANARY])).toEqual([CANARY]);
  await store.stop();
  expect(found([...SECRETS, CANARY])).toEqual([CANARY]);
  const again = await sqliteStore(file);
  expect(await again.account('sdk')).toMatchObject(now);
  await again.stop();
});

test('Z6 a start that was killed between sealing and cleaning is made up for by the next', async () => {
  await withClearSecrets();
  const moved = new DatabaseSync(file);
  moved.exec('pragma secure_delete = off; pragma user_version = 1');
  moved.prepare("update accounts set sdk_secrets = '[]', api_secret = ''").run();
  moved.close();
  expect(found(SECRETS)).not.toEqual([]);
  await (await sqliteStore(file)).stop();
  expect(found([...SECRETS, CANARY])).toEqual([CANARY]);
});

test('Z7 without its key a database is not opened, and no new key is made; with the former one beside the new one it is sealed anew', async () => {
  const [old, next] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const first = await sqliteStore(file, createSealing([old]));
  await first.createAccount(account);
  await first.stop();
  await expect(sqliteStore(file, createSealing([next]))).rejects.toThrow(/^SECRETS_KEY does not open the accounts' secrets/);
  await expect(sqliteStore(file)).rejects.toThrow('SECRETS_KEY');
  expect(readdirSync(folder)).not.toContain('secrets.key');

  const both = await sqliteStore(file, createSealing([next, old]));
  expect(await both.reseal()).toBe(2);
  expect(await both.reseal()).toBe(0);
  await both.stop();
  const alone = await sqliteStore(file, createSealing([next]));
  expect(await alone.account('sdk')).toEqual(account);
  await alone.stop();
  await expect(sqliteStore(file, createSealing([old]))).rejects.toThrow('SECRETS_KEY');
});
