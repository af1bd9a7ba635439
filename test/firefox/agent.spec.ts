import { type Browser, chromium, expect, test } from '@playwright/test';
import { expectSameTree, getHelp, joinAtDesk, mirrorOf } from '../e2e/mirror.js';
import { type Service, startService } from '../e2e/service.js';
import { CHROMIUM_ARGS, findChromium } from '../../scripts/chromium.mjs';

let service: Service;
let hers: Browser;
test.beforeAll(async () => {
  service = await startService();
  hers = await chromium.launch({ executablePath: findChromium() ?? '', args: CHROMIUM_ARGS });
});
test.afterAll(async () => {
  await hers.close();
  await service.stop();
});

test('an agent in Firefox sees what a customer in Chromium does, and no key of his gets into the mirror', async ({ page: agent }) => {
  test.setTimeout(120_000);
  const customer = await hers.newPage({ viewport: { width: 1024, height: 640 } });
  const complaints: string[] = [];
  agent.on('pageerror', (error) => complaints.push(error.message));
  await customer.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer);
  await joinAtDesk(agent, service, pin);
  await expectSameTree(customer, agent);
  // What she does next arrives, too: typing, new nodes, a style through CSSOM.
  await customer.evaluate(() => {
    const field = document.createElement('input');
    field.id = 'from-her';
    document.body.prepend(field);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('#from-her{color:rgb(1,2,3)}');
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  });
  await customer.locator('#from-her').fill('typed');
  const mirror = await mirrorOf(agent);
  await expect.poll(() => mirror.locator('#from-her').inputValue()).toBe('typed');
  await expect.poll(() => mirror.locator('#from-her').evaluate((field) => getComputedStyle(field).color)).toBe('rgb(1, 2, 3)');
  for (const key of ['Tab', 'Enter', 'Tab', 'x', 'Shift+Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab', 'Tab']) {
    await agent.keyboard.press(key);
    const focused = await agent.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.localName;
    });
    expect(focused).not.toBe('iframe');
  }
  await expectSameTree(customer, agent);
  expect(complaints).toEqual([]);
});
