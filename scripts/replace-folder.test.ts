import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFolder } from '../packages/server/src/http/files.js';
import { clearLeftovers, folderBeside, replaceFolder } from './replace-folder.mjs';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'sightline-replace-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function make(folder: string, n: number): string {
  mkdirSync(folder);
  for (const name of ['one.js', 'two.js']) writeFileSync(join(folder, name), `${n}`);
  return folder;
}

test('who reads a folder while it is replaced meets one that is whole, always', async () => {
  const dist = make(join(home, 'dist'), 0);
  const folder = openFolder(dist);
  const reader = { on: true };
  let reads = 0;
  const seen = new Set<string>();
  const reading = (async () => {
    while (reader.on)
      for (const name of ['one.js', 'two.js']) {
        seen.add((await folder.read(name))?.bytes.toString() ?? `${name} is not there`);
        reads++;
      }
  })();
  for (let n = 1; n <= 60; n++) {
    const before = reads;
    // The reader goes on while the folder is replaced, and a few times after it.
    await replaceFolder(dist, make(folderBeside(home), n));
    await expect.poll(() => reads - before, { interval: 1 }).toBeGreaterThan(2);
  }
  reader.on = false;
  await reading;
  expect([...seen].filter((text) => !/^\d+$/.test(text))).toEqual([]);
  expect(seen.size, 'it was replaced while it was read').toBeGreaterThan(5);
  expect(readdirSync(home)).toEqual(['dist']);
  expect((await openFolder(dist).read('two.js'))?.bytes.toString()).toBe('60');
});

test('where there is none yet it is put there; two builds at once leave one that is whole', async () => {
  const dist = join(home, 'dist');
  await replaceFolder(dist, make(join(home, '.dist-1'), 1));
  await Promise.all([2, 3].map((n) => replaceFolder(dist, make(join(home, `.dist-${n}`), n))));
  expect(readdirSync(home)).toEqual(['dist']);
  expect(readdirSync(dist).sort()).toEqual(['one.js', 'two.js']);
});

test('what a killed build has left is removed, what a running one makes is not', async () => {
  make(folderBeside(home), 1);
  // Above the highest number a process can have.
  make(join(home, '.dist-99999999'), 1);
  make(join(home, '.dist-99999999.old'), 1);
  make(join(home, 'dist'), 1);
  await clearLeftovers(home);
  expect(readdirSync(home).sort()).toEqual([`.dist-${process.pid}`, 'dist']);
});
