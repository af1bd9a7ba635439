import type { Browser } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { type Service, startService } from '../e2e/service.js';
import { OVERRIDES, type Override, PHASES, type Phase, type Place, PLACES } from './overrides.js';
import { ALL_NAMES, QUICK_NAMES } from './page-names.js';
import { UNANSWERED } from './unanswered.js';
import { CANARY, CHANGED, guestPage, scriptAddress, SECRETS } from './page.js';
import { type GuestSite, startSite } from './site.js';
import { type Watcher, watchSession } from './watcher.js';

const LONG = process.env.SIGHTLINE_LONG === '1';
/** How long is waited for what a page that is silent does not say. */
const SILENT_MS = 1_000;
const LIMIT_MS = 40_000;
/** `init`, `start` and `end` answer within that (spec: errors §6). */
const PROMISED_MS = 20_000;

interface Run {
  browser: Browser;
  service: Service;
  site: GuestSite;
  script: string;
}

interface Outcome {
  /** The agent saw the page and its change, and the session ended as asked. */
  works: boolean;
  /** Codes and causes the page was told, by callback or event. */
  rows: string[];
  /** Errors and rejections that reached the page. */
  thrown: string[];
  leaks: string[];
  /** Steps that took longer than is promised. */
  late: string[];
  /** Where it stopped, for who reads a failure. */
  stopped: string;
}

interface Job {
  override: Override;
  phase: Phase | Place;
}

/** One life of a session on a page with one override: what came of it. */
async function liveThrough({ browser, service, site, script }: Run, { override, phase }: Job): Promise<Outcome> {
  const name = `${phase}-${override.name}`.replaceAll(/\W/g, '-');
  const sdkToken = await service.token('customer', { userId: name, userName: 'Customer' });
  site.put(`/page/${name}`, { body: guestPage({ name, site, script, sdkToken, [phase]: override.code }) });
  const context = await browser.newContext();
  const limitMs = override.silent?.includes(phase) ? SILENT_MS : LIMIT_MS;
  let watcher: Watcher | undefined;
  const late: string[] = [];
  const heard = async (kind: string): Promise<string> => {
    const asked = performance.now();
    const { data } = await site.hears(name, [kind], { limitMs });
    if (performance.now() - asked > PROMISED_MS) late.push(`${kind} after ${Math.round(performance.now() - asked)} ms`);
    return String(data);
  };
  /** Fails as soon as the session is over. */
  const seen = async (part: string): Promise<void> => {
    const ended = site
      .hears(name, ['ended'], { limitMs: limitMs * 2 })
      .then(({ data }) => Promise.reject(new Error(`ended: ${String(data)}`)));
    ended.catch(() => undefined);
    await Promise.race([ended, watcher?.sees(part, limitMs)]);
  };
  const run = async (): Promise<string> => {
    const page = await context.newPage();
    await page.goto(`${site.origin}/page/${name}`, { waitUntil: 'commit' });
    if ((await heard('ready')) !== 'object') return 'no SDK';
    site.step(name, 'init');
    if ((await heard('init')) !== 'ok') return 'init';
    if (phase === 'idle') site.step(name, 'idle');
    site.step(name, 'start');
    if ((await heard('start')) !== 'ok') return 'start';
    watcher = await watchSession(service, await heard('pin'));
    await seen(CANARY);
    if (phase === 'live') site.step(name, 'live');
    site.step(name, 'change');
    await seen(CHANGED);
    site.step(name, 'end');
    if ((await heard('end')) !== 'ok') return 'end';
    return '';
  };
  const stopped = await run().catch((error: Error) => error.message.slice(0, 1000));
  const shown = watcher ? watcher.bytes().toString('latin1') + watcher.text() : '';
  watcher?.close();
  // What it says of itself may still be on its way.
  if (stopped !== '' && !site.told(name).some(({ data }) => /^\d+:/.test(String(data))))
    await site.hears(name, ['error'], { limitMs: 2_000 }).catch(() => undefined);
  await context.close();
  const told = site.told(name);
  const said = (kinds: string[]): string[] => told.filter(({ kind }) => kinds.includes(kind)).map(({ data }) => String(data));
  return {
    works: stopped === '',
    rows: said(['init', 'start', 'end', 'error']).filter((row) => /^\d+:/.test(row)),
    thrown: said(['thrown', 'step failed']),
    leaks: SECRETS.filter((secret) => shown.includes(secret)),
    stopped,
    late,
  };
}

