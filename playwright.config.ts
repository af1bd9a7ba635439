import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.mjs';
import { findFirefox } from './scripts/firefox.mjs';

const PACKAGE = '**/package/*.spec.ts';
const IN_FIREFOX = ['**/hostile/renderer.spec.ts', '**/hostile/console.spec.ts', '**/firefox/*.spec.ts'];
const FIREFOX = '**/firefox/*.spec.ts';
const OPERATE = '**/operate.spec.ts';

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/playwright',
  // Each file has browsers, services and ports of its own, and waits more than it works.
  workers: 3,
  fullyParallel: false,
  retries: 0,
  timeout: 180_000,
  globalTimeout: process.env.SIGHTLINE_LONG === '1' ? 80 * 60_000 : 25 * 60_000,
  expect: { timeout: 10_000 },
  // What packs or rebuilds the scripts that all others load comes after them.
  projects: [
    { name: 'pages', testIgnore: [PACKAGE, OPERATE, FIREFOX] },
    { name: 'package', testMatch: PACKAGE, dependencies: ['pages'] },
    { name: 'operate', testMatch: OPERATE, dependencies: ['package'] },
    // The full run only: the suite of hostile pages and a session, with the agent in stock Firefox.
    ...(process.env.SIGHTLINE_LONG === '1'
      ? [
          {
            name: 'firefox',
            testMatch: IN_FIREFOX,
            dependencies: ['pages'],
            use: { browserName: 'firefox' as const, channel: 'moz-firefox', launchOptions: { executablePath: findFirefox(), args: [] } },
          },
        ]
      : []),
  ],
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME || 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: findChromium(),
      args: CHROMIUM_ARGS,
    },
    screenshot: 'off',
    trace: 'off',
  },
});
