import type { Page } from '@playwright/test';
import { scriptAddress } from '../guest/page.js';
import { type GuestSite, startSite } from '../guest/site.js';
import { expect, type Side, test as base } from './fixtures.js';
import { joinAtDesk, mirrorOf, startSharing } from './mirror.js';
import { customerPicture, mirrorPicture, mismatch } from './picture.js';
import type { Service } from './service.js';

const SAME = 0.001;
const OTHER = 0.01;
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100" fill="teal"/><circle cx="60" cy="50" r="40" fill="gold"/></svg>`;

const test = base.extend<object, { site: GuestSite }>({
  site: [
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
});

interface Shown {
  service: Service;
  site: GuestSite;
  customer: Side;
}

/** A page of the site's, shared: its PIN. */
async function share({ service, site, customer }: Shown, name: string, body: string): Promise<string> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  site.put('/picture.svg', { headers: { 'content-type': 'image/svg+xml' }, body: PICTURE });
  site.put(`/${name}`, {
    body: `<!doctype html><meta charset="utf-8"><title>${name}</title><script src="${scriptAddress(service, sdkKey)}"></script>
<script>ZoomCobrowseSDK.init({ ui: false })</script><style>body { margin: 0 } body * { display: block }</style>${body}`,
  });
  await customer.page.goto(`${site.origin}/${name}`);
  return startSharing(customer.page, service);
}

async function expectSamePicture(customer: Page, agent: Page): Promise<void> {
  await expect
    .poll(async () => mismatch(await customerPicture(customer), await mirrorPicture(agent)), { timeout: 15_000 })
    .toBeLessThan(SAME);
}

test('1.19 after history.pushState to a deeper path what was loaded before still shows, and nothing is asked for in vain', async ({
  service,
  site,
  customer,
  agent,
}) => {
  const missing: string[] = [];
  customer.page.on('response', (response) => {
    if (response.status() === 404 && response.url().endsWith('.svg')) missing.push(response.url());
  });
  const pin = await share(
    { service, site, customer },
    'moved',
    `<style>.back { width: 200px; height: 100px; background: url(picture.svg) }</style><div class="back"></div>
<div style="width: 200px; height: 100px; background: url(picture.svg)"></div><img src="picture.svg">
<svg width="200" height="100"><image href="picture.svg" width="200" height="100" /></svg>
<video width="200" height="100" poster="picture.svg"></video><input type="image" src="picture.svg">`,
  );
  const move = (path: string): Promise<void> => customer.page.evaluate((to) => history.pushState(null, '', to), path);
  await move('/a/deeper/path/');
  await joinAtDesk(agent.page, service, pin);
  await expectSamePicture(customer.page, agent.page);
  // While an agent looks on, too; and something of the new place comes.
  await move('/a/deeper/path/than/that/');
  await customer.page.evaluate(() =>
    document.body.insertAdjacentHTML('afterbegin', '<p style="margin: 0; height: 20px; background: plum"></p>'),
  );
  await expect.poll(async () => (await mirrorOf(agent.page)).evaluate(() => document.querySelectorAll('p').length)).toBe(1);
  await expectSamePicture(customer.page, agent.page);
  expect(missing).toEqual([]);
  // The control: what does not show would differ, and what is not there be noted.
  const before = await customerPicture(customer.page);
  await customer.page.evaluate(() => {
    document.body.innerHTML = '<p>nothing is left</p>';
    void fetch('/gone.svg');
  });
  await expect.poll(async () => mismatch(before, await mirrorPicture(agent.page))).toBeGreaterThan(OTHER);
  await expect.poll(() => missing.length).toBe(1);
});

test('1.21 R15 full screen, a dialog over it and a popover over that look alike, also for an agent who comes then', async ({
  service,
  site,
  customer,
  agent,
}) => {
  const pin = await share(
    { service, site, customer },
    'layers',
    `<main style="width: 300px; height: 200px; background: linear-gradient(90deg, navy, gold)">below</main>
<dialog style="display: revert; margin: 100px; width: 400px; height: 200px; background: lime">dialog</dialog>
<div popover="manual" style="display: revert; inset: 150px auto auto 200px; width: 100px; height: 300px; background: pink">popover</div>`,
  );
  const { page } = customer;
  await page.evaluate(() => addEventListener('click', () => document.querySelector('main')?.requestFullscreen(), { once: true }));
  await page.mouse.click(9, 9);
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await page.evaluate(() => document.querySelector('dialog')?.showModal());
  await page.evaluate(() => document.querySelector<HTMLElement>('[popover]')?.showPopover());
  await joinAtDesk(agent.page, service, pin);
  await expectSamePicture(page, agent.page);
  // The dialog comes over the popover.
  await page.evaluate(() => {
    const dialog = document.querySelector('dialog');
    dialog?.close();
    dialog?.showModal();
  });
  await expectSamePicture(page, agent.page);
  await page.evaluate(() => document.exitFullscreen());
  await expectSamePicture(page, agent.page);
});
