import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openFolder } from './files.js';
import { keepScripts } from './kept-scripts.js';
import { openScripts } from './scripts.js';

const DAY_MS = 24 * 3_600_000;
const made: string[] = [];
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A place with a data folder, and what stands for upgrades of the service on it. */
function place() {
  const root = mkdtempSync(join(tmpdir(), 'sightline-kept-'));
  made.push(root);
  let time = Date.now();
  const warned: unknown[] = [];
  const told: unknown[] = [];
  return {
    root,
    warned,
    told,
    pass: (ms: number) => {
      time += ms;
    },
    /** A service of one build: its chunks are named by `digest`. */
    service(digest: string, dist = join(root, `dist-${digest}`), path = join(root, 'data/scripts')) {
      const names = { customer: 'customer.js', core: `core-${digest}.js`, 'part-move': `part-move-${digest}.js` };
      mkdirSync(dist, { recursive: true });
      writeFileSync(join(dist, 'manifest.json'), JSON.stringify(names));
      for (const name of Object.values(names)) writeFileSync(join(dist, name), `/* ${name} ${'of this build '.repeat(200)} */`);
      const log = { warn: (fields: unknown) => void warned.push(fields), info: (fields: unknown) => void told.push(fields) };
      return openScripts(openFolder(dist), keepScripts({ path, keepMs: 30 * DAY_MS, now: () => time, log }));
    },
  };
}
const A = 'a'.repeat(10);
const B = 'b'.repeat(10);

test('G6 chunks of an earlier build stay served after an upgrade, as they were, for the time that is set', async () => {
  const at = place();
  const old = at.service(A);
  await old.entry('customer');
  const before = await old.chunk(`core-${A}.js`);

  const upgraded = at.service(B);
  await upgraded.entry('customer');
  expect(await upgraded.chunk(`core-${A}.js`)).toEqual(before);
  expect((await upgraded.chunk(`core-${A}.js`))?.encoded.size).toBe(2);
  expect(String((await upgraded.chunk(`core-${B}.js`))?.bytes)).toContain(`core-${B}`);
  expect(await upgraded.chunk(`core-${'c'.repeat(10)}.js`)).toBeUndefined();

  // A month is counted from the last day it was the newest.
  at.pass(29 * DAY_MS);
  await upgraded.entry('customer');
  expect(await upgraded.chunk(`part-move-${A}.js`)).toBeDefined();
  at.pass(2 * DAY_MS);
  await upgraded.entry('customer');
  expect(await upgraded.chunk(`part-move-${A}.js`)).toBeUndefined();
  const after = at.service('c'.repeat(10));
  await after.entry('customer');
  expect(await after.chunk(`core-${B}.js`)).toBeDefined();
});

test('G6 a build that takes the place of another while the service runs leaves its chunks', async () => {
  const at = place();
  const dist = join(at.root, 'dist');
  const running = at.service(A, dist);
  await running.entry('customer');
  rmSync(dist, { recursive: true });
  at.service(B, dist);
  await running.entry('customer');
  expect(await running.chunk(`core-${A}.js`)).toBeDefined();
  expect(await running.chunk(`core-${B}.js`)).toBeDefined();
});

test('G6 only chunks are kept and nothing else is read there', async () => {
  const at = place();
  const old = at.service(A);
  await old.entry('customer');
  const kept = join(at.root, 'data/scripts');
  expect(readdirSync(kept).filter((name) => name.endsWith('.js'))).toEqual([`core-${A}.js`, `part-move-${A}.js`]);
  writeFileSync(join(kept, 'customer.js'), 'x');
  writeFileSync(join(at.root, 'data', `core-${B}.js`), 'x');
  const upgraded = at.service(B);
  for (const name of ['../sightline.js', `../core-${B}.js`, '.js', `core-${A}.js.br`, 'manifest.json']) {
    expect(await upgraded.chunk(name)).toBeUndefined();
  }
});

test('G6 a folder that cannot be written is told, and the scripts are served all the same', async () => {
  const at = place();
  writeFileSync(join(at.root, 'file'), '');
  const service = at.service(A, undefined, join(at.root, 'file/scripts'));
  expect(await service.entry('customer')).toBeDefined();
  const path = join(at.root, 'file/scripts');
  expect(at.warned).toMatchObject([{ path, setting: 'DATABASE_URL', code: 'ENOTDIR', remedy: expect.stringContaining('folder') }]);
  expect(await service.chunk(`core-${A}.js`)).toBeDefined();
  // Told once, tried again, and kept as soon as there is a place.
  at.pass(60_000);
  await service.entry('customer');
  expect(at.warned).toHaveLength(1);
  rmSync(join(at.root, 'file'));
  at.pass(60_000);
  await service.entry('customer');
  await expect.poll(() => at.told).toEqual([{ path }]);
  expect(await at.service(B, undefined, path).chunk(`core-${A}.js`)).toBeDefined();
});