/** What is wrong with an outcome; '' where nothing is. */
function judge({ override, phase }: Job, { works, rows, thrown, leaks, stopped, late }: Outcome): string {
  const silent = override.silent?.includes(phase) === true;
  const wrong = [
    leaks.length > 0 ? `leaks ${leaks.join()}` : '',
    thrown.length > 0 ? `throws ${thrown.join(' / ')}` : '',
    ...late,
    override.honest && !works ? `does not work: ${stopped}` : '',
    !works && !silent && rows.length === 0 ? `tells nothing: ${stopped}` : '',
  ];
  const all = wrong.filter(Boolean).join('; ');
  return all && `${phase}, ${override.name}: ${all}${rows.length > 0 ? ` (${rows.join()})` : ''}`;
}

/** Of what is broken on purpose: what once leaked, threw or said nothing, in the phase it did. */
const QUICK = [
  'before Object.prototype has get',
  'idle push, slice, map',
  'before Map',
  'live JSON',
  'idle Promise',
  'live call',
  'live Array iterator',
  'live RegExp never finds',
  'before Date, performance',
  'before querySelectorAll finds nothing',
  'before type lies',
  'before matches says yes',
  'idle addEventListener',
  'live removeEventListener',
];

/** What a page calls by names the SDK uses, before and after its script. */
const names = (list: Override[]): Job[] => list.flatMap((override) => PLACES.map((phase) => ({ override, phase })));

/** All honest ones on one page a phase, and some of the others; in the full run each by itself in each phase. */
function jobs(): Job[] {
  const each = (list: Override[]): Job[] => list.flatMap((override) => PHASES.map((phase) => ({ override, phase })));
  if (LONG || process.env.ONLY) {
    const all: Job[] = [...each(OVERRIDES), ...UNANSWERED, ...names(ALL_NAMES), ...names(QUICK_NAMES)];
    // One page each: the quick names are among all of them.
    return [...new Map(all.map((job) => [`${job.phase} ${job.override.name}`, job])).values()];
  }
  const honest = OVERRIDES.filter((one) => one.honest);
  const together = { name: 'all honest ones', honest: true, code: honest.map(({ code }) => `(function () {${code}})();`).join('\n') };
  const quick = each(OVERRIDES).filter(({ override, phase }) => QUICK.includes(`${phase} ${override.name}`));
  expect(quick).toHaveLength(QUICK.length);
  const named = names(QUICK_NAMES).filter(({ override, phase }) => override.honest || phase === 'first');
  return [...UNANSWERED, ...each([together]), ...quick, ...named];
}

test('V3 whatever a page does to its language and DOM: the session works or says one row; nothing reaches the page, nothing leaks', async ({
  browser,
}) => {
  test.setTimeout(LONG ? 900_000 : 240_000);
  const service = await startService({ RATE_REQUESTS: 'off', RATE_JOIN_FAILS: 'off' });
  const site = await startSite();
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const run: Run = { browser, service, site, script: scriptAddress(service, sdkKey) };
  const only = process.env.ONLY?.split('|');
  const left = jobs().filter(({ override, phase }) => !only || only.some((one) => `${phase} ${override.name}`.includes(one)));
  const count = left.length;
  const wrong: string[] = [];
  let working = 0;
  const worker = async (): Promise<void> => {
    for (let job = left.shift(); job; job = left.shift()) {
      const outcome = await liveThrough(run, job);
      if (outcome.works) working++;
      const problem = judge(job, outcome);
      if (problem) wrong.push(problem);
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  console.log(`${count} pages, a session works on ${working}`);
  expect(wrong).toEqual([]);

  await test.step('what is looked for would be found', async () => {
    const throws = { name: 'control', honest: true, code: `setTimeout(function () { throw new Error('a control'); });` };
    const control = await liveThrough(run, { override: throws, phase: 'live' });
    expect(judge({ override: throws, phase: 'live' }, control)).toContain('throws Uncaught Error: a control');
    const bare = {
      name: 'bare',
      honest: true,
      code: `var p = document.createElement('p'); p.textContent = '${SECRETS[2]}'; document.body.append(p);`,
    };
    expect((await liveThrough(run, { override: bare, phase: 'live' })).leaks).toEqual([SECRETS[2]]);
  });
  await site.stop();
  await service.stop();
});
