import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { build } from 'esbuild';
import { join } from 'node:path';
import type { HostileWindow } from './hostile-window.js';
import { type Engine, PAYLOADS, type Payload } from './payloads.js';
import { type Recorder, startRecorder } from './recorder.js';

const NONCE = 'c29tZXRoaW5nIHJhbmRvbQ';
/** Every key an agent's hands rest on. */
const KEYS = ['Tab', 'Enter', 'Tab', 'Enter', 'Space', 'ArrowDown', 'Tab', 'Enter', 'Shift+Tab', 'x'];
/** Payloads of one stream: one each in the full run, where keys are quick. */
const together = (engine: string): number => (process.env.SIGHTLINE_LONG === '1' && engine === 'chromium' ? 1 : 24);
const FRAMES = 64;

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
  });
  const viewer = `<!doctype html><title>console</title><style nonce="${NONCE}">#viewer{position:relative;width:800px;height:600px;overflow:hidden}</style>
<button id="first">first</button><div id="viewer"></div><button id="last">last</button><script nonce="${NONCE}" src="/viewer.js"></script>`;
  recorder.page('/viewer.js', bundle.outputFiles[0]?.text ?? '');
  recorder.page('/console', viewer);
  const assets = `data: ${recorder.origin}/sdkapi/zcb/asset/`;
  recorder.page('/strict-console', viewer, {
    'content-security-policy': `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; img-src ${assets}; font-src ${assets}; media-src ${assets}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types sightline`,
  });
});
test.afterAll(() => recorder.stop());

const baitOf = (payload: Payload, where: string): string => `${recorder.origin}/bait/${where}/${payload.name}`;
const asked = (where: string): Set<string> =>
  new Set(recorder.requests.filter(({ path }) => path.startsWith(`/bait/${where}/`)).map(({ path }) => path.split('/')[3] ?? ''));
const isActed = (payload: Payload): boolean => payload.keys !== undefined || payload.click === true;

function pieces<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

/** Milliseconds a payload has that was too late among the others. */
const LAST_MS = 20_000;

async function act(page: Page, payload: Payload, clickMs = 2_000): Promise<void> {
  await page.goto(`${recorder.origin}/control/${payload.name}`, { waitUntil: 'load' });
  if (payload.click) await page.locator('#click').click({ timeout: clickMs });
  for (const key of payload.keys ?? []) await page.keyboard.press(key);
}

/** Runs `work` for each item in `width` pages of one context. */
async function inPages<T>(
  context: BrowserContext,
  list: readonly T[],
  width: number,
  work: (page: Page, item: T) => Promise<void>,
): Promise<void> {
  const left = [...list];
  await Promise.all(
    Array.from({ length: width }, async () => {
      const page = await context.newPage();
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(page, item);
      await page.close();
    }),
  );
}

