import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join(import.meta.dirname, '../node_modules/.cache/sightline');
/** Where Debian's packages put them. */
const PLACES = { nginx: 'usr/sbin/nginx', caddy: 'usr/bin/caddy' };

const quietly = (command, args, cwd = '/') => spawnSync(command, args, { cwd, stdio: 'ignore' }).status === 0;
const runs = (path, name) => existsSync(path) && quietly(path, [name === 'nginx' ? '-v' : 'version']);

/**
 * Path of nginx or Caddy: this machine's, or that of Debian's package, unpacked beside the other tools of the tests. Installing it
 * would start a server of its own.
 */
export function ensureProxy(name) {
  const unpacked = join(CACHE, name);
  const find = () => [join('/', PLACES[name]), join(unpacked, PLACES[name])].find((path) => runs(path, name));
  const found = find();
  if (found) return found;
  mkdirSync(unpacked, { recursive: true });
  if (!quietly('apt-get', ['download', name], unpacked)) {
    quietly('apt-get', ['update']);
    quietly('apt-get', ['download', name], unpacked);
  }
  const file = readdirSync(unpacked).find((entry) => entry.endsWith('.deb'));
  if (file) quietly('dpkg-deb', ['-x', file, '.'], unpacked);
  const made = find();
  if (!made) throw new Error(`No ${name}: install it, or run where Debian's packages can be downloaded.`);
  return made;
}
