import { expect, test } from '../e2e/fixtures.js';
import { joinAtDesk, mirrorOf } from '../e2e/mirror.js';
import { scriptAddress } from './page.js';
import { startSite } from './site.js';

const NONCE = 'only-this-page-knows-it';
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAE0lEQVR4nGNgYPj/Hz8eVTAyFAAAQdF/gb5Lf8QAAAAASUVORK5CYII=',
  'base64',
);

/** Everything of the page's own: a linked sheet with a picture and an import, a picture only its own visitors get, a canvas, a form. */
const body = (script: string): string => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A bank</title>
<link rel="stylesheet" href="/bank.css"></head><body>
<h1 class="brand">The bank</h1><img id="card" src="/card.png" alt=""><canvas id="chart" width="40" height="40"></canvas>
<form><label>Name <input id="name"></label><input type="password" value="never leaves"></form><details><summary>More</summary>of it</details>
<script nonce="${NONCE}" src="${script}"></script>
<script nonce="${NONCE}">
  window.told = { violations: [], thrown: [], pins: [] };
  document.addEventListener('securitypolicyviolation', function (event) { told.violations.push(event.effectiveDirective + ' ' + event.blockedURI); });
  window.addEventListener('error', function (event) { told.thrown.push(event.message); });
  window.addEventListener('unhandledrejection', function (event) { told.thrown.push('' + event.reason); });
  ZoomCobrowseSDK.init({ multiTabSessionPersistence: { enable: true } }, function (answer) {
    window.session = answer.session;
    session.on('pincode_updated', function (news) { told.pins.push(news.pinCode); });
  });
</script></body></html>`;

interface Told {
  violations: string[];
  thrown: string[];
  pins: string[];
}
interface Strict {
  told: Told;
  session: {
    start(o: object): Promise<unknown>;
    end(): Promise<unknown>;
    preview(on: boolean): Promise<unknown>;
    pause(): Promise<unknown>;
    resume(): Promise<unknown>;
    getSessionInfo(): { sessionStatus: string };
  };
}

test('V4 the strict way in: a whole life under exactly its policy, and not one report', async ({ service, customer, agent }) => {
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const sdkToken = await service.token('customer', { userId: 'strict', userName: 'Customer' });
  // What surface §2 asks for, and the page's own sheets and pictures.
  const policy = `default-src 'none'; script-src 'nonce-${NONCE}'; connect-src ${service.origin} ${service.origin.replace('http', 'ws')}; trusted-types sightline; require-trusted-types-for 'script'; style-src 'self'; img-src 'self'`;
  const reports: string[] = [];
  site.put('/reports', (request) => {
    request.on('data', (chunk) => reports.push(String(chunk)));
    return { body: '' };
  });
  const headers = { 'set-cookie': 'visitor=1', 'content-security-policy': `${policy}; report-uri /reports` };
  site.put('/bank', { headers, body: body(scriptAddress(service, sdkKey)) });
  site.put('/bank.css', {
    headers: { 'content-type': 'text/css' },
    body: '@import "/more.css"; .brand { background: url(/tile.png); color: rgb(1, 2, 3) } .brand:hover { color: red }',
  });
  site.put('/more.css', { headers: { 'content-type': 'text/css' }, body: 'body { outline: 3px solid rgb(4, 5, 6) }' });
  site.put('/tile.png', { headers: { 'content-type': 'image/png' }, body: PICTURE });
  site.put('/card.png', ({ headers: { cookie } }) => ({
    headers: { 'content-type': 'image/png' },
    body: cookie?.includes('visitor') ? PICTURE : '',
  }));

  const { page } = customer;
  await page.goto(`${site.origin}/bank`);
  await page.waitForFunction(() => 'session' in window);
  await page.evaluate((token) => void (window as unknown as Strict).session.start({ sdkToken: token }), sdkToken);
  await page.waitForFunction(() => (window as unknown as Strict).told.pins.length > 0);
  const pin = await page.evaluate(() => (window as unknown as Strict).told.pins[0] ?? '');
  await joinAtDesk(agent.page, service, pin);
  const shows = async (selector: string, property: string): Promise<string> => {
    const frame = await mirrorOf(agent.page);
    return frame.evaluate(
      ([what, which]) => {
        const element = document.querySelector(what ?? '');
        return element ? getComputedStyle(element).getPropertyValue(which ?? '') : '';
      },
      [selector, property],
    );
  };
  await expect.poll(() => shows('.brand', 'color')).toBe('rgb(1, 2, 3)');
  await expect.poll(() => shows('body', 'outline-color')).toBe('rgb(4, 5, 6)');
  await expect.poll(() => shows('.brand', 'background-image')).toContain('/sdkapi/zcb/asset/');
  // Only she may load it, and her page may show it, but not fetch it.
  const width = async (): Promise<number> => (await mirrorOf(agent.page)).evaluate(() => document.images[0]?.naturalWidth ?? 0);
  await expect.poll(width).toBe(8);

  // She works, peeks, pauses, goes on, changes the page, opens another tab, ends.
  await page.locator('#name').fill('Ann');
  await page.locator('summary').click();
  await page.evaluate(() => document.querySelector('canvas')?.getContext('2d')?.fillRect(0, 0, 20, 20));
  const session = (method: 'pause' | 'resume' | 'end'): Promise<unknown> =>
    page.evaluate((name) => (window as unknown as Strict).session[name](), method);
  await page.evaluate(async () => {
    await (window as unknown as Strict).session.preview(true);
    await (window as unknown as Strict).session.preview(false);
  });
  await session('pause');
  await session('resume');
  await expect.poll(async () => (await mirrorOf(agent.page)).evaluate(() => document.querySelector('input')?.value)).toBe('Ann');
  const told = (of: typeof page): Promise<Told> => of.evaluate(() => (window as unknown as Strict).told);
  const clean = { violations: [], thrown: [] };
  expect(await told(page)).toMatchObject(clean);
  await page.reload();
  const live = (): boolean => /active/.test((window as Partial<Strict & Window>).session?.getSessionInfo().sessionStatus ?? '');
  await page.waitForFunction(live);
  const tab = await customer.context.newPage();
  await tab.goto(`${site.origin}/bank`);
  await tab.bringToFront();
  await tab.locator('h1').click();
  await tab.waitForFunction(live);
  await tab.evaluate(() => (window as unknown as Strict).session.end());
  expect(await told(tab)).toMatchObject(clean);
  expect(await told(page)).toMatchObject(clean);
  expect(reports).toEqual([]);

  // The control: one request of the page's own that the policy forbids is heard both ways.
  await tab.evaluate(() => fetch('/bank.css').catch(() => undefined));
  await expect.poll(async () => (await told(tab)).violations).toEqual([expect.stringContaining('connect-src')]);
  await expect.poll(() => reports.join()).toContain('bank.css');
  await site.stop();
});
