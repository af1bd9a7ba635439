import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const KNOWN = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/**
 * Chromium keeps the last `--disable-features` it is given, so what Playwright turns off stands here again. The other half are parts
 * of the browser's own window: for each window it would start two more pages, at four times the cost of the page under test.
 */
const NOT_NEEDED = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'BlockOriginHeaderModificationOnRedirect',
  'DestroyProfileOnBrowserClose',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'Translate',
  'AimEnabled',
  'LensOverlay',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

/** Arguments of every Chromium that tests and measurements start. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${NOT_NEEDED.join(',')}`,
];

/** Path of the Chromium this machine has: `CHROMIUM_PATH`, a packaged one, or Playwright's own; `undefined` without any. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  return KNOWN.find((path) => existsSync(path)) ?? playwrightChromium();
}

function playwrightChromium() {
  const asked = spawnSync(process.execPath, ['-e', "process.stdout.write(require('playwright').chromium.executablePath())"], {
    encoding: 'utf8',
  });
  const path = asked.stdout?.trim();
  return path && existsSync(path) ? path : undefined;
}

/** Finds a Chromium or installs one: by Debian's package manager, else by Playwright's own installer. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const run = (command, args) =>
    spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    run('apt-get', ['update']);
    run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation', 'fonts-dejavu-core']);
  }
  if (!findChromium()) run('npx', ['playwright', 'install', '--with-deps', 'chromium']);
  const installed = findChromium();
  if (!installed) throw new Error('No Chromium: install one, or name it in CHROMIUM_PATH.');
  return installed;
}
