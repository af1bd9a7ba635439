import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockFaults } from './lock-faults.mjs';

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
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
faults.push(...lockFaults(lock));
const [somePackage] = Object.entries(lock.packages).find(([, { integrity }]) => integrity) ?? [];
const bare = { ...lock, packages: { ...lock.packages, [somePackage]: { version: '1.0.0', resolved: 'https://host.example/a.tgz' } } };
if (lockFaults(bare).length !== lockFaults(lock).length + 2) faults.push('the search for packages without a digest finds nothing');

/** Numbers of the rules in a `SPEC.md`: `S1.2`, `X1–X3`, or the place in a list and in its chapter. */
function rulesOf(text) {
  const rules = new Set(text.match(/\b[A-Z]\d+(?:\.\d+)?\b/g));
  for (const [, letter, from, to] of text.matchAll(/\b([A-Z])(\d+)–\1(\d+)\b/g))
    for (let n = +from; n < +to; n++) rules.add(`${letter}${n}`);
  let chapter = '';
  for (const line of text.split('\n')) {
    chapter = /^## (\d+) /.exec(line)?.[1] ?? chapter;
    const place = /^(\d+)\. /.exec(line)?.[1];
    if (place !== undefined) rules.add(chapter === '' ? place : `${chapter}.${place}`);
    if (chapter !== '') rules.add(chapter);
  }
  return rules;
}
/** Rule numbers at the head of the titles of tests. */
const quotedIn = (text) =>
  [...text.matchAll(/\btest(?:\.\w+)*\([^'"`]{0,400}?['"`]((?:[A-Z]?\d+(?:\.\d+)? )+)|^\]\)\(['"`]((?:[A-Z]?\d+(?:\.\d+)? )+)/gm)].flatMap(
    ([, plain, table]) => (plain ?? table).trim().split(' '),
  );
const read = (path) => readFileSync(join(root, path), 'utf8');
const specs = files.filter((path) => path.endsWith('SPEC.md')).map((path) => ({ path, rules: rulesOf(read(path)) }));
let quotes = 0;
for (const path of files.filter((one) => /\.(?:test|spec)\.ts$/.test(one))) {
  const home = /^packages\/\w+\//.exec(path)?.[0] ?? 'packages/';
  // The surface is the SDK's.
  const known = specs.filter((spec) => spec.path.startsWith(home) || spec.path === 'packages/sdk/SPEC.md');
  for (const rule of quotedIn(read(path))) {
    quotes++;
    if (!known.some(({ rules }) => rules.has(rule))) faults.push(`${path}: quotes a rule ${rule} that no SPEC.md has`);
  }
}
if (quotes < 300 || rulesOf('## 2 A\n1. b\n- S3.4 c\n- **X1–X3**').size !== 6) faults.push(`only ${quotes} quotes of rules found`);

for (const fault of faults) console.error(fault);
process.exit(faults.length ? 1 : 0);
