import type { BrowserContext, Page } from '@playwright/test';
import { expectSameTree } from './mirror.js';
import { call, cookiesOf, expect, infoOf, mark, share, statusAtInit, test, toldOf, tokenOf, transfers, waitForStatus } from './tabs.js';
import { HOSTS } from './tabs-site.js';

/** Opens a page in a tab of its own. Playwright shows every tab as visible and focused, as two windows side by side would be. */
async function open(customer: BrowserContext, url: string): Promise<Page> {
  const page = await customer.newPage();
  await page.goto(url);
  await statusAtInit(page);
  return page;
}

test('S8.1 on: a page change comes back by itself, and the view follows the tab she works in', async ({ shop, customer, agent }) => {
  const first = await open(customer, `${shop.site.origin()}/on/first`);
  const { sessionId } = await share(shop, first, agent);

  await test.step('reload', async () => {
    await first.reload();
    expect(await statusAtInit(first)).toBe('session_recoverable');
    await waitForStatus(first, 'session_active');
    await mark(first, 'after the reload');
    expect(await expectSameTree(first, agent)).toContain('after the reload');
    expect((await toldOf(first)).map(([name]) => name)).toEqual(['session_started', 'agent_joined']);
  });
  const tab = (await transfers(agent)).at(-1)?.tab;

  const [second] = await Promise.all([customer.waitForEvent('page'), first.click('#blank')]);
  await test.step('a new tab', async () => {
    await statusAtInit(second);
    await waitForStatus(second, 'session_active');
    await mark(second, 'in the second tab');
    expect(await expectSameTree(second, agent)).toContain('in the second tab');
    expect(await infoOf(second)).toEqual(await infoOf(first));
    const last = (await transfers(agent)).at(-1);
    expect(last?.url).toBe(`${shop.site.origin()}/on/tab`);
    expect(last?.tab).not.toBe(tab);
  });

  await test.step('back in the first', async () => {
    await first.locator('#field').pressSequentially('typed here');
    await mark(first, 'in the first again');
    const tree = await expectSameTree(first, agent);
    expect(tree).toContain('in the first again');
    expect(tree).toContain('value=typed here');
    expect((await transfers(agent)).at(-1)).toEqual({ url: `${shop.site.origin()}/on/first`, tab });
    // Nothing of the moving about was told to the page that stayed.
    expect((await toldOf(first)).map(([name]) => name)).toEqual(['session_started', 'agent_joined']);
    expect((await infoOf(second)).sessionStatus).toBe('session_active');
  });

  await test.step('another subdomain', async () => {
    const third = await open(customer, `${shop.site.origin(HOSTS.help)}/on/third`);
    await waitForStatus(third, 'session_active');
    await mark(third, 'on the other host');
    expect(await expectSameTree(third, agent)).toContain('on the other host');
    await third.close();
  });

  await test.step('closing the tab agents see hands over to one that can be seen', async () => {
    await expect.poll(async () => (await transfers(agent)).at(-1)?.url).toMatch(/on\/(first|tab)$/);
    const [page, other] = (await transfers(agent)).at(-1)?.url.endsWith('first') ? [first, second] : [second, first];
    await page.close();
    await mark(other, 'the one left');
    expect(await expectSameTree(other, agent)).toContain('the one left');
    expect((await infoOf(other)).sessionId).toBe(sessionId);
  });
});

test('S8.2 on: quiet tabs show the same session, and each can end it', async ({ shop, customer, agent }) => {
  const first = await open(customer, `${shop.site.origin()}/on/first`);
  await share(shop, first, agent);
  const second = await open(customer, `${shop.site.origin()}/on/second`);
  await expectSameTree(second, agent);
  expect(await call(first, 'start', { sdkToken: tokenOf(1, 'customer-1') })).toBe('1004 already_active');
  expect(await infoOf(first)).toEqual(await infoOf(second));
  await expect(first.locator('sightline-widget')).toBeAttached();

  expect(await call(second, 'pause')).toBe('ok');
  await waitForStatus(first, 'session_paused');
  expect((await toldOf(first)).at(-1)?.[0]).toBe('session_paused');
  // Asked for in a quiet tab it is done there: the tab takes the session first.
  expect(await call(first, 'resume')).toBe('ok');
  await expectSameTree(first, agent);
  await waitForStatus(second, 'session_active');

  expect(await call(second, 'end')).toBe('ok');
  await waitForStatus(first, 'session_ended');
  for (const page of [first, second]) {
    expect((await toldOf(page)).filter(([name]) => name === 'session_ended')).toEqual([
      ['session_ended', { reason: 'ended_by_customer', endedBy: { userId: 'customer-1', userName: 'customer-1', role: 'customer' } }],
    ]);
  }
  expect(await cookiesOf(first)).toEqual([]);
});

test('S8.3 on: tabs that fight settle', async ({ shop, customer, agent }) => {
  const first = await open(customer, `${shop.site.origin()}/on/first`);
  await share(shop, first, agent);
  const second = await open(customer, `${shop.site.origin()}/on/second`);
  await expectSameTree(second, agent);
  const before = (await transfers(agent)).length;
  const started = Date.now();
  for (let i = 0; i < 15; i++) {
    await first.locator('#field').press('a');
    await second.locator('#field').press('b');
  }
  const lasted = Date.now() - started;
  const count = async (): Promise<number> => (await transfers(agent)).length - before;
  // A tab that lost it waits a second: no more than one move a second, whatever happens in them.
  await expect
    .poll(async () => Promise.all([first, second].map(async (page) => (await infoOf(page)).sessionStatus)))
    .toEqual(['session_active', 'session_active']);
  let settled = -1;
  await expect
    .poll(
      async () => {
        const now = await count();
        const still = now === settled;
        settled = now;
        return still;
      },
      { intervals: [2_500] },
    )
    .toBe(true);
  expect(settled).toBeGreaterThan(0);
  expect(settled).toBeLessThanOrEqual(2 + (lasted + 2_000) / 1_000);
  await second.locator('#field').press('c');
  await mark(second, 'the last word');
  expect(await expectSameTree(second, agent)).toContain('the last word');
  for (const page of [first, second]) expect((await toldOf(page)).filter(([name]) => name === 'session_error')).toEqual([]);
});

test('S8.4 on: start while the session moves', async ({ shop, customer, agent }) => {
  const page = await open(customer, `${shop.site.origin()}/on/first`);
  await share(shop, page, agent);
  const sdkToken = tokenOf(1, 'customer-1');
  await page.addInitScript((token) => {
    const scope = globalThis as unknown as { ZoomCobrowseSDKInitArgs?: unknown; answer: unknown };
    addEventListener('DOMContentLoaded', () => {
      const watch = setInterval(() => {
        const { session } = globalThis as unknown as { session?: { start(o: object): Promise<unknown> } };
        if (!session) return;
        clearInterval(watch);
        session.start({ sdkToken: token }).then(
          () => (scope.answer = 'ok'),
          (error: { code: number; cause: string }) => (scope.answer = `${error.code} ${error.cause}`),
        );
      }, 0);
    });
  }, sdkToken);
  await page.reload();
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { answer: unknown }).answer)).toBe('1002 transfer_recovering');
  await waitForStatus(page, 'session_active');
  await expectSameTree(page, agent);
  expect(await call(page, 'start', { sdkToken })).toBe('1004 already_active');
});
