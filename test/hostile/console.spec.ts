import { chromium, expect, test } from '@playwright/test';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs';
import { getHelp } from '../e2e/mirror.js';
import { type Service, startService } from '../e2e/service.js';

const NONCE = 'c29tZXRoaW5nIHJhbmRvbQ';

let service: Service;
test.beforeAll(async () => {
  service = await startService();
});
test.afterAll(() => service.stop());

/** The policy `docs/security.md` gives to integrators, for a service at `origin`. */
const strictest = (origin: string): string => {
  const assets = `data: ${origin}/sdkapi/zcb/asset/`;
  return [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}'`,
    "style-src 'none'",
    `connect-src ${origin} ${origin.replace('http', 'ws')}`,
    `img-src ${assets}`,
    `font-src ${assets}`,
    `media-src ${assets}`,
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sightline',
  ].join('; ');
};

test('the viewer works in a console under the strictest policy, without one report', async ({ page: agent, browser, browserName }) => {
  test.setTimeout(120_000);
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const reports: string[] = [];
  const site = createServer((request, response) => {
    if (request.method === 'POST') {
      request.on('data', (chunk) => void reports.push(String(chunk)));
      response.writeHead(204).end();
      return;
    }
    response.setHeader('content-security-policy', `${strictest(service.origin)}; report-uri /reports`);
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>console</title><link rel="icon" href="data:,">
<script nonce="${NONCE}">addEventListener('securitypolicyviolation', (event) => (window.violations ??= []).push(event.effectiveDirective + ' ' + event.blockedURI));</script>
<script nonce="${NONCE}" src="${service.origin}/static/resource/sdk/${sdkKey}/agent/js"></script><div id="view"></div>`);
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const hers = browserName === 'chromium' ? browser : await chromium.launch({ executablePath: findChromium() ?? '', args: CHROMIUM_ARGS });
  const customer = await (await hers.newContext()).newPage();
  await customer.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer);

  const complaints: string[] = [];
  agent.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
  agent.on('pageerror', (error) => void complaints.push(error.message));
  await agent.goto(origin);
  const sdkToken = await service.token('agent', { userId: 'strict', userName: 'Strict' });
  await agent.evaluate(
    async ([host, appKey, token, pinCode]) => {
      const view = document.getElementById('view') as HTMLElement;
      view.style.height = '600px';
      const sdk = (
        window as unknown as { ZoomCobrowseAgentSDK: { init(settings: object): Promise<{ join(options: object): Promise<void> }> } }
      ).ZoomCobrowseAgentSDK;
      const session = await sdk.init({ appKey, host, zoomAppRoot: view });
      await session.join({ pinCode, sdkToken: token });
    },
    [service.origin, sdkKey, sdkToken, pin] as const,
  );
  const mirror = async () => agent.frames().find((frame) => frame.url() === 'about:srcdoc');
  await expect
    .poll(async () => (await mirror())?.evaluate(() => document.querySelectorAll('img').length).catch(() => 0), { timeout: 20_000 })
    .toBeGreaterThan(0);
  // Its pictures are there, and its styles.
  await expect
    .poll(async () => (await mirror())?.evaluate(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0)), {
      timeout: 20_000,
    })
    .toBe(true);
  const margin = (): string => getComputedStyle(document.body).margin;
  const hersIs = await customer.evaluate(margin);
  expect(hersIs).not.toBe('8px');
  await expect.poll(async () => (await mirror())?.evaluate(margin), { timeout: 20_000 }).toBe(hersIs);
  expect(await agent.evaluate(() => (window as unknown as { violations?: string[] }).violations ?? [])).toEqual([]);
  // The control: this console does report what it does not allow.
  await agent.evaluate(() => document.body.append(Object.assign(new Image(), { src: '/elsewhere' })));
  await expect.poll(() => agent.evaluate(() => (window as unknown as { violations?: string[] }).violations?.length ?? 0)).toBe(1);
  await expect.poll(() => reports.length).toBe(1);
  expect(reports[0]).toContain('elsewhere');
  // No browser lets a page use drawings of another origin (`use`), asset or not; that it says so is no report.
  expect(complaints.filter((text) => !/elsewhere|(?:Unsafe attempt to load URL|may not load data from) \S+\/asset\//.test(text))).toEqual(
    [],
  );
  await customer.context().close();
  if (hers !== browser) await hers.close();
  site.closeAllConnections();
  site.close();
});
