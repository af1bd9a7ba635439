import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { join } from 'node:path';
import type { HostileWindow } from './hostile-window.js';
import { PAYLOADS, type Payload } from './payloads.js';
import { type Recorder, startRecorder } from './recorder.js';

const STRICT_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; media-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";
const VIEWER =
  '<!doctype html><title>console</title><button id="first">first</button><div id="viewer"></div><button id="last">last</button><script src="/viewer.js"></script>';
/** Every key an agent's hands rest on. */
const KEYS = ['Tab', 'Enter', 'Tab', 'Enter', 'Space', 'ArrowDown', 'ArrowRight', 'Tab', 'Enter', 'Shift+Tab', 'Enter'];

let recorder: Recorder;
test.beforeAll(async () => {
  recorder = await startRecorder();
  const bundle = await build({
    entryPoints: [join(import.meta.dirname, 'viewer-entry.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
    plugins: [{ name: 'x', setup(b) { b.onLoad({ filter: /render\/(frame|srcdoc|attributes)\.ts$/ }, async ({ path }) => { const fs = await import('node:fs'); let c = fs.readFileSync(path, 'utf8'); const before = c;
      c = c.replace("element.setAttribute('sandbox', 'allow-same-origin');", '').replace("element.setAttribute('inert', '');", '').replace(/`<meta http-equiv[^`]*`/, '``').replace(/case 'drop':\s*return;/, "case 'drop': return put(element, name, value);").replace("return putOr(element, name, /^https?:\\/\\//i.test(value) || value.startsWith('#') ? value : undefined);", "return put(element, name, value);");
      console.log(path, before === c); return { contents: c, loader: 'ts' }; }); } }],
  });
  recorder.page('/viewer.js', bundle.outputFiles[0]?.text ?? '');
  recorder.page('/console', VIEWER);
  recorder.page('/strict-console', VIEWER, { 'content-security-policy': STRICT_CSP });
});
test.afterAll(() => recorder.stop());

const baitOf = (payload: Payload, where: string): string => `${recorder.origin}/bait/${where}/${payload.name}`;
const asked = (where: string): string[] =>
  recorder.requests.filter(({ path }) => path.startsWith(`/bait/${where}/`)).map(({ path }) => path.split('/')[3] ?? '');

test('the control: without protection every payload fires, and a same-site request carries the strict cookie', async ({ page }) => {
  test.setTimeout(180_000);
  await page.goto(`${recorder.origin}/console`);
  for (const payload of PAYLOADS) {
    // Without a CSP and without a sandbox, in the console's own page.
    recorder.page(`/control/${payload.name}`, `<!doctype html><body>${payload.html(baitOf(payload, 'control'))}`);
    await page.goto(`${recorder.origin}/control/${payload.name}`, { waitUntil: 'domcontentloaded' });
    for (const key of payload.keys ?? []) await page.keyboard.press(key);
    await expect.soft.poll(() => asked('control'), { message: payload.name, timeout: 5_000 }).toContain(payload.name);
  }
  expect(recorder.requests.filter(({ path, cookie }) => path === '/bait/control/img' && cookie)).not.toEqual([]);
});

for (const console of ['console', 'strict-console'])
  test(`in a hand-made stream no payload asks for anything, runs or takes a key (${console})`, async ({ page }) => {
    test.setTimeout(180_000);
    const navigations: string[] = [];
    let shown = '';
    page.on('framenavigated', (frame) => void navigations.push(`${shown} ${frame.url()}`));
    for (const payload of PAYLOADS) {
      shown = payload.name;
      await page.goto(`${recorder.origin}/${console}`);
      const html = await page.evaluate(
        (text) => (window as unknown as HostileWindow).showHostile(text),
        payload.html(baitOf(payload, console)),
      );
      expect(html, payload.name).toContain('<body');
      await page.locator('#first').focus();
      for (const key of KEYS) {
        await page.keyboard.press(key);
        expect.soft(await page.evaluate(() => document.activeElement?.localName), `${payload.name} ${key}`).not.toBe('iframe');
      }
      expect(page.url(), payload.name).toBe(`${recorder.origin}/${console}`);
    }
    // What a request or a script would have needed to arrive: another one, made last, has come.
    await page.evaluate((path) => void (new Image().src = path), `/sentinel/${console}`);
    await expect.poll(() => recorder.requests.map(({ path }) => path)).toContain(`/sentinel/${console}`);
    expect.soft(asked(console)).toEqual([]);
    // The mirror's own frames, and frames of the mirrored page that stay empty.
    expect(
      navigations.filter((line) => !/ about:(?:srcdoc|blank)$/.test(line) && !line.endsWith(` ${recorder.origin}/${console}`)),
    ).toEqual([]);
  });
