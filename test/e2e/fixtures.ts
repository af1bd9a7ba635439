import { type Browser, type BrowserContext, test as base, type Page } from '@playwright/test';
import { type OutsideSite, startOutsideSite } from './outside-site.js';
import { type Service, startService } from './service.js';

export interface Side {
  context: BrowserContext;
  page: Page;
}

interface WorkerFixtures {
  /** One running service with the demo, shared by the tests of a worker. */
  service: Service;
  /** Pages nobody here wrote, from npm, on an origin of their own, with the loader snippet put in. */
  outside: OutsideSite;
}

interface TestFixtures {
  customer: Side;
  agent: Side;
}

export const CUSTOMER_VIEWPORT = { width: 1024, height: 640 };
const AGENT_VIEWPORT = { width: 1400, height: 900 };

const side = async (browser: Browser, viewport: { width: number; height: number }): Promise<Side> => {
  const context = await browser.newContext({ viewport });
  return { context, page: await context.newPage() };
};

export const test = base.extend<TestFixtures, WorkerFixtures>({
  service: [
    async ({}, use) => {
      const service = await startService();
      await use(service);
      await service.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  outside: [
    async ({ service }, use) => {
      const outside = await startOutsideSite(service);
      await use(outside);
      await outside.stop();
    },
    { scope: 'worker' },
  ],
  customer: async ({ browser }, use) => {
    const customer = await side(browser, CUSTOMER_VIEWPORT);
    await use(customer);
    await customer.context.close();
  },
  agent: async ({ browser }, use) => {
    const agent = await side(browser, AGENT_VIEWPORT);
    await use(agent);
    await agent.context.close();
  },
});

export { expect } from '@playwright/test';
