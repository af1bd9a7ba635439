import pages from '../../apps/demo/site/pages.json' with { type: 'json' };
import { expect, test } from './fixtures.js';
import { expectSameTree, getHelp, joinAtDesk } from './mirror.js';
import { cover, colours, customerPicture, maskedBoxes, mirrorPicture, mismatch } from './picture.js';
import { faintTexts } from './contrast.js';
import { ALWAYS_MASKED } from './tree.js';

const SAME = 0.001;
const MASKED = `${ALWAYS_MASKED}, .private, [data-private], [data-sensitive=true]`;

for (const { path, about } of pages) {
  test(`/demo/${path} is mirrored, tree and picture: ${about}`, async ({ service, customer, agent }) => {
    if (path === 'account.html') {
      const signedIn = await customer.context.request.post(`${service.shop}/demo/login`, { data: { user: 'customer', password: 'any' } });
      expect(signedIn.ok()).toBe(true);
    }
    await customer.page.goto(`${service.shop}/demo/${path}`);
    // What moves by itself is stopped: two pictures can only be taken one after the other.
    const live = customer.page.locator('#live');
    if ((await live.count()) > 0) await live.evaluate((button: HTMLElement) => button.click());
    await joinAtDesk(agent.page, service, await getHelp(customer.page));
    await expectSameTree(customer.page, agent.page, MASKED);
    for (const y of [0, 400]) {
      await customer.page.evaluate((top) => window.scrollTo(0, top), y);
      await expect(async () => {
        const boxes = await maskedBoxes(customer.page, MASKED);
        const hers = cover(await customerPicture(customer.page), boxes);
        const his = cover(await mirrorPicture(agent.page), boxes);
        expect(colours(hers)).toBeGreaterThanOrEqual(50);
        expect(mismatch(hers, his)).toBeLessThanOrEqual(SAME);
      }).toPass({ timeout: 20_000 });
    }
  });
}

test('every page of the demo can be read in light and dark, and on a phone nothing is cut off', async ({ service, browser }) => {
  const paths = ['/demo/', ...pages.map((page) => `/demo/${page.path}`)];
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ colorScheme });
    for (const path of new Set(paths)) {
      await page.goto(service.shop + path);
      expect(await page.evaluate(faintTexts), `${path} in ${colorScheme}`).toEqual([]);
    }
    // The control: what is too faint is found.
    await page.evaluate(() => {
      document.querySelector('h1')?.style.setProperty('color', 'color-mix(in srgb, Canvas 80%, CanvasText)');
    });
    expect(await page.evaluate(faintTexts)).toHaveLength(1);
    await page.close();
  }
  const phone = await browser.newPage({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  for (const path of new Set(paths)) {
    await phone.goto(service.shop + path);
    expect(await phone.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390);
  }
  await phone.goto(`${service.shop}/demo/`);
  const [hero, words] = await Promise.all(['.hero', '.hero-text'].map((one) => phone.locator(one).boundingBox()));
  expect(words?.y).toBeGreaterThanOrEqual(hero?.y ?? 0);
  expect((words?.y ?? 0) + (words?.height ?? 0)).toBeLessThanOrEqual((hero?.y ?? 0) + (hero?.height ?? 0));
  expect(await phone.locator('.hero-text').evaluate((element) => element.scrollHeight <= element.clientHeight)).toBe(true);
  await phone.close();
});
