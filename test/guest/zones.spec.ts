import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { widgetOf } from '../e2e/life/widget.js';
import { startService } from '../e2e/service.js';
import { CANARY, CHANGED, guestPage, scriptAddress } from './page.js';
import { startSite } from './site.js';
import { watchSession } from './watcher.js';

const ZONE = readFileSync(join(import.meta.dirname, '../../node_modules/zone.js/bundles/zone.umd.js'), 'utf8');
/** The page's minute of rest takes a tenth of one: all its timers run faster meanwhile. */
const CLOCK = `
  var pace = 1, native = window.setTimeout;
  window.setTimeout = function (run, ms) { return native.call(window, run, (ms || 0) / pace); };`;

/** An application whose zone counts what is scheduled and run in it, and what fails; all steps are the application's. */
const APPLICATION = `
  var counts = { tasks: 0, microtasks: 0, errors: 0 };
  var app = Zone.current.fork({
    name: 'app',
    onInvokeTask: function (delegate, current, target, task, self, args) {
      counts[task.type === 'microTask' ? 'microtasks' : 'tasks']++;
      return delegate.invokeTask(target, task, self, args);
    },
    onHandleError: function (delegate, current, target, error) { counts.errors++; return delegate.handleError(target, error); }
  });
  window.steps = new Proxy(steps, { get: function (all, name) { return function () { return app.run(all[name]); }; } });
  var field = document.createElement('input'), button = document.createElement('button');
  document.body.append(field, button);
  app.run(function () {
    button.addEventListener('click', function () { field.value = 'clicked'; });
    field.addEventListener('input', function () { Promise.resolve().then(function () { field.title = field.value; }); });
    // What is listened to after an await is the zone's too.
    (async function () { await undefined; button.addEventListener('click', function () { button.title += 'x'; }); })();
  });
  steps.use = function () {
    for (var i = 0; i < 20; i++) {
      field.value = 'typed ' + i;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      button.click();
      new MutationObserver(function () {}).observe(field, { attributes: true });
      setTimeout(function () { field.setAttribute('data-at', String(i)); }, 5);
    }
    setTimeout(function () { tell('used', ''); }, 50);
  };
  steps.rest = function () { pace = 10; native.call(window, function () { pace = 1; tell('rested', ''); }, 6000); };
  steps.pause = function () { session.pause(function (answer) { tell('paused', answer.success); }); };
  steps.count = function () { tell('counts', JSON.stringify(counts)); };`;

test('V7 a whole session in a page with zone.js, pauses and presses in the panel among it: tasks, microtasks and errors of its application are as many with and without it', async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const service = await startService({ RATE_REQUESTS: 'off', RATE_JOIN_FAILS: 'off' });
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const sdkToken = await service.token('customer', { userId: 'zoned', userName: 'Customer' });

  const counted = async (name: string, shared: boolean): Promise<string> => {
    const settings = { piiMask: { maskCssSelectors: '.private', maskPatterns: ['card'] } };
    const page = guestPage({
      name,
      site,
      script: scriptAddress(service, sdkKey),
      sdkToken,
      settings,
      first: CLOCK + ZONE,
      last: APPLICATION,
    });
    site.put(`/page/${name}`, { body: page });
    const context = await browser.newContext();
    const tab = await context.newPage();
    await tab.goto(`${site.origin}/page/${name}`, { waitUntil: 'commit' });
    const heard = async (kind: string): Promise<string> => String((await site.hears(name, [kind])).data);
    expect(await heard('ready')).toBe('object');
    let watcher: Awaited<ReturnType<typeof watchSession>> | undefined;
    if (shared) {
      site.step(name, 'init');
      expect(await heard('init')).toBe('ok');
      site.step(name, 'start');
      expect(await heard('start')).toBe('ok');
      watcher = await watchSession(service, await heard('pin'));
      await watcher.sees(CANARY);
    }
    for (const step of ['use', 'rest']) {
      site.step(name, step);
      await heard(step === 'use' ? 'used' : 'rested');
    }
    if (shared) {
      // Paused by the page and by the customer's hand, and what else there is to press in the panel.
      const widget = await widgetOf(tab);
      site.step(name, 'pause');
      expect(await heard('paused')).toBe('true');
      for (const button of ['Resume', 'Pause', 'Resume', 'Details', 'Details']) await widget.press(button);
      await expect.poll(() => widget.text()).toContain('Pause');
    }
    site.step(name, 'change');
    await watcher?.sees(CHANGED);
    if (shared) {
      site.step(name, 'end');
      expect(await heard('end')).toBe('ok');
    }
    watcher?.close();
    site.step(name, 'count');
    const counts = await heard('counts');
    expect(site.told(name).filter(({ kind }) => kind === 'thrown' || kind === 'step failed')).toEqual([]);
    await context.close();
    return counts;
  };

  const without = await counted('bare', false);
  expect(JSON.parse(without)).toMatchObject({ errors: 0 });
  expect((JSON.parse(without) as { tasks: number }).tasks).toBeGreaterThan(40);
  expect(await counted('shared', true)).toBe(without);
  await site.stop();
  await service.stop();
});
