import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { expect, test } from '../e2e/fixtures.js';
import type { Service } from '../e2e/service.js';
import { CANARY, scriptAddress } from './page.js';
import { type GuestSite, startSite } from './site.js';
import { watchSession } from './watcher.js';
import { WAYS, type Way, WORKER } from './ways.js';

const NPM = join(import.meta.dirname, '../../packages/sdk/dist/npm');

/** The page's own script, fit for HTML and XHTML: `go` takes the session and starts it. */
const own = (origin: string, name: string, sdkToken: string): string => `<script>//<![CDATA[
var tell = function (kind, data) { fetch('${origin}/told/${name}', { method: 'POST', body: JSON.stringify({ kind: kind, data: '' + data }) }); };
addEventListener('error', function (event) { tell('thrown', event.message); });
addEventListener('unhandledrejection', function (event) { tell('thrown', event.reason); });
var go = function (answer) {
  tell('init', answer.error ? answer.error.cause : 'ok');
  var session = answer.session, source = new EventSource('${origin}/steps/${name}');
  session.on('pincode_updated', function (news) { tell('pin', news.pinCode); });
  session.start({ sdkToken: '${sdkToken}' }, function (answer) { tell('start', answer.error ? answer.error.cause : 'ok'); });
  source.onmessage = function () { session.end(function () { tell('end', ''); source.close(); }); };
};
//]]></script>`;

interface Run {
  browser: Browser;
  service: Service;
  site: GuestSite;
  sdkKey: string;
  way: Way;
}

/** A session's life on a page that brings the SDK in this way: '' or what went wrong. */
async function live({ browser, service, site, sdkKey, way }: Run): Promise<string> {
  const name = `way-${WAYS.indexOf(way)}`;
  const sdkToken = await service.token('customer', { userId: name, userName: 'Customer' });
  const settings = JSON.stringify({ appKey: sdkKey, host: service.origin });
  const html = way.html({ own: own(site.origin, name, sdkToken), src: scriptAddress(service, sdkKey), settings });
  site.put(`/${name}`, { body: html, ...(way.headers && { headers: way.headers }) });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${site.origin}/${name}`, { waitUntil: 'commit' });
    const pin = await site.hears(name, ['pin', 'thrown']);
    if (pin.kind === 'thrown') return `thrown: ${String(pin.data)}`;
    const watcher = await watchSession(service, String(pin.data));
    await watcher.sees(CANARY);
    site.step(name, 'end');
    await site.hears(name, ['end']);
    watcher.close();
    const told = site.told(name);
    const thrown = told.filter(({ kind }) => kind === 'thrown').map(({ data }) => String(data));
    const inits = told.filter(({ kind }) => kind === 'init').length;
    return [...thrown, ...(inits === 1 ? [] : [`init answered ${inits} times`])].join();
  } catch (error) {
    return (error as Error).message.slice(0, 500);
  } finally {
    await context.close();
  }
}

test('V5 every way the SDK comes into a page', async ({ browser, service }) => {
  test.setTimeout(180_000);
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const javascript = { 'content-type': 'text/javascript' };
  site.put('/worker.js', { headers: javascript, body: WORKER });
  for (const file of readdirSync(NPM))
    if (/\.c?js$/.test(file)) site.put(`/npm/${file}`, { headers: javascript, body: readFileSync(join(NPM, file)) });
  const only = process.env.ONLY ?? '';
  const all = process.env.SIGHTLINE_LONG === '1' || only !== '';
  const left = WAYS.filter(({ name, long }) => name.includes(only) && (all || !long));
  const wrong: string[] = [];
  const worker = async (): Promise<void> => {
    for (let way = left.shift(); way; way = left.shift()) {
      const started = Date.now();
      const result = await live({ browser, service, site, sdkKey, way });
      if (process.env.ONLY !== undefined) console.log(`${way.name}: ${Date.now() - started} ms`);
      if (result) wrong.push(`${way.name}: ${result}`);
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  expect(wrong).toEqual([]);
  await site.stop();
});

test('V6 a page made ready in advance waits until it is shown', async ({ service, customer }) => {
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const sdkToken = await service.token('customer', { userId: 'prerender', userName: 'Customer' });
  const html = (
    name: string,
    more = '',
  ): string => `<!doctype html><title>${name}</title><h1>${CANARY}</h1>${own(site.origin, name, sdkToken)}
<script>${more}</script><script src="${scriptAddress(service, sdkKey)}"></script>
<script>ZoomCobrowseSDK.init({ multiTabSessionPersistence: { enable: true } }, function (answer) {
  tell('init', answer.session.getSessionInfo().sessionStatus);
  answer.session.on('session_started', function () { tell('in', ''); });
  window.session = answer.session;
  if (location.pathname === '/first') go(answer);
}); tell('asked', document.prerendering);</script>`;
  // A browser says the same of a page that a speculation rule has made ready.
  const ahead = `var ahead = true;
Object.defineProperty(document, 'prerendering', { get: function () { return ahead; } });
Object.defineProperty(document, 'visibilityState', { get: function () { return ahead ? 'hidden' : 'visible'; } });
function activate() { ahead = false; document.dispatchEvent(new Event('prerenderingchange')); document.dispatchEvent(new Event('visibilitychange')); }`;
  site.put('/first', { body: html('first') });
  site.put('/ahead', { body: html('ahead', ahead) });
  const first = await customer.context.newPage();
  await first.goto(`${site.origin}/first`);
  await site.hears('first', ['start']);
  const requests: string[] = [];
  const { page } = customer;
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  await page.goto(`${site.origin}/ahead`, { waitUntil: 'networkidle' });
  expect((await site.hears('ahead', ['asked'])).data).toBe('true');
  expect(site.told('ahead').filter(({ kind }) => kind !== 'asked')).toEqual([]);
  expect(requests.filter((path) => /chunk|sdkapi/.test(path))).toEqual([]);
  await page.evaluate('activate()');
  expect((await site.hears('ahead', ['init'])).data).toMatch(/^session_/);
  await page.locator('h1').click();
  await site.hears('ahead', ['in']);
  await page.evaluate('session.end()');
  await site.stop();
});
