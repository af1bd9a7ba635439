import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { UsageError } from './policy-file.js';

const KNOWN = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The Chromium to use: the one named, `CHROMIUM_PATH`, one that is installed, or Playwright's own. Nothing is downloaded. */
export function findBrowser(named: string | undefined): string {
  const wanted = named ?? process.env.CHROMIUM_PATH;
  if (wanted && !existsSync(wanted)) throw new UsageError(`${wanted}: no browser is there`);
  const found = wanted ?? [...KNOWN, chromium.executablePath()].find((path) => existsSync(path));
  if (!found) throw new UsageError('no Chromium found: install one, or name it with --browser or CHROMIUM_PATH');
  return found;
}
