import { expect, test } from './fixtures.js';
import { expectSameTree, joinAtDesk, pinOf } from './mirror.js';
import { ALWAYS_MASKED } from './tree.js';

test('a second and a third agent see the page at once and cost the customer no frame', async ({ service, customer, agent, browser }) => {
  let binaryFrames = 0;
  customer.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string') binaryFrames++;
    });
  });
  await customer.page.goto(`${service.shop}/demo/help.html`).catch(() => undefined);
  await customer.page.goto(`${service.shop}/demo/`);
  await customer.page.locator('#get-help').click();
  const pin = await pinOf(customer.page);
  expect(binaryFrames).toBe(0);
  await joinAtDesk(agent.page, service, pin);
  const masked = `${ALWAYS_MASKED}, .private, [data-private], [data-sensitive=true]`;
  await expectSameTree(customer.page, agent.page, masked);
  const afterFirst = binaryFrames;
  expect(afterFirst).toBeGreaterThan(0);

  for (const name of ['second', 'third']) {
    const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
    await joinAtDesk(page, service, pin, await service.token('agent', { userId: name, userName: name }));
    await expectSameTree(customer.page, page, masked);
  }
  expect(binaryFrames).toBe(afterFirst);

  // The control: the count does move when the page does.
  await customer.page.evaluate(() => document.querySelector('main')?.append('more'));
  await expect.poll(() => binaryFrames).toBeGreaterThan(afterFirst);
});
