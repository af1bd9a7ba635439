import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { CHROMIUM_ARGS, ensureChromium } from './chromium.mjs';

// Screenshots of every state of what helps, at several widths, to be looked at: `node scripts/help-screens.mjs [part of a name …]`.
// A file of `scenes/` exports `prepare(browser)`, which answers `{ scenes, stop }`; a scene is `{ name, width, height, run(page) }`
// and leaves the page as it is to be photographed.
const root = join(import.meta.dirname, '..');
const folder = join(root, 'test-results/help-screens');
const wanted = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
let taken = 0;
try {
  for (const file of readdirSync(join(import.meta.dirname, 'scenes')).filter((name) => name.endsWith('.mjs'))) {
    const { prepare } = await import(`./scenes/${file}`);
    const { scenes, stop } = await prepare(browser);
    try {
      for (const { name, width, height, scale = 1, run } of scenes) {
        const title = `${file.replace('.mjs', '')}-${name}-${width}`;
        if (wanted.length > 0 && !wanted.some((part) => title.includes(part))) continue;
        const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: scale });
        const page = await context.newPage();
        await run(page);
        await page.screenshot({ path: join(folder, `${title}.png`) });
        await context.close();
        taken++;
      }
    } finally {
      await stop();
    }
  }
} finally {
  await browser.close();
}
console.log(`${taken} screenshots in ${folder}`);
if (taken === 0) process.exitCode = 1;
