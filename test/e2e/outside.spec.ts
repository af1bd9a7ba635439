import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { expectSameTree, joinAtDesk, startSharing } from './mirror.js';
import { colours, customerPicture, mirrorPicture, mismatch } from './picture.js';

const SAME = 0.001;
const DIFFERENT = 0.05;

/** Pages nobody here wrote: how each is driven, and whether its picture has the colours to be compared. */
const PAGES: { path: string; drive(page: Page): Promise<void> }[] = [
  { path: '/sb-admin/index.html', drive: (page) => page.locator('#sidebarToggle').evaluate((button: HTMLElement) => button.click()) },
  { path: '/sb-admin/tables.html', drive: (page) => page.locator('input[type=search]').fill('London') },
  {
    path: '/sb-admin/cards.html',
    drive: (page) =>
      page
        .locator('.card-header')
        .first()
        .evaluate((header: HTMLElement) => header.click()),
  },
  { path: '/todomvc/react/index.html', drive: addTodos },
  { path: '/todomvc/vue/index.html', drive: addTodos },
  { path: '/todomvc/backbone/index.html', drive: addTodos },
  { path: '/todomvc/vanillajs/index.html', drive: addTodos },
];

async function addTodos(page: Page): Promise<void> {
  const input = page.locator('#new-todo');
  for (const text of ['Milk', 'Bread', 'Eggs']) {
    await input.fill(text);
    await input.press('Enter');
  }
  await page
    .locator('.toggle')
    .nth(1)
    .evaluate((box: HTMLElement) => box.click());
  await page
    .locator('.destroy')
    .first()
    .evaluate((button: HTMLElement) => button.click());
}

const rest = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    window.scrollTo(0, 0);
  });
};

for (const { path, drive } of PAGES) {
  test(`${path} is mirrored, tree and picture`, async ({ service, outside, customer, agent }) => {
    await customer.page.goto(outside.origin + path);
    await joinAtDesk(agent.page, service, await startSharing(customer.page, service));
    await expectSameTree(customer.page, agent.page);
    await drive(customer.page);
    await rest(customer.page);
    await expectSameTree(customer.page, agent.page);
    await expect(async () => {
      const [hers, his] = [await customerPicture(customer.page), await mirrorPicture(agent.page)];
      const share = mismatch(hers, his);
      test.info().annotations.push({ type: 'mismatch', description: share.toFixed(5) });
      expect(colours(hers)).toBeGreaterThanOrEqual(50);
      expect(share).toBeLessThanOrEqual(SAME);
    }).toPass({ timeout: 20_000 });

    // The control: a page the mirror does not show differs.
    await agent.context.newPage().then(async (control) => {
      await control.setViewportSize(customer.page.viewportSize() ?? { width: 1024, height: 640 });
      await control.goto(`${service.shop}/demo/charts.html`);
      expect(mismatch(await customerPicture(control), await mirrorPicture(agent.page))).toBeGreaterThan(DIFFERENT);
    });
  });
}
