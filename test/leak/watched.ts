import { type Browser, expect, type Page } from '@playwright/test';
import { joinAtDesk, mirrorOf, startSharing } from '../e2e/mirror.js';
import type { Service } from '../e2e/service.js';
import type { LeakSite, MaskType } from './leak-site.js';
import type { Planted } from './planting.js';
import { type Evidence, findTokens } from './search.js';
import { tapPage, type Wiretap } from './wiretap.js';

declare global {
  /** What the page under test is given (in-page.ts). */
  const planting: { leakTest: Record<'open' | 'late' | 'inputs' | 'all', (from: number) => Planted[]> };
}

export interface Watched {
  customer: Page;
  agent: Page;
  /** The customer's, then the agent's. */
  taps: [Wiretap, Wiretap];
  pin: string;
  close(): Promise<void>;
}

export interface World {
  browser: Browser;
  service: Service;
  site: LeakSite;
}

/** A customer's page with what `plant` put there before help was asked for, watched by an agent, both tapped. */
export async function watched<T>(
  { browser, service, site }: World,
  page: { maskType: MaskType; query?: string; plant(page: Page): Promise<T> },
): Promise<Watched & { planted: T }> {
  const customer = await (await browser.newContext()).newPage();
  const agent = await (await browser.newContext()).newPage();
  const taps: [Wiretap, Wiretap] = [tapPage(customer, 'customer', service.origin), tapPage(agent, 'agent', service.origin)];
  await customer.goto(site.address(page.maskType, page.query));
  // The first words of an integration: what was a password before `init` nobody can know.
  await customer.waitForFunction(() => 'testSession' in window);
  const planted = await page.plant(customer);
  const pin = await startSharing(customer, service);
  await joinAtDesk(agent, service, pin);
  const close = async (): Promise<void> => {
    await customer.context().close();
    await agent.context().close();
  };
  return { customer, agent, taps, pin, planted, close };
}

/** Waits until the agent sees a word that the customer's page says now, in an element that is open in every mode. */
export async function throughToAgent({ customer, agent }: Watched, word: string): Promise<void> {
  await customer.evaluate((text) => {
    const said = document.body.appendChild(document.createElement('p'));
    said.className = 'open';
    said.textContent = text;
  }, word);
  // The mirror may go, and another come, while it is looked at.
  await expect(async () => {
    expect(await (await mirrorOf(agent)).evaluate(() => document.body.innerText)).toContain(word);
  }).toPass({ timeout: 20_000 });
}

/** What an agent's page shows: markup with shadow roots, values, sheets. */
export async function pictureOf(agent: Page): Promise<Evidence> {
  const picture = await (await mirrorOf(agent)).evaluate(() => {
    const values = [...document.querySelectorAll('input,textarea')].map((control) => (control as HTMLInputElement).value);
    const roots = [...document.querySelectorAll('*')].flatMap((element) => element.shadowRoot ?? []);
    const sheets = [document, ...roots].flatMap((root) => [...root.styleSheets, ...root.adoptedStyleSheets]);
    const css = sheets.flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText);
    return [document.documentElement.getHTML({ shadowRoots: roots }), ...values, ...css].join('\n');
  });
  return { where: 'the agent’s picture', bytes: new TextEncoder().encode(picture) };
}

/** The database's files and the log. */
export const kept = (service: Service): Evidence[] => [
  ...service.dataFiles().map((bytes, index) => ({ where: `data file ${index}`, bytes })),
  { where: 'log', bytes: new TextEncoder().encode(service.log()) },
];

/** Cookies and storage of a page's own. */
async function stored(page: Page, who: string): Promise<Evidence> {
  const own = await page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]));
  const cookies = JSON.stringify(await page.context().cookies());
  return { where: `${who} storage`, bytes: new TextEncoder().encode(own + cookies) };
}

/** Everything that was said, kept or logged, the agent's picture included. */
async function evidenceOf({ customer, agent, taps }: Watched, service: Service): Promise<Evidence[]> {
  for (const tap of taps) await tap.settle();
  return [
    ...taps.flatMap((tap) => tap.evidence),
    await pictureOf(agent),
    await stored(customer, 'customer'),
    await stored(agent, 'agent'),
    ...kept(service),
  ];
}

/** Places whose canary did not leave the customer's browser, but those whose place never does. */
function unseen(evidence: readonly Evidence[], planted: readonly Planted[]): string[] {
  const sent = findTokens(evidence.filter(({ where }) => where.startsWith('customer sent')));
  return planted.flatMap(({ place, canary, never }) => (never === undefined && !sent.has(canary) ? [place] : []));
}

/** No secret is anywhere; every canary left, by the same search: pictures in their own time. */
export async function expectNoLeak(watch: Watched, service: Service, planted: readonly Planted[]): Promise<Evidence[]> {
  expect(planted.length).toBeGreaterThan(0);
  await expect
    .poll(() => unseen(watch.taps[0].evidence, planted), { message: 'canaries not found', intervals: [500], timeout: 15_000 })
    .toEqual([]);
  const evidence = await evidenceOf(watch, service);
  const everywhere = findTokens(evidence);
  const leaks = planted.flatMap(({ place, secret }) => (everywhere.has(secret) ? [`${place}: ${everywhere.get(secret)?.join(', ')}`] : []));
  expect(leaks, 'secrets found').toEqual([]);
  return evidence;
}
