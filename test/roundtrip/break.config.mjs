import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs';
import { bundled } from './bundled.mjs';
import { RULES } from './rules.mjs';

/** Takes one rule away from the sources as they are served; the files stay as they are. */
const without = (rule) => ({
  name: `without-${rule.id}`,
  enforce: 'pre',
  transform(code, id) {
    const patch = rule.patches.find(({ file }) => id.split('?')[0].endsWith(file));
    if (!patch) return undefined;
    if (code.split(patch.from).length !== 2) throw new Error(`${patch.file} no longer has exactly one: ${patch.from}`);
    return code.replace(patch.from, () => patch.to);
  },
});

const browserOf = (rule) => ({
  enabled: true,
  headless: true,
  screenshotFailures: false,
  provider: playwright({ launchOptions: { executablePath: findChromium(), args: CHROMIUM_ARGS } }),
  instances: [{ browser: 'chromium', name: `${rule.id} in chromium` }],
});

// One project a rule. `SIGHTLINE_SEARCH=150` looks for seeds that fail instead of trying the listed one.
export default defineConfig({
  test: {
    maxWorkers: 1,
    projects: RULES.map((rule) => ({
      root: `${import.meta.dirname}/../..`,
      plugins: [without(rule), bundled([without(rule)])],
      cacheDir: `node_modules/.vite-without/${rule.id}`,
      define: { __RULE__: JSON.stringify({ name: rule.name, seed: rule.seed }), __SEARCH__: process.env.SIGHTLINE_SEARCH ?? '0' },
      test: { name: rule.id, include: ['test/roundtrip/rules.broken.ts'], testTimeout: 280_000, browser: browserOf(rule) },
    })),
  },
});
