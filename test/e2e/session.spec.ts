import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { expectSameTree, getHelp, joinAtDesk, mirrorOf, sessionInfo } from './mirror.js';
import { ALWAYS_MASKED } from './tree.js';

const MASKED = `${ALWAYS_MASKED}, .private, [data-private], [data-sensitive=true]`;

/** Elements any mirror on the page still shows. */
async function picturedNodes(page: Page): Promise<number> {
  const mirrors = page.frames().filter((frame) => frame.url() === 'about:srcdoc');
  const counts = await Promise.all(mirrors.map((frame) => frame.evaluate(() => document.body?.childElementCount ?? 0).catch(() => 0)));
  return counts.reduce((sum, count) => sum + count, 0);
}

test('a customer gets a PIN, an agent sees her page and follows it live, either side ends', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer.page);
  expect(pin).toMatch(/^\d{6}$/);
  expect((await sessionInfo(customer.page)).sessionStatus).toBe('session_started');

  await joinAtDesk(agent.page, service, `${pin.slice(0, 3)} ${pin.slice(3)}`);
  expect(await expectSameTree(customer.page, agent.page, MASKED)).toContain('<main');
  await expect.poll(async () => (await sessionInfo(customer.page)).sessionStatus).toBe('session_active');

  await customer.page.evaluate(() => {
    const added = document.createElement('p');
    added.id = 'live-change';
    added.textContent = 'only now on the page';
    document.querySelector('main')?.prepend(added);
  });
  expect(await expectSameTree(customer.page, agent.page, MASKED)).toContain('only now on the page');

  await customer.page.evaluate(async () => void (await (await window.ZoomCobrowseSDK.init({})).end()));
  expect((await sessionInfo(customer.page)).sessionStatus).toBe('session_ended');
  await expect.poll(() => picturedNodes(agent.page)).toBe(0);
});

test('typed text, boxes, selects and scrolling follow; masked fields never show', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/insurance.html`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  await expectSameTree(customer.page, agent.page, MASKED);
  const text = customer.page.locator('input[type=text]:visible').first();
  await text.pressSequentially('Typed live');
  await expectSameTree(customer.page, agent.page, MASKED);
  await customer.page.evaluate(() => {
    for (const box of document.querySelectorAll<HTMLInputElement>('input[type=checkbox], input[type=radio]')) box.click();
    for (const select of document.querySelectorAll('select')) {
      select.selectedIndex = select.options.length - 1;
      select.dispatchEvent(new Event('change', { bubbles: true }));
    }
    for (const range of document.querySelectorAll<HTMLInputElement>('input[type=range], input[type=number]'))
      range.value = range.max || '7';
    document.body.style.minHeight = '4000px';
    window.scrollTo(0, 321);
  });
  const tree = await expectSameTree(customer.page, agent.page, MASKED);
  expect(tree).toContain('value=Typed live');
  expect(tree).toContain('[box]');
  await expect.poll(async () => (await mirrorOf(agent.page)).evaluate(() => window.scrollY)).toBe(321);
});

test('a smaller window of hers is a smaller picture of his', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  await customer.page.setViewportSize({ width: 700, height: 500 });
  const mirror = await mirrorOf(agent.page);
  await expect.poll(() => mirror.evaluate(() => [window.innerWidth, window.innerHeight])).toEqual([700, 500]);
});

test('routes of a single-page app and web components follow', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/app.html`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  const before = await expectSameTree(customer.page, agent.page, MASKED);
  await customer.page.locator('[data-route=tides]').first().click();
  const after = await expectSameTree(customer.page, agent.page, MASKED);
  expect(after).not.toBe(before);
});

test('open shadow roots are mirrored', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/components.html`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  expect((await expectSameTree(customer.page, agent.page, MASKED)).match(/#shadow/g)?.length ?? 0).toBeGreaterThan(2);
});

test('a reload in the middle keeps session and PIN; the desk never shows its form again', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer.page);
  await joinAtDesk(agent.page, service, pin);
  await expectSameTree(customer.page, agent.page, MASKED);
  const before = await sessionInfo(customer.page);

  await agent.page.evaluate(() => {
    const seen = { form: 0 };
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const input = document.querySelector<HTMLInputElement>('input[name=pin]');
      if (input?.checkVisibility()) seen.form++;
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await customer.page.reload();
  await expect.poll(async () => (await sessionInfo(customer.page)).sessionStatus, { timeout: 15_000 }).toBe('session_active');
  const after = await sessionInfo(customer.page);
  expect(after.sessionId).toBe(before.sessionId);
  expect(after.pinCode).toBe(pin);
  await expectSameTree(customer.page, agent.page, MASKED);
  expect(await agent.page.evaluate(() => (window as unknown as { seen: { form: number } }).seen.form)).toBe(0);

  await agent.page.reload();
  await expectSameTree(customer.page, agent.page, MASKED);
  await expect(agent.page.locator('input[name=pin]')).toBeHidden();
  expect(agent.page.url()).not.toContain('access_token');
});
