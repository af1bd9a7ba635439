import { expect, test } from './fixtures.js';
import { getHelp, joinAtDesk, mirrorOf } from './mirror.js';
import { widgetOf } from './life/widget.js';

test('V8 the desk at 1,280 px: title and address are read, the keyboard is at the page, the toolbar in a landmark, no warning in the console', async ({
  service,
  customer,
  agent,
}) => {
  const said: string[] = [];
  agent.page.on('console', (message) => void (message.type() === 'log' || said.push(`${message.type()}: ${message.text()}`)));
  await agent.page.setViewportSize({ width: 1280, height: 800 });
  await customer.page.goto(`${service.shop}/demo/insurance.html`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  const { page } = agent;

  const address = page.locator('.address');
  await expect(address).toContainText('/demo/insurance.html');
  await expect(address).toBeVisible();
  expect(await address.evaluate((element) => element.scrollWidth <= element.clientWidth), 'not cut off').toBe(true);

  const stage = page.locator('.stage');
  await expect(stage).toBeFocused();
  await page.keyboard.press('1');
  await expect(page.locator('.scale')).toHaveText('100 %');
  // Whoever speaks to a computer says what is shown.
  for (const button of await page.locator('.bar button:visible').all()) {
    const shown = (await button.innerText()).trim();
    expect((await button.getAttribute('aria-label')) ?? shown).toContain(shown);
  }
  const main = page.getByRole('main');
  await expect(main).toHaveCount(1);
  await expect(main.getByRole('region', { name: 'Session' }).getByRole('button', { name: 'Leave' })).toBeVisible();
  expect(said).toEqual([]);

  // The control: what a page of ours would say is heard.
  await page.evaluate(() => console.warn('canary'));
  await expect.poll(() => said).toEqual(['warning: canary']);
});

test('the panel says when the agent’s tab is gone, and when it is back', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer.page);
  await joinAtDesk(agent.page, service, pin);
  const widget = await widgetOf(customer.page);
  await expect.poll(() => widget.text()).toContain('can see this page');
  const { url } = { url: agent.page.url() };
  await agent.page.goto('about:blank');
  await expect.poll(() => widget.text()).toContain('is not connected right now Nobody can see this page.');
  await agent.page.goto(url);
  await expect.poll(() => widget.text()).toContain('can see this page');
});

test('V8 in an iframe that may not, there is no button for full screen, and the PIN is selected where it cannot be copied', async ({
  service,
  customer,
  agent,
}) => {
  await customer.page.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer.page);
  const desk = `${service.origin}/sdkapi/zcb/frame-templates/desk?access_token=${await service.token('agent', { userId: 'ada', userName: 'Ada' })}`;
  const { page } = agent;
  for (const [allow, shown] of [
    ['', false],
    ['fullscreen; clipboard-write', true],
  ] as const) {
    await page.goto(`${service.shop}/demo/`);
    await page.evaluate(
      ([src, allowed]) => {
        const frame = document.createElement('iframe');
        Object.assign(frame, { src, allow: allowed, width: '1200', height: '700' });
        document.body.replaceChildren(frame);
      },
      [desk, allow] as const,
    );
    const frame = page.frameLocator('iframe');
    await frame.locator('input[name=pin]').fill(pin);
    await frame.locator('input[name=pin]').press('Enter');
    await expect(frame.locator('.light.live')).toBeVisible();
    const more = frame.getByRole('button', { name: 'More' });
    if (await more.isVisible()) await more.click();
    await expect(frame.getByRole('button', { name: 'Full screen' })).toHaveCount(shown ? 1 : 0);
    await frame.getByRole('button', { name: 'Copy PIN' }).click();
    await expect(frame.getByRole('button', { name: shown ? 'Copied' : 'Selected: copy it with the keyboard' })).toBeVisible();
    await frame.getByRole('button', { name: 'Leave' }).click();
  }
});

test('V9 what a phone has zoomed into is marked at the desk; zooming inside a masked field is not told', async ({
  service,
  browser,
  agent,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true });
  const phone = await context.newPage();
  await phone.goto(`${service.shop}/demo/checkout.html`);
  await joinAtDesk(agent.page, service, await getHelp(phone));
  const devtools = await context.newCDPSession(phone);
  const zoom = (pageScaleFactor: number): Promise<unknown> => devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor });
  const mark = agent.page.locator('.zoomed');
  const share = async (): Promise<string> => {
    const [part, page] = await Promise.all([mark.boundingBox(), agent.page.locator('.surface').boundingBox()]);
    return ((part?.width ?? 0) / (page?.width ?? 1)).toFixed(1);
  };
  await expect(mark).toBeHidden();
  await zoom(2);
  await expect.poll(share).toBe('0.5');
  await zoom(1);
  await expect(mark).toBeHidden();

  await phone.locator('input[autocomplete=cc-number]').evaluate((field: HTMLElement) => field.focus({ preventScroll: true }));
  await zoom(2);
  await phone.evaluate(() => void (document.title = 'told after the zoom'));
  await expect(agent.page.locator('.address')).toContainText('told after the zoom');
  await expect(mark).toBeHidden();
  // The control: it is told once the field has lost the focus and something moves.
  await phone.evaluate(() => (document.activeElement as HTMLElement).blur());
  await zoom(4);
  await expect.poll(share).toBe('0.3');
  await context.close();
});

test('a console that posts the token to the desk has it in no address', async ({ service, customer, agent }) => {
  await customer.page.goto(`${service.shop}/demo/`);
  const pin = await getHelp(customer.page);
  const { page } = agent;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${service.shop}/demo/`);
  const fields = { access_token: await service.token('agent', { userId: 'ada', userName: 'Ada' }), pin };
  await page.evaluate(
    ([action, values]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action });
      for (const [name, value] of Object.entries(values)) form.append(Object.assign(document.createElement('input'), { name, value }));
      document.body.append(form);
      form.submit();
    },
    [`${service.origin}/sdkapi/zcb/frame-templates/desk`, fields] as const,
  );
  await expect(page.locator('input[name=pin]')).toHaveValue(pin);
  await page.keyboard.press('Enter');
  await mirrorOf(page);
  expect(page.url()).toBe(`${service.origin}/sdkapi/zcb/frame-templates/desk`);
  expect(asked.filter((url) => new URL(url).search.includes('token'))).toEqual([]);
});
