import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');
/** The service, as it is run: from the root. */
export const SERVICE = 'packages/server/dist/main.mjs';
/** Workspaces with a `dist`. */
export const HOMES = ['packages/sdk', 'apps/desk', 'packages/check', 'packages/server', 'packages/cli'];
const STAMP = '.built.json';
/** A test's own files are in no bundle. */
const SOURCE = /^(?!.*(?:\.test\.ts$|\/testing\/)).*\.(?:ts|mts|mjs|js|css|html)$/;

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
const manifestOf = (root, home) => JSON.parse(readFileSync(join(root, home, 'package.json'), 'utf8'));

/** A workspace and those of the same repository it is built from. */
function withDependencies(root, home) {
  const homes = ['packages', 'apps']
    .filter((dir) => existsSync(join(root, dir)))
    .flatMap((dir) => readdirSync(join(root, dir)).map((name) => `${dir}/${name}`))
    .filter((one) => existsSync(join(root, one, 'package.json')));
  const byName = new Map(homes.map((one) => [manifestOf(root, one).name, one]));
  const found = new Set([home]);
  for (const one of found) {
    const { dependencies, devDependencies } = manifestOf(root, one);
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) if (byName.has(name)) found.add(byName.get(name));
  }
  return [...found];
}

/** Digest of everything a workspace's `dist` is made of: sources, the scripts that build, the versions of packages. */
export function digestOfSources(home, root = ROOT) {
  const hash = createHash('sha256');
  const folders = ['scripts', ...withDependencies(root, home).map((one) => `${one}/src`)].map((folder) => join(root, folder));
  const sources = folders.filter((folder) => existsSync(folder)).flatMap((folder) => filesIn(folder).filter((path) => SOURCE.test(path)));
  for (const path of [join(root, 'package-lock.json'), ...sources])
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex');
}

/** Notes in a finished folder what it was made of and what is in it. */
export function stamp(dist, sources) {
  const files = filesIn(dist).map((path) => relative(dist, path));
  writeFileSync(join(dist, STAMP), JSON.stringify({ sources, files }));
}

/** Workspaces whose `dist` is not what their sources give now, or not whole. */
export function changedHomes(root = ROOT, homes = HOMES) {
  return homes.filter((home) => {
    const dist = join(root, home, 'dist');
    try {
      const { sources, files } = JSON.parse(readFileSync(join(dist, STAMP), 'utf8'));
      return sources !== digestOfSources(home, root) || !files.every((name) => existsSync(join(dist, name)));
    } catch {
      return true;
    }
  });
}
