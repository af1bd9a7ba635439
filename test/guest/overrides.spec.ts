import type { Browser } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { type Service, startService } from '../e2e/service.js';
import { OVERRIDES, type Override } from './overrides.js';
import { CANARY, CHANGED, guestPage, scriptAddress, SECRETS } from './page.js';
import { type GuestSite, startSite } from './site.js';
import { type Watcher, watchSession } from './watcher.js';

type Phase = 'before' | 'idle' | 'live';

interface Outcome {
  /** `works`, or the rows the page was told. */
  result: string;
  thrown: string[];
  leaks: string[];
}

interface Run {
  browser: Browser;
  service: Service;
  site: GuestSite;
  script: string;
  override: Override;
  phase: Phase;
}

/** One life of a session on a page with one override: what came of it. */
async function liveThrough({ browser, service, site, script, override, phase }: Run): Promise<Outcome> {
  const name = `${phase}-${OVERRIDES.indexOf(override)}`;
  const sdkToken = await service.token('customer', { userId: name, userName: 'Customer' });
  site.put(`/page/${name}`, { body: guestPage({ name, site, script, sdkToken, [phase]: override.code }) });
  const context = await browser.newContext();
  let watcher: Watcher | undefined;
  const rows: string[] = [];
  const heard = async (...kinds: string[]): Promise<string> => {
    const { kind, data } = await site.hears(name, kinds);
    if (data !== 'ok' && kind !== 'pin' && kind !== 'ready') rows.push(`${kind} ${String(data)}`);
    return String(data);
  };
  const run = async (): Promise<string> => {
    const page = await context.newPage();
    if (process.env.ONLY) page.on('console', (m) => console.log(m.text(), m.location().url));
    await page.goto(`${site.origin}/page/${name}`, { waitUntil: 'commit' });
    if ((await heard('ready')) !== 'object') return 'no SDK';
    site.step(name, 'init');
    if ((await heard('init')) !== 'ok') return 'init';
    if (phase === 'idle') site.step(name, 'idle');
    site.step(name, 'start');
    if ((await heard('start')) !== 'ok') return 'start';
    watcher = await watchSession(service, String((await site.hears(name, ['pin'])).data));
    const failed = site.hears(name, ['ended']).then(({ data }) => Promise.reject(new Error(`ended ${String(data)}`)));
    await Promise.race([failed, watcher.sees(CANARY)]);
    if (phase === 'live') site.step(name, 'live');
    site.step(name, 'change');
    await Promise.race([failed, watcher.sees(CHANGED)]);
    failed.catch(() => undefined);
    site.step(name, 'end');
    await heard('end');
    return 'works';
  };
  const result = await run().catch((error: Error) => `${error.message.slice(0, 300)}`);
  const shown = watcher ? watcher.bytes().toString('latin1') + watcher.text() : '';
  watcher?.close();
  await context.close();
  const told = site.told(name);
  return {
    result: [result, ...rows, ...told.filter(({ kind }) => kind === 'error').map(({ data }) => `row ${String(data)}`)].join(' | '),
    thrown: told.filter(({ kind }) => kind === 'thrown' || kind === 'step failed').map(({ data }) => String(data)),
    leaks: SECRETS.filter((secret) => shown.includes(secret)),
  };
}

test('every override', async ({ browser }) => {
  test.setTimeout(600_000);
  const service = await startService({ RATE_REQUESTS: 'off', RATE_JOIN_FAILS: 'off' });
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const script = scriptAddress(service, sdkKey);
  const only = process.env.ONLY;
  const jobs = OVERRIDES.flatMap((override) => (['before', 'idle', 'live'] as const).map((phase) => ({ override, phase }))).filter(
    ({ override, phase }) => !only || only.split('|').some((one) => `${phase} ${override.name}`.includes(one)),
  );
  const lines: string[] = [];
  const worker = async (): Promise<void> => {
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      const outcome = await liveThrough({ browser, service, site, script, ...job });
      const bad = outcome.thrown.length > 0 || outcome.leaks.length > 0 || (job.override.honest && outcome.result !== 'works');
      lines.push(`${bad ? 'BAD ' : 'ok  '} ${job.phase} ${job.override.name}: ${outcome.result} ${outcome.leaks.join()} ${outcome.thrown.join(' // ').slice(0, 700)}`);
    }
  };
  const started = Date.now();
  await Promise.all(Array.from({ length: 6 }, worker));
  console.log(lines.sort().join('\n'), Date.now() - started);
  await site.stop();
  await service.stop();
  expect(lines.filter((line) => line.startsWith('BAD'))).toEqual([]);
});
