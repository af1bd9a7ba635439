import pages from '../../apps/demo/site/pages.json' with { type: 'json' };
import { expect, test } from './fixtures.js';
import { expectSameTree, getHelp, joinAtDesk } from './mirror.js';
import { cover, colours, customerPicture, maskedBoxes, mirrorPicture, mismatch } from './picture.js';
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