test('the control: without protection every payload fires, and a same-site request carries the strict cookie', async ({
  context,
  page,
  browserName,
}) => {
  test.setTimeout(240_000);
  const engine = browserName as Engine;
  const live = PAYLOADS.filter((payload) => !payload.dormant?.includes(engine)).map(({ name }) => name);
  // Without a policy and without a sandbox, in pages of the console's own origin.
  for (const payload of PAYLOADS) recorder.page(`/control/${payload.name}`, `<!doctype html>${payload.html(baitOf(payload, 'control'))}`);
  await page.goto(`${recorder.origin}/console`);
  const missing = (): string[] => {
    const seen = asked('control');
    return live.filter((name) => !seen.has(name));
  };
  const still = PAYLOADS.filter((payload) => !isActed(payload));
  const alone = still.filter((payload) => payload.alone || payload.html('').includes('autofocus'));
  for (const some of pieces(
    still.filter((payload) => !alone.includes(payload)),
    FRAMES,
  )) {
    const names = some.map(({ name }) => name);
    recorder.page(
      `/board/${names[0]}`,
      `<!doctype html>${names.map((name) => `<iframe width="200" height="200" src="/control/${name}"></iframe>`).join('')}`,
    );
    await page.goto(`${recorder.origin}/board/${names[0]}`, { waitUntil: 'commit' }).catch(() => undefined);
    await expect
      .poll(() => missing().filter((name) => names.includes(name)).length, { timeout: 4_000, intervals: [50] })
      .toBe(0)
      .catch(() => undefined);
  }
  // What is left there keeps a core busy.
  await page.close();
  const unfired = missing();
  const rest = [...alone, ...PAYLOADS.filter((payload) => isActed(payload) || unfired.includes(payload.name))];
  await inPages(context, rest, 4, async (own, payload) => {
    await act(own, payload).catch(() => undefined);
    if (live.includes(payload.name))
      await expect
        .poll(() => asked('control').has(payload.name), { timeout: 3_000, intervals: [50] })
        .toBe(true)
        .catch(() => undefined);
  });
  // One of many pages may have had no focus in time.
  const late = missing();
  const again = PAYLOADS.filter(({ name }) => late.includes(name));
  await inPages(context, again, 1, async (own, payload) => {
    await own.bringToFront();
    await act(own, payload, LAST_MS).catch(() => undefined);
    await expect
      .poll(() => asked('control').has(payload.name), { timeout: LAST_MS, intervals: [50] })
      .toBe(true)
      .catch(() => undefined);
  });
  expect(missing(), 'payloads that did not fire').toEqual([]);
  const fired = asked('control');
  expect(
    PAYLOADS.filter(({ name, dormant }) => dormant?.includes(engine) && fired.has(name)).map(({ name }) => name),
    'dormant no more',
  ).toEqual([]);
  expect(recorder.requests.filter(({ path, cookie }) => path === '/bait/control/html-img' && cookie)).not.toEqual([]);
});

for (const console of ['console', 'strict-console'])
  test(`in a hand-made stream no payload asks for anything, runs or takes a key (${console})`, async ({ page, context, browserName }) => {
    test.setTimeout(600_000);
    const navigations: string[] = [];
    const odd: string[] = [];
    page.on('framenavigated', (frame) => void navigations.push(frame.url()));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => odd.push(dialog.message())));
    page.on('popup', (popup) => void odd.push(popup.url()));
    page.on('download', (download) => void odd.push(download.url()));
    // Firefox gives out what it says of fonts and policies as errors of the page.
    if (browserName === 'chromium') page.on('pageerror', (error) => void odd.push(error.message));
    const writer = await context.newPage();
    await writer.goto(`${recorder.origin}/console`);
    await page.goto(`${recorder.origin}/${console}`);
    await page.bringToFront();
    for (const some of [...pieces(PAYLOADS, together(browserName)), []]) {
      const names = some.map(({ name }) => name).join();
      const stream = await writer.evaluate(([pages, bait]) => (window as unknown as HostileWindow).writeHostile(pages, bait), [
        some.map((payload) => payload.html(baitOf(payload, console))),
        some.length === 0 ? `${recorder.origin}/bait/${console}/handmade` : undefined,
      ] as const);
      const html = await page.evaluate((bytes) => (window as unknown as HostileWindow).showHostile(bytes), stream);
      expect(html, names).toContain('<body');
      expect(html, names).not.toMatch(/<(?:script|base|meta|object|embed|frame|animate|set)[\s>]/);
      await page.locator('#first').focus();
      for (const key of KEYS) await page.keyboard.press(key);
      for (const y of [20, 150, 400]) await page.mouse.click(60, y);
      // Focus that ever went into the mirror would have stayed there or gone on from there.
      expect(await page.evaluate(() => document.activeElement?.localName), names).not.toBe('iframe');
      expect(page.url(), names).toBe(`${recorder.origin}/${console}`);
    }
    // What a request or a script would have needed to arrive: another one, made last, has come.
    await page.goto(`${recorder.origin}/sentinel/${console}`).catch(() => undefined);
    await expect.poll(() => recorder.requests.map(({ path }) => path)).toContain(`/sentinel/${console}`);
    expect([...asked(console)]).toEqual([]);
    expect(odd).toEqual([]);
    // The mirror's own frames, and frames of the mirrored page that stay empty.
    expect(navigations.filter((url) => !/^about:(?:srcdoc|blank)$/.test(url) && !url.startsWith(`${recorder.origin}/`))).toEqual([]);
    expect(navigations.filter((url) => url.includes('/bait/'))).toEqual([]);
  });
