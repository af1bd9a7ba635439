import type { BrowserContext, Page } from '@playwright/test';
import { expectSameTree } from './mirror.js';
import {
  call,
  cdpOf,
  cookiesOf,
  expect,
  infoOf,
  mark,
  share,
  statusAtInit,
  test,
  toldOf,
  tokenOf,
  transfers,
  waitForStatus,
} from './tabs.js';
import { HOSTS } from './tabs-site.js';

const sdkToken = tokenOf(1, 'customer-1');

/** The browser's own focus: Playwright makes every page believe it has it, and again after a change of process. */
const ownFocus = async (page: Page): Promise<unknown> => (await cdpOf(page)).send('Emulation.setFocusEmulationEnabled', { enabled: false });

async function tabOf(customer: BrowserContext): Promise<Page> {
  const page = await customer.newPage();
  await ownFocus(page);
  return page;
}
async function open(customer: BrowserContext, url: string): Promise<Page> {
  const page = await tabOf(customer);
  await page.goto(url);
  await ownFocus(page);
  await statusAtInit(page);
  return page;
}
const namesOf = async (page: Page): Promise<string[]> => (await toldOf(page)).map(([name]) => name);

test('S8.1 on: a page change comes back by itself, and the view follows the tab she works in', async ({ shop, customer, agent }) => {
  const first = await open(customer, `${shop.site.origin()}/on/first`);
  const { sessionId } = await share(shop, first, agent);

  await test.step('reload', async () => {
    await first.reload();
    expect(await statusAtInit(first)).toBe('session_recoverable');
    await waitForStatus(first, 'session_active');
    await mark(first, 'after the reload');
    expect(await expectSameTree(first, agent)).toContain('after the reload');
  });
  const home = (await transfers(agent)).at(-1);
  expect(home?.url).toBe(`${shop.site.origin()}/on/first`);

  const second = await tabOf(customer);
  await test.step('a tab in the background joins in and leaves the view where it is', async () => {
    await first.bringToFront();
    const before = (await transfers(agent)).length;
    // Every new document pretends to have the focus until it is told not to: this one answers as a background tab from the start.
    await second.addInitScript(() => {
      document.hasFocus = () => false;
    });
    await second.goto(`${shop.site.origin()}/on/second`);
    await ownFocus(second);
    await second.evaluate(() => Reflect.deleteProperty(document, 'hasFocus'));
    await statusAtInit(second);
    expect(await infoOf(second)).toEqual(await infoOf(first));
    await expect(second.locator('sightline-widget')).toBeAttached();
    await mark(first, 'in front');
    expect(await expectSameTree(first, agent)).toContain('in front');
    expect(await transfers(agent)).toHaveLength(before);
  });

  await test.step('in front it is the one agents see', async () => {
    await second.bringToFront();
    await mark(second, 'in the second tab');
    expect(await expectSameTree(second, agent)).toContain('in the second tab');
    const last = (await transfers(agent)).at(-1);
    expect(last?.url).toBe(`${shop.site.origin()}/on/second`);
    expect(last?.tab).not.toBe(home?.tab);
  });

  await test.step('back in the first', async () => {
    await first.bringToFront();
    await first.locator('#field').pressSequentially('typed here');
    const tree = await expectSameTree(first, agent);
    expect(tree).toContain('value=typed here');
    expect((await transfers(agent)).at(-1)).toEqual(home);
    // Moving about is no news to the tabs themselves.
    for (const page of [first, second]) expect(await namesOf(page)).toEqual(['session_started', 'agent_joined']);
    expect((await infoOf(second)).sessionStatus).toBe('session_active');
  });

  await test.step('another subdomain', async () => {
    const third = await open(customer, `${shop.site.origin(HOSTS.help)}/on/third`);
    await mark(third, 'on the other host');
    expect(await expectSameTree(third, agent)).toContain('on the other host');
    // Closing the tab agents see hands over to one that can be seen.
    await third.close();
    await expect.poll(async () => (await transfers(agent)).at(-1)?.url, { timeout: 40_000 }).toMatch(/on\/(first|second)$/);
    const page = (await transfers(agent)).at(-1)?.url.endsWith('first') ? first : second;
    await mark(page, 'still going');
    expect(await expectSameTree(page, agent)).toContain('still going');
    expect((await infoOf(page)).sessionId).toBe(sessionId);
  });
});

