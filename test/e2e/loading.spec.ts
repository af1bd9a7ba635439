import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { expectSameTree, joinAtDesk, pinOf, sessionInfo, startSharing } from './mirror.js';
import type { Service } from './service.js';

/** What a loader asks for: core, live in a language, and the parts. */
const CHUNKS = Object.values(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../packages/sdk/dist/web/manifest.json'), 'utf8')) as Record<string, string>,
).filter((file) => /-[0-9a-f]{10}\.js$/.test(file));
const CHUNK = /\/chunk\/([\w-]+?)(-[0-9a-f]{10})\.js/;

/** Starts a session on the page and gives back why it did not begin. */
async function failureOf(page: Page, service: Service): Promise<string> {
  const sdkToken = await service.token('customer', { userId: 'customer-1', userName: 'Customer' });
  return page.evaluate(async (token) => {
    const session = await window.ZoomCobrowseSDK.init({});
    return session.start({ sdkToken: token }).then(
      () => 'no failure',
      (error: { code: number; cause: string }) => `${error.code} ${error.cause}`,
    );
  }, sdkToken);
}

/** What a node answers that has another build. */
const missing = (route: Route): Promise<void> =>
  route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' }, body: '{}' });

test('S2.6 two builds behind one address: what one node lacks is asked for again', async ({ service, customer, agent }) => {
  const asked = new Map<string, number>();
  await customer.page.route(CHUNK, async (route) => {
    const name = CHUNK.exec(route.request().url())?.[1] ?? '';
    const times = (asked.get(name) ?? 0) + 1;
    asked.set(name, times);
    if (times < 3) await missing(route);
    else await route.continue();
  });
  await customer.page.goto(`${service.shop}/demo/app.html`);
  await sessionInfo(customer.page);
  await joinAtDesk(agent.page, service, await startSharing(customer.page, service));
  await expectSameTree(customer.page, agent.page);
  expect([...asked.keys()]).toEqual(expect.arrayContaining(['core', 'live-en']));
  expect(asked.get('core')).toBe(3);
});

test('S2.5 offline when the help button is pressed: the customer is told, and the next try works', async ({ service, customer }) => {
  const { page, context } = customer;
  await page.goto(`${service.shop}/demo/app.html`);
  expect((await sessionInfo(page)).sessionStatus).toBe('session_idle');
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const sdkToken = await service.token('customer');
  await context.setOffline(true);
  const failing = page.evaluate(async (token) => {
    const session = await window.ZoomCobrowseSDK.init({});
    return session.start({ sdkToken: token }).catch((error: { cause: string }) => error.cause);
  }, sdkToken);
  await expect(page.getByRole('alert')).toHaveCount(1, { timeout: 20_000 });
  expect(await page.locator('sightline-widget').evaluate((host) => host.checkVisibility())).toBe(true);
  expect(await failing).toBe('network');
  await context.setOffline(false);
  await startSharing(page, service);
  expect(await pinOf(page)).toMatch(/^\d{6}$/);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('S2.5 a chunk that is blocked for good fails start with network, and the notice goes at a click', async ({ service, customer }) => {
  const { page } = customer;
  await page.route(/\/chunk\/live-/, (route) => route.abort());
  await page.goto(`${service.shop}/demo/app.html`);
  await sessionInfo(page);
  expect(await failureOf(page, service)).toBe('1016 network');
  const notice = page.locator('sightline-widget');
  await notice.click();
  await expect(notice).toHaveCount(0);
});

test('S2.7 a page with the loader of an earlier build works with the chunks of that build', async ({ service, customer, agent }) => {
  const { page } = customer;
  // The build of yesterday: the same code under names of its own, which only the folder of kept scripts has.
  const OLD = '-0123456789';
  const kept = join(service.data, 'scripts');
  mkdirSync(kept, { recursive: true });
  const names = new Set<string>();
  await page.route(/\/static\/resource\/sdk\/[^/]+\/js$/, async (route) => {
    const answer = await route.fetch();
    const loader = await answer.text();
    const renamed = loader.replace(/-[0-9a-f]{10}\.js/g, `${OLD}.js`);
    expect(renamed).not.toBe(loader);
    const base = route.request().url().replace(/\/js$/, '/chunk/');
    for (const file of CHUNKS) {
      const chunk = await fetch(base + file);
      expect(chunk.ok, file).toBe(true);
      writeFileSync(join(kept, file.replace(/-[0-9a-f]{10}\.js/, `${OLD}.js`)), Buffer.from(await chunk.arrayBuffer()));
    }
    await route.fulfill({ response: answer, body: renamed });
  });
  page.on('request', (request) => {
    const [, name, digest] = CHUNK.exec(request.url()) ?? [];
    if (name !== undefined) names.add(`${name}${digest}`);
  });
  await page.goto(`${service.shop}/demo/app.html`);
  await sessionInfo(page);
  await joinAtDesk(agent.page, service, await startSharing(page, service));
  await expectSameTree(page, agent.page);
  // What only some pages need may be asked for besides, of that build too.
  expect([...names].filter((name) => !name.startsWith('part-')).toSorted()).toEqual([`core${OLD}`, `live-en${OLD}`]);
  for (const name of names) expect(name.endsWith(OLD), name).toBe(true);
});
