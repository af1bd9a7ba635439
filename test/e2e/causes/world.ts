import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import { type Service, startService } from '../service.js';
import { signToken, type TokenOptions } from '../token.js';
import { type CausesSite, type PageWishes, startCausesSite } from './site.js';
import { expectQuiet } from './proof.js';

export const SDK_KEY = 'key-of-the-tests';
export const SDK_SECRET = 'secret-of-the-tests-0123456789abcdef';

/** A host name only the test's browser knows: off loopback by its name, this machine by its address. */
const FAR_HOST = 'shop.test';

/** A service of its own with a database the test can get at from outside. */
export interface Placed {
  service: Service;
  /** Its SQLite file. */
  database: string;
}

export interface Origins {
  /** In `ALLOWED_SITES`. */
  allowed: string;
  /** The same pages, an origin nobody allowed. */
  stranger: string;
  /** In `ALLOWED_SITES`, but http and not loopback. */
  far: string;
}

interface Worker {
  site: CausesSite;
  origins: Origins;
  /** With no limits of rate, everything else as it comes. */
  service: Service;
  /** Two trial minutes, PINs that are replaced soon, and an account mask no browser knows. */
  trial: Later;
  /** Its database is broken from outside. */
  fragile: Later;
  /** Tight limits of rate and a short window to come back in. */
  limited: Later;
  /** Starts a service; stopped with the worker. */
  startOther(env: Record<string, string>): Later;
}

/** Starting since the worker did, beside what is tested meanwhile. */
type Later = () => Promise<Placed>;

export interface OpenPage extends Partial<PageWishes> {
  /** Another browser profile than the test's own. */
  in?: BrowserContext;
  origin?: string;
  /** An interface of the browser that the page finds missing. */
  without?: string;
}

interface Tools {
  /** Opens a page of the site whose SDK has answered `init` (unless `manual`). Each is checked to be quiet at the end. */
  customer(how?: OpenPage): Promise<Page>;
  agent(how?: OpenPage): Promise<Page>;
  /** A browser profile of its own, closed at the end. */
  profile(options?: { locale?: string }): Promise<BrowserContext>;
}

export const test = base.extend<Tools, Worker>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${FAR_HOST} 127.0.0.1`];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],
  site: [
    async ({}, use) => {
      const site = await startCausesSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  origins: [
    async ({ site: { port } }, use) =>
      use({ allowed: `http://localhost:${port}`, stranger: `http://127.0.0.1:${port}`, far: `http://${FAR_HOST}:${port}` }),
    { scope: 'worker' },
  ],
  startOther: [
    async ({ origins }, use) => {
      const stops: (() => Promise<void>)[] = [];
      let last: Promise<unknown> = Promise.resolve();
      await use((env) => {
        const folder = mkdtempSync(join(tmpdir(), 'sightline-causes-'));
        const database = join(folder, 'own.db');
        const begin = (): Promise<Service> =>
          startService({
            SDK_KEY,
            SDK_SECRET,
            API_KEY: 'api-key',
            API_SECRET: 'api-secret-0123456789abcdef0123456789',
            ALLOWED_SITES: `${origins.allowed},${origins.far}`,
            RATE_REQUESTS: 'off',
            RATE_JOIN_FAILS: 'off',
            DATABASE_URL: `file:${database}`,
            ...env,
          });
        // One after the other: together they would keep each other, and the first test, from starting.
        const started = last.then(begin, begin);
        last = started.catch(() => undefined);
        stops.push(async () => {
          await (await started).stop('SIGKILL');
          rmSync(folder, { recursive: true, force: true });
        });
        return async () => ({ service: await started, database });
      });
      for (const stop of stops) await stop();
    },
    { scope: 'worker' },
  ],
  service: [async ({ startOther }, use) => use((await startOther({})()).service), { scope: 'worker', timeout: 60_000, auto: true }],
  trial: [
    async ({ startOther }, use) =>
      use(startOther({ PLAN: 'trial', TRIAL_MINUTES: '2', PIN_TTL_MS: '1200', ACCOUNT_MASK_CSS_SELECTORS: 'input:unheard-of' })),
    { scope: 'worker', auto: true },
  ],
  fragile: [async ({ startOther }, use) => use(startOther({})), { scope: 'worker', auto: true }],
  limited: [
    async ({ startOther }, use) => use(startOther({ RATE_REQUESTS: '60', RATE_JOIN_FAILS: '2', RECONNECT_WINDOW_MS: '1500' })),
    { scope: 'worker', auto: true },
  ],

  profile: async ({ browser }, use) => {
    const all: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      all.push(context);
      return context;
    });
    for (const context of all) await context.close();
  },
  customer: async ({ site, origins, service, context }, use) => {
    const pages = await opener({ site, origins, service, context }, 'customer');
    await use(pages.open);
    await pages.check();
  },
  agent: async ({ site, origins, service, context }, use) => {
    const pages = await opener({ site, origins, service, context }, 'agent');
    await use(pages.open);
    await pages.check();
  },
});

