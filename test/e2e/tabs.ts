import { type Browser, type BrowserContext, type CDPSession, chromium, expect, type Page, test as base } from '@playwright/test';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs';
import { CUSTOMER_VIEWPORT } from './fixtures.js';
import { expectSameTree } from './mirror.js';
import { type Service, startService } from './service.js';
import { SDK_KEY, startTabsSite, type TabsSite } from './tabs-site.js';
import { signToken } from './token.js';

const SDK_SECRET = 'secret-of-the-tabs-0123456789abcdef';
/** Milliseconds; the cookie's Max-Age, renewed every third of it. */
export const WINDOW_MS = 30_000;

export type Told = [name: string, payload: Record<string, unknown>];

interface Info {
  sessionStatus: string;
  sessionId?: string;
  pinCode?: string;
  agents?: unknown[];
}
interface PageSession {
  start(options: object): Promise<unknown>;
  join(options?: object): Promise<unknown>;
  end(): Promise<unknown>;
  pause(): Promise<unknown>;
  resume(): Promise<unknown>;
  getSessionInfo(): Info;
}
type PageScope = typeof globalThis & { session: PageSession; told: Told[]; statusAtInit: string };

interface Shop {
  service: Service;
  site: TabsSite;
  /** A browser that resolves the site's names, keeps pages in its back/forward cache and refuses third-party cookies. */
  browser: Browser;
}

export const test = base.extend<{ customer: BrowserContext; agent: Page }, { shop: Shop }>({
  shop: [
    async ({}, use) => {
      const site = await startTabsSite();
      const service = await startService({
        SDK_KEY,
        SDK_SECRET,
        API_KEY: 'api-key',
        API_SECRET: 'api-secret-0123456789abcdef0123456789',
        PUBLIC_URL: site.service,
        ALLOWED_SITES: site.origins.join(','),
        RECONNECT_WINDOW_MS: String(WINDOW_MS),
        RATE_REQUESTS: 'off',
      });
      site.serve(service.port);
      const path = findChromium();
      const browser = await chromium.launch({
        ...(path && { executablePath: path }),
        args: [
          ...CHROMIUM_ARGS,
          '--host-resolver-rules=MAP *.shop.test 127.0.0.1, MAP *.vendor.test 127.0.0.1, MAP *.co.uk 127.0.0.1',
          '--test-third-party-cookie-phaseout',
        ],
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      });
      await use({ service, site, browser });
      await browser.close();
      await service.stop();
      await site.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  customer: async ({ shop }, use) => {
    const context = await shop.browser.newContext({ ignoreHTTPSErrors: true, viewport: CUSTOMER_VIEWPORT });
    await use(context);
    await context.close();
  },
  agent: async ({ shop }, use) => {
    const context = await shop.browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1400, height: 900 } });
    await use(await context.newPage());
    await context.close();
  },
});

export { expect };

export const tokenOf = (role: 1 | 2, id: string): string =>
  signToken({ secret: SDK_SECRET, claims: { app_key: SDK_KEY, role_type: role, user_id: id, user_name: id } });

export const infoOf = (page: Page): Promise<Info> => page.evaluate(() => (globalThis as PageScope).session.getSessionInfo());
export const toldOf = (page: Page): Promise<Told[]> => page.evaluate(() => (globalThis as PageScope).told);
/** Waits for `init`, and answers what the status was then. */
export async function statusAtInit(page: Page): Promise<string> {
  await page.waitForFunction(() => (globalThis as PageScope).statusAtInit !== undefined);
  return page.evaluate(() => (globalThis as PageScope).statusAtInit);
}
export const waitForStatus = (page: Page, status: string | RegExp): Promise<void> =>
  expect.poll(async () => (await infoOf(page)).sessionStatus, { timeout: 15_000 }).toMatch(status);

/** Calls a method of the page's session; `ok` or the error's code and cause. */
export const call = (page: Page, method: 'start' | 'join' | 'end' | 'pause' | 'resume', argument?: object): Promise<string> =>
  page.evaluate(
    async ([name, value]) => {
      const { session } = globalThis as PageScope;
      try {
        await (session[name] as (...all: unknown[]) => Promise<unknown>)(...(value === undefined ? [] : [value]));
        return 'ok';
      } catch (error) {
        const { code, cause } = error as { code: number; cause: string };
        return `${code} ${cause}`;
      }
    },
    [method, argument] as const,
  );

/** Starts a session on her page and lets an agent in; both trees are equal afterwards. */
export async function share({ site }: Shop, page: Page, agent: Page): Promise<Info> {
  expect(await call(page, 'start', { sdkToken: tokenOf(1, 'customer-1') })).toBe('ok');
  const { pinCode } = await infoOf(page);
  await agent.goto(`${site.origin()}/agent`);
  await agent.waitForFunction(() => 'session' in globalThis);
  expect(await call(agent, 'join', { pinCode, sdkToken: tokenOf(2, 'agent-1') })).toBe('ok');
  await expectSameTree(page, agent);
  await waitForStatus(page, 'session_active');
  return infoOf(page);
}

/** What agents were told of her moving between pages and tabs. */
export const transfers = async (agent: Page): Promise<{ url: string; tab: string }[]> =>
  (await toldOf(agent)).filter(([name]) => name === 'customer_transferred').map(([, payload]) => payload as { url: string; tab: string });

export interface RawCookie {
  name: string;
  value: string;
  domain: string;
  path: string;
  secure: boolean;
  httpOnly: boolean;
  sameSite?: string;
  expires: number;
}

/** Every cookie of the browser context, as the browser holds it. */
export async function cookiesOf(page: Page): Promise<RawCookie[]> {
  const cdp = await page.context().newCDPSession(page);
  const { cookies } = (await cdp.send('Network.getAllCookies')) as { cookies: RawCookie[] };
  await cdp.detach();
  return cookies;
}

export const cdpOf = (page: Page): Promise<CDPSession> => page.context().newCDPSession(page);

/** Changes the page, so that what agents see of it can be told from any other. */
export const mark = (page: Page, words: string): Promise<void> =>
  page.evaluate((text) => {
    const item = document.createElement('li');
    item.textContent = text;
    document.querySelector('#list')?.append(item);
  }, words);
