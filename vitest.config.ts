import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { compileSvelte } from './test/frameworks/compile-svelte.mjs';
import { bundled } from './test/roundtrip/bundled.mjs';
import { CHROMIUM_ARGS, findChromium } from './scripts/chromium.mjs';

/** For what comes within moments where nothing else runs. */
const LIMIT_MS = 15_000;

const long = process.env.SIGHTLINE_LONG === '1';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['**/*.browser.test.ts', '**/node_modules/**'],
          environment: 'node',
          globalSetup: ['scripts/postgres-of-run.mjs'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: LIMIT_MS } },
        },
      },
      {
        plugins: [bundled([compileSvelte()])],
        define: { __LONG__: JSON.stringify(long), __SEED__: String(Number(process.env.SEED) || 0) },
        test: {
          name: 'browser',
          include: ['packages/*/src/**/*.browser.test.ts', 'test/**/*.browser.test.ts'],
          testTimeout: long ? 3_600_000 : 300_000,
          expect: { poll: { timeout: LIMIT_MS } },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