interface OpenerOptions {
  site: CausesSite;
  origins: Origins;
  service: Service;
  context: BrowserContext;
}

async function opener({ site, origins, service, context }: OpenerOptions, role: 'customer' | 'agent') {
  const pages: Page[] = [];
  return {
    async open({ in: profile = context, origin = origins.allowed, without, ...wishes }: OpenPage = {}): Promise<Page> {
      const page = await profile.newPage();
      pages.push(page);
      if (without !== undefined) await page.addInitScript(remove, without);
      await page.goto(site.address(origin, role, { service: service.origin, key: SDK_KEY, ...wishes }));
      if (!wishes.manual) await page.waitForFunction(() => (window as { session?: unknown }).session !== undefined);
      return page;
    },
    async check(): Promise<void> {
      for (const page of pages) if (!page.isClosed()) await expectQuiet(page);
    },
  };
}

/** `Document.prototype.adoptedStyleSheets`, or a global. */
function remove(path: string): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder = globalThis as unknown as Record<string, unknown>;
  for (const name of names) holder = holder[name] as Record<string, unknown>;
  delete holder[last];
}

/** A token as the integrator's server signs it; claims over those of a customer. */
export const token = (claims: Record<string, unknown> = {}, how: Partial<TokenOptions> = {}): string =>
  signToken({ secret: SDK_SECRET, ...how, claims: { app_key: SDK_KEY, ...claims } });

export const agentToken = (id: string, claims: Record<string, unknown> = {}): string =>
  token({ role_type: 2, user_id: id, user_name: id, ...claims });

interface Info {
  sessionStatus: string;
  pinCode: string;
  sessionId: string;
}

/** What the page's session says of itself. */
export const info = (page: Page): Promise<Info> =>
  page.evaluate(() => (window as unknown as { session: { getSessionInfo(): Info } }).session.getSessionInfo());

/** Calls a method of the page's session that must succeed. */
export async function run(page: Page, method: string, argument?: object): Promise<void> {
  await page.evaluate(
    async ([name, value]) => {
      await (window as unknown as { session: Record<string, (o?: object) => Promise<unknown>> }).session[name as string]?.(value as object);
    },
    [method, argument] as const,
  );
}

/** Starts a session on a customer's page, with a PIN of her own (which is never replaced) or the service's; the PIN. */
export async function start(page: Page, claims: Record<string, unknown> = {}, customPinCode?: string): Promise<string> {
  const own = customPinCode === undefined ? {} : { customPinCode };
  await run(page, 'start', { sdkToken: token({ ...(customPinCode && { enable_byop: 1 }), ...claims }), ...own });
  return (await info(page)).pinCode;
}

export const joinAs = (page: Page, pinCode: string, id = 'agent-1'): Promise<void> =>
  run(page, 'join', { pinCode, sdkToken: agentToken(id) });
