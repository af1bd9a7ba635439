import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const LONGEST = 350;

/** What must not stand in a file, each with a canary the pattern has to find. */
const FORBIDDEN = [
  { name: 'unfinished work', pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/, canary: `// TO${'DO'}: later` },
  { name: 'a focused or skipped test', pattern: /\b(?:it|test|describe)\.(?:only|skip|todo|fixme)\b/, canary: `test.${'only'}(` },
  { name: 'a path of one machine', pattern: /(?:^|[\s'"`(])\/(?:home|root|Users|work)\/\w/, canary: `'/ho${'me'}/someone'` },
  { name: 'a registry host', pattern: /registry\.npmjs\.org|deb\.debian\.org/, canary: `registry.npm${'js'}.org` },
];

const listed = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).stdout;
const files = listed
  .split('\n')
  .filter((path) => /\.(?:ts|mjs|js|css|html|md|json|yml)$|^\.ci\/run$/.test(path) && path !== 'package-lock.json');
const faults = FORBIDDEN.filter(({ pattern, canary }) => !pattern.test(canary)).map(({ name }) => `the search for ${name} finds nothing`);
if (files.length < 20) faults.push(`only ${files.length} files found`);

for (const path of files) {
  let text;
  try {
    text = readFileSync(join(root, path), 'utf8');
  } catch {
    continue; // removed in the work tree, still in the index
  }
  const lines = text.split('\n');
  if (/\.(?:ts|mjs)$/.test(path) && lines.length - 1 > LONGEST) faults.push(`${path}: ${lines.length - 1} lines, at most ${LONGEST}`);
  if (path === 'scripts/check-files.mjs') continue;
  for (const { name, pattern } of FORBIDDEN) {
    const at = lines.findIndex((line) => pattern.test(line));
    if (at >= 0) faults.push(`${path}:${at + 1}: ${name}`);
  }
}
for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
