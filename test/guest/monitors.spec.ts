import { expect, test } from '@playwright/test';
import { build } from 'esbuild';
import { startService } from '../e2e/service.js';
import { CANARY, CHANGED, guestPage, scriptAddress } from './page.js';
import { startSite } from './site.js';
import { watchSession } from './watcher.js';

/**
 * What a site measures itself with wraps timers, listeners, `fetch`, `XMLHttpRequest`, `WebSocket`, `history` and the console. Each tells
 * `seen` of every error it would report, and is set to trace requests to every origin.
 */
const MONITORS: Readonly<Record<string, string>> = {
  Sentry: `
    import * as Sentry from '@sentry/browser';
    Sentry.init({
      dsn: location.origin.replace('//', '//key@') + '/1',
      integrations: [Sentry.browserTracingIntegration(), Sentry.replayIntegration()],
      tracesSampleRate: 1, tracePropagationTargets: [/./], replaysSessionSampleRate: 1,
      beforeSend(event) { seen(event.exception && event.exception.values[0].value); return event; },
    });`,
  Datadog: `
    import { datadogRum } from '@datadog/browser-rum';
    datadogRum.init({
      applicationId: 'a', clientToken: 'b', proxy: location.origin + '/intake', sessionSampleRate: 100, sessionReplaySampleRate: 100,
      trackUserInteractions: true, trackResources: true, trackLongTasks: true,
      service: 'page', traceSampleRate: 100, allowedTracingUrls: [() => true],
      beforeSend(event) { if (event.type === 'error') seen(event.error.message); return true; },
    });`,
  'New Relic': `
    import { BrowserAgent } from '@newrelic/browser-agent/loaders/browser-agent';
    const agent = new BrowserAgent({
      init: {
        distributed_tracing: { enabled: true, cors_use_tracecontext_headers: true, allowed_origins: [service] }, ajax: { deny_list: [] }, ssl: false,
      },
      info: { beacon: location.host, errorBeacon: location.host, licenseKey: 'k', applicationID: '1', sa: 1 },
      loader_config: { accountID: '1', trustKey: '1', agentID: '1', licenseKey: 'k', applicationID: '1' },
    });
    agent.setErrorHandler((error) => { seen(error && error.message); return false; });`,
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
  // Where they report to. New Relic's agent looks at no error before it was told that it may.
  for (const path of ['/api/1/envelope/', '/intake', '/events/1/k', '/jserrors/1/k']) site.put(path, { body: '{}' });
  site.put('/1/k', () => ({
    body: JSON.stringify({ app: { agents: [{ entityGuid: 'g' }], nrServerTime: Date.now() }, err: 1, ins: 1, spa: 1 }),
  }));
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  for (const [monitor, code] of Object.entries(MONITORS)) {
    const name = monitor.replace(' ', '').toLowerCase();
    const sdkToken = await service.token('customer', { userId: name, userName: 'Customer' });
    const first = `window.errors = []; window.service = '${service.origin}'; window.seen = function (what) { window.errors.push(String(what)); };${await bundled(code)}`;
    const last = `
      steps.typed = function () { var f = document.body.appendChild(document.createElement('input')); f.value = 'typed'; f.dispatchEvent(new Event('input', { bubbles: true })); };
      steps.thrown = function () { setTimeout(function () { throw new Error('thrown by the page'); }); };
      steps.rejected = function () { Promise.reject(new Error('rejected by the page')); };`;
    const settings = { piiMask: { maskCssSelectors: '.private', maskPatterns: ['card'] } };
    site.put(`/page/${name}`, {
      body: guestPage({ name, site, script: scriptAddress(service, sdkKey), sdkToken, settings, first, last }),
    });
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${site.origin}/page/${name}`, { waitUntil: 'commit' });
    const traced: string[] = [];
    tab.on('request', (request) => {
      if (request.url().startsWith(service.origin))
        traced.push(...Object.keys(request.headers()).filter((header) => /^(?:sentry-trace|traceparent|x-datadog-trace-id)$/.test(header)));
    });
    const heard = async (kind: string): Promise<string> => String((await site.hears(name, [kind])).data);
    const does = async (step: string, kind = step): Promise<string> => {
      site.step(name, step);
      return heard(kind);
    };
    expect(await heard('ready'), monitor).toBe('object');
    expect(await does('init'), monitor).toBe('ok');
    expect(await does('start'), monitor).toBe('ok');
    expect(traced, `${monitor} adds headers to requests of the SDK`).not.toEqual([]);
    const watcher = await watchSession(service, await heard('pin'));
    await watcher.sees(CANARY);
    site.step(name, 'typed');
    site.step(name, 'change');
    await watcher.sees(CHANGED);
    expect(await does('end'), monitor).toBe('ok');
    watcher.close();
    // The control: it is told of what the page does not catch, and of that alone. One after the other, since Sentry takes errors of
    // one moment for one.
    const errors = (): Promise<string[]> => tab.evaluate(() => (window as unknown as { errors: string[] }).errors);
    for (const way of ['thrown', 'rejected']) {
      site.step(name, way);
      await expect.poll(errors, { message: monitor }).toContainEqual(expect.stringContaining(`${way} by the page`));
    }
    expect(await errors(), monitor).toHaveLength(2);
    const faults = site.told(name).filter(({ kind }) => kind === 'thrown' || kind === 'step failed');
    expect(faults.map(({ data }) => /(?:thrown|rejected) by the page/.exec(String(data))?.[0]).toSorted(), monitor).toEqual([
      'rejected by the page',
      'thrown by the page',
    ]);
    await context.close();
  }
  await site.stop();
  await service.stop();
});
