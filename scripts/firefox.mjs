import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** Path of the stock Firefox this machine has: `FIREFOX_PATH` or a packaged one; `undefined` without any. */
export const findFirefox = () => process.env.FIREFOX_PATH || KNOWN.find((path) => existsSync(path));

/** Finds a stock Firefox or installs Debian's. Only the full run needs one. */
export function ensureFirefox() {
  const found = findFirefox();
  if (found) return found;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const run = (command, args) =>
      spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'firefox-esr']);
  }
  const installed = findFirefox();
  if (!installed) throw new Error('No Firefox: install one, or name it in FIREFOX_PATH.');
  return installed;
}
