import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.mjs';

const root = join(import.meta.dirname, '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
let failed = 0;

function step(name, command, args) {
  const started = Date.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const ok = status === 0;
  if (!ok) failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${Date.now() - started} ms)`);
}

const projects = ['packages', 'apps', '.']
  .flatMap((dir) => (dir === '.' ? ['test', 'test/roundtrip'] : readdirSync(join(root, dir)).map((name) => `${dir}/${name}`)))
  .filter((dir) => existsSync(join(root, dir, 'tsconfig.json')))
  .concat('packages/check/tsconfig.page.json');

step('format', bin('biome'), ['format', '.']);
step('lint and dependency arrows', bin('oxlint'), ['--type-aware', '--deny-warnings', '.']);
for (const project of projects) step(`types ${project}`, bin('tsc'), ['-p', project]);
for (const project of ['tsconfig.tests.json', 'tsconfig.browser-tests.json']) step(`types ${project}`, bin('tsc'), ['-p', project]);
step('unused code and exports', bin('knip'), ['--no-progress']);
step('file length, focus marks, prose', process.execPath, ['scripts/check-files.mjs']);
await build();
step('bundle budgets', bin('size-limit'), []);
step('npm package', bin('publint'), ['packages/sdk']);

if (failed) {
  console.error(`${failed} checks failed`);
  process.exit(1);
}
