import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { changedHomes, digestOfSources, stamp } from './build-stamp.mjs';

const HOMES = ['packages/service', 'apps/page'];
let root: string;
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const build = (): void => {
  for (const home of changedHomes(root, HOMES)) {
    write(`${home}/dist/out.js`, 'built');
    stamp(join(root, home, 'dist'), digestOfSources(home, root));
  }
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sightline-stamp-'));
  write('package-lock.json', '{}');
  write('scripts/build.mjs', '1');
  write('packages/wire/package.json', '{"name": "wire"}');
  write('packages/wire/src/a.ts', '1');
  write('packages/service/package.json', '{"name": "service", "dependencies": {"wire": "1"}}');
  write('packages/service/src/main.ts', '1');
  write('apps/page/package.json', '{"name": "page"}');
  write('apps/page/src/page.html', '1');
  build();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('what is built of the sources as they are is not built again', () => {
  expect(changedHomes(root, HOMES)).toEqual([]);
  write('packages/service/src/main.test.ts', 'a test is in no bundle');
  expect(changedHomes(root, HOMES)).toEqual([]);
});

test.each([
  ['a source of its own', 'packages/service/src/main.ts', ['packages/service']],
  ['a new source', 'apps/page/src/new.ts', ['apps/page']],
  ['a source of what it depends on', 'packages/wire/src/a.ts', ['packages/service']],
  ['the scripts that build', 'scripts/build.mjs', HOMES],
  ['a package from elsewhere', 'package-lock.json', HOMES],
])('%s that changed is built, and nothing else', (_what, path, homes) => {
  write(path, '2');
  expect(changedHomes(root, HOMES)).toEqual(homes);
  build();
  expect(changedHomes(root, HOMES)).toEqual([]);
});

test('what is missing is built: a file, the folder, the stamp', () => {
  for (const path of ['dist/out.js', 'dist', 'dist/.built.json']) {
    rmSync(join(root, 'apps/page', path), { recursive: true });
    expect(changedHomes(root, HOMES), path).toEqual(['apps/page']);
    build();
  }
});
