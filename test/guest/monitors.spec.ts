import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { startService } from '../e2e/service.js';
import { CANARY, CHANGED, guestPage, scriptAddress } from './page.js';
import { startSite } from './site.js';
import { watchSession } from './watcher.js';

/**
 * What a site measures itself with wraps timers, listeners, `fetch`, `XMLHttpRequest`, `WebSocket`, `history` and the console. Each tells
 * `seen` of every error it would report.
 */
const MONITORS: Readonly<Record<string, string>> = {
  Sentry: `
    import * as Sentry from '@sentry/browser';
    Sentry.init({
      dsn: location.origin.replace('//', '//key@') + '/1',
      integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()],
      tracesSampleRate: 1, replaysSessionSampleRate: 1,
      beforeSend(event) { seen('error', event.exception && event.exception.values[0].value); return event; },
    });
    window.fail = (error) => Sentry.captureException(error);`,
  Datadog: `
    import { datadogRum } from '@datadog/browser-rum';
    datadogRum.init({
      applicationId: 'a', clientToken: 'b', proxy: location.origin + '/intake', sessionSampleRate: 100, sessionReplaySampleRate: 100,
      trackUserInteractions: true, trackResources: true, trackLongTasks: true,
      beforeSend(event) { if (event.type === 'error') seen('error', event.error.message); return true; },
    });
    window.fail = (error) => datadogRum.addError(error);`,
  'New Relic': `
    import { BrowserAgent } from '@newrelic/browser-agent/loaders/browser-agent';
    const agent = new BrowserAgent({
      init: { distributed_tracing: { enabled: true }, ajax: { deny_list: [] }, ssl: false },
      info: { beacon: location.host, errorBeacon: location.host, licenseKey: 'k', applicationID: '1', sa: 1 },
      loader_config: { accountID: '1', trustKey: '1', agentID: '1', licenseKey: 'k', applicationID: '1' },
    });
    agent.setErrorHandler((error) => { seen('error', error && error.message); return false; });
    window.fail = (error) => agent.noticeError(error);`,
};

async function bundled(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  // It stands in a page's script.
  return (outputFiles[0]?.text ?? '').replaceAll('</script', String.raw`<\/script`);
}

test('V7 a whole session in a page that is measured by Sentry, Datadog or New Relic: it works, and none of them is told of an error', async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const service = await startService({ RATE_REQUESTS: 'off', RATE_JOIN_FAILS: 'off' });
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  for (const [monitor, code] of Object.entries(MONITORS)) {
    const name = monitor.replace(' ', '').toLowerCase();
    const sdkToken = await service.token('customer', { userId: name, userName: 'Customer' });
    const first = `window.errors = []; window.seen = function (kind, what) { window.errors.push(String(what)); };${await bundled(code)}`;
    const last = `
      steps.typed = function () { var f = document.body.appendChild(document.createElement('input')); f.value = 'typed'; f.dispatchEvent(new Event('input', { bubbles: true })); };
      steps.errors = function () { tell('errors', JSON.stringify(window.errors)); };
      steps.fail = function () { window.fail(new Error('of the page')); };`;
    const settings = { piiMask: { maskCssSelectors: '.private', maskPatterns: ['card'] } };
    site.put(`/page/${name}`, {
      body: guestPage({ name, site, script: scriptAddress(service, sdkKey), sdkToken, settings, first, last }),
    });
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${site.origin}/page/${name}`, { waitUntil: 'commit' });
    const heard = async (kind: string): Promise<string> => String((await site.hears(name, [kind])).data);
    const does = async (step: string, kind = step): Promise<string> => {
      site.step(name, step);
      return heard(kind);
    };
    expect(await heard('ready'), monitor).toBe('object');
    expect(await does('init'), monitor).toBe('ok');
    expect(await does('start'), monitor).toBe('ok');
    const watcher = await watchSession(service, await heard('pin'));
    await watcher.sees(CANARY);
    site.step(name, 'typed');
    site.step(name, 'change');
    await watcher.sees(CHANGED);
    expect(await does('end'), monitor).toBe('ok');
    watcher.close();
    expect(JSON.parse(await does('errors')), monitor).toEqual([]);
    // The control: it is told of one.
    site.step(name, 'fail');
    await expect
      .poll(async () => tab.evaluate(() => (window as unknown as { errors: string[] }).errors), { message: monitor })
      .toContainEqual(expect.stringContaining('of the page'));
    expect(site.told(name).filter(({ kind }) => kind === 'thrown' || kind === 'step failed')).toEqual([]);
    await context.close();
  }
  await site.stop();
  await service.stop();
});
