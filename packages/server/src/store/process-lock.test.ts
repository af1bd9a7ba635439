import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockFile } from './process-lock.js';
import { sqliteStore } from './sqlite.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('D17 a file that is in use is refused, naming who has it and since when, until he lets go', () => {
  const file = join(folder, 'a.db');
  writeFileSync(file, '');
  const before = new Date().toISOString();
  const first = lockFile(file);
  const words = new RegExp(
    `^${file} \\(DATABASE_URL\\) is in use by process ${process.pid} on ${hostname()} since (\\S+Z)\\. Stop that one`,
  );
  // Every time, by another name too, and without taking anything from the first.
  symlinkSync(file, join(folder, 'b.db'));
  for (const name of [file, file, join(folder, 'b.db')])
    expect(() => lockFile(name)).toThrow(name === file ? words : `by process ${process.pid}`);
  let since = '';
  try {
    lockFile(file);
  } catch (error) {
    since = words.exec((error as Error).message)?.[1] ?? '';
  }
  expect(since >= before && since <= new Date().toISOString()).toBe(true);
  first.stop();
  lockFile(file).stop();
});

test('D17 a store that could not be opened holds nothing', async () => {
  const file = join(folder, 'a.db');
  writeFileSync(file, 'no database'.repeat(1_000));
  await expect(sqliteStore(file)).rejects.toThrow('not a database');
  lockFile(file).stop();
});
