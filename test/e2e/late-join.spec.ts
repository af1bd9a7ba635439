import { expect, test } from './fixtures.js';
import { expectSameTree, joinAtDesk, mirrorOf, startSharing } from './mirror.js';

test('a second and a third agent see the page at once and cost the customer no frame', async ({
  service,
  outside,
  customer,
  agent,
  browser,
}) => {
  let binaryFrames = 0;
  customer.page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string') binaryFrames++;
    });
  });
  // A page whose own script takes no notice of who joins.
  await customer.page.goto(`${outside.origin}/sb-admin/tables.html`);
  const pin = await startSharing(customer.page, service);
  expect(binaryFrames).toBe(0);
  await joinAtDesk(agent.page, service, pin);
  await expectSameTree(customer.page, agent.page);
  // The page has been sent, with whatever the service asked her browser for, once its pictures are there and two looks see the same
  // count: checksums follow a second apart.
  const pictured = async (): Promise<boolean> =>
    (await mirrorOf(agent.page)).evaluate(
      () => document.fonts.status === 'loaded' && [...document.images].every(({ complete }) => complete),
    );
  await expect.poll(pictured, { timeout: 40_000 }).toBe(true);
  let seen = -1;
  const settled = (): boolean => seen === (seen = binaryFrames);
  await expect.poll(settled, { intervals: [3000], timeout: 60_000 }).toBe(true);
  const afterFirst = binaryFrames;
  expect(afterFirst).toBeGreaterThan(0);

  for (const name of ['second', 'third']) {
    const page = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
    await joinAtDesk(page, service, pin, { token: await service.token('agent', { userId: name, userName: name }) });
    await expectSameTree(customer.page, page);
  }
  expect(binaryFrames).toBe(afterFirst);

  // The control: the count does move when the page does.
  await customer.page.evaluate(() => document.querySelector('h1')?.append('more'));
  await expect.poll(() => binaryFrames).toBeGreaterThan(afterFirst);
});
