import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.mjs';

const PACKAGE = '**/package/*.spec.ts';
const OPERATE = '**/operate.spec.ts';

export default defineConfig({
  testDir: 'test',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/playwright',
  // Each file has browsers, services and ports of its own, and waits more than it works.
  workers: 2,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  globalTimeout: process.env.SIGHTLINE_LONG === '1' ? 80 * 60_000 : 15 * 60_000,
  expect: { timeout: 10_000 },
  // What packs or rebuilds the scripts that all others load comes after them.
  projects: [
    { name: 'pages', testIgnore: [PACKAGE, OPERATE] },
    { name: 'package', testMatch: PACKAGE, dependencies: ['pages'] },
    { name: 'operate', testMatch: OPERATE, dependencies: ['package'] },
  ],
  reporter: [['list'], ['json', { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME || 'test-results/playwright.json' }]],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: findChromium(),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
    screenshot: 'off',
    trace: 'off',
  },
});
