import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteStore } from './sqlite.js';
import { storeContract } from './store.contract.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = () => sqliteStore(join(folder, 'deeper', 'test.db'));
/** A file is one store's: the contract's has its own. */
const openAnother = () => sqliteStore(join(folder, 'another', 'test.db'));
storeContract('sqlite', open, true);

test('D8 sqlite: nobody else on the machine can read the files', async () => {
  const store = await openAnother();
  await store.ready();
  const files = readdirSync(join(folder, 'another'));
  expect(files).toContain('test.db-wal');
  for (const name of files) expect(statSync(join(folder, 'another', name)).mode & 0o077, name).toBe(0);
  await store.stop();
});

test('D8 sqlite: a second start migrates nothing twice, and a closed one does not answer', async () => {
  const first = await openAnother();
  await first.stop();
  const second = await openAnother();
  await second.ready();
  await second.stop();
  await expect(second.ready()).rejects.toThrow();
});