test('S8.2 on: quiet tabs show the same session; tabs that fight settle; each can end it', async ({ shop, customer, agent }) => {
  const first = await open(customer, `${shop.site.origin()}/on/first`);
  const idle = await open(customer, `${shop.site.origin(HOSTS.help)}/on/idle`);
  await first.bringToFront();
  await share(shop, first, agent);
  await first.bringToFront();
  const second = await open(customer, `${shop.site.origin()}/on/second`);
  await mark(second, 'second');
  await expectSameTree(second, agent);
  expect(await call(first, 'start', { sdkToken })).toBe('1004 already_active');

  await test.step('a call in a quiet tab is done there', async () => {
    expect(await call(second, 'pause')).toBe('ok');
    await waitForStatus(first, 'session_paused');
    expect((await namesOf(first)).at(-1)).toBe('session_paused');
    expect(await call(first, 'resume')).toBe('ok');
    await mark(first, 'first');
    expect(await expectSameTree(first, agent)).toContain('first');
  });

  await test.step('fight', async () => {
    const before = (await transfers(agent)).length;
    const started = Date.now();
    for (let i = 0; i < 8; i++) {
      for (const page of [first, second]) {
        await page.bringToFront();
        await page.locator('#field').press('a');
      }
    }
    const lasted = Date.now() - started;
    // The last one she turned to has it, without another touch.
    await mark(second, 'the last word');
    expect(await expectSameTree(second, agent)).toContain('the last word');
    const moves = (await transfers(agent)).length - before;
    // A tab that has lost it waits a second.
    expect(moves).toBeGreaterThan(0);
    expect(moves).toBeLessThanOrEqual(2 + (lasted + 1_500) / 1_000);
    await mark(second, 'and it stays');
    await expectSameTree(second, agent);
    expect((await transfers(agent)).length - before).toBe(moves);
  });

  await test.step('a tab that was idle joins in when she turns to it', async () => {
    expect((await infoOf(idle)).sessionStatus).toBe('session_idle');
    await idle.bringToFront();
    await waitForStatus(idle, 'session_active');
    await mark(idle, 'idle no more');
    expect(await expectSameTree(idle, agent)).toContain('idle no more');
  });

  expect(await call(second, 'end')).toBe('ok');
  for (const page of [idle, first, second]) {
    await waitForStatus(page, 'session_ended');
    expect((await toldOf(page)).filter(([name]) => name === 'session_ended')).toEqual([
      ['session_ended', { reason: 'ended_by_customer', endedBy: { userId: 'customer-1', userName: 'customer-1', role: 'customer' } }],
    ]);
    // The one was the start that was refused.
    expect((await namesOf(page)).filter((name) => name === 'session_error')).toHaveLength(page === first ? 1 : 0);
  }
  expect(await cookiesOf(first)).toEqual([]);
});

test('S8.4 on: start while the session moves', async ({ shop, customer, agent }) => {
  const page = await open(customer, `${shop.site.origin()}/on/first`);
  await share(shop, page, agent);
  await page.addInitScript((token) => {
    const scope = globalThis as unknown as { session?: { start(o: object): Promise<unknown> }; answer: unknown };
    const watch = setInterval(() => {
      if (!scope.session) return;
      clearInterval(watch);
      scope.session.start({ sdkToken: token }).then(
        () => (scope.answer = 'ok'),
        (error: { code: number; cause: string }) => (scope.answer = `${error.code} ${error.cause}`),
      );
    }, 0);
  }, sdkToken);
  await page.reload();
  await expect.poll(() => page.evaluate(() => (globalThis as unknown as { answer: unknown }).answer)).toBe('1002 transfer_recovering');
  await waitForStatus(page, 'session_active');
  await mark(page, 'settled');
  await expectSameTree(page, agent);
  expect(await call(page, 'start', { sdkToken })).toBe('1004 already_active');
});

test('S8.13 on: a tab that is private by its path pauses sharing when the customer turns to it, and another one lets it go on', async ({
  shop,
  customer,
  agent,
}) => {
  const first = await open(customer, `${shop.site.origin()}/on/auto/shop`);
  await share(shop, first, agent);
  const second = await tabOf(customer);
  let sent = '';
  second.on('websocket', (socket) => socket.on('framesent', ({ payload }) => (sent += payload.toString('latin1'))));
  await second.goto(`${shop.site.origin()}/on/auto/private/SECRET-CARD`);
  await ownFocus(second);
  await statusAtInit(second);
  await second.bringToFront();
  await waitForStatus(second, 'session_paused');
  await mark(second, 'SECRET-TAB');
  await expect.poll(async () => namesOf(agent)).toContain('session_paused');
  expect((await transfers(agent)).filter(({ url }) => url.includes('private'))).toEqual([]);

  const before = (await namesOf(agent)).length;
  await first.bringToFront();
  await expect.poll(async () => (await namesOf(agent)).slice(before)).toContain('customer_transferred');
  await waitForStatus(first, 'session_active');
  await mark(first, 'back in the shop');
  expect(await expectSameTree(first, agent)).toContain('back in the shop');
  // The control: it was in the session, and said something.
  expect(sent).toContain('"by":"path"');
  expect(sent).not.toContain('SECRET');
  expect(await agent.content()).not.toContain('SECRET');
});
