import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import { joinAtDesk, mirrorOf, startSharing } from '../mirror.js';
import type { Service } from '../service.js';
import { startAssistSite } from './assist-site.js';

interface AssistedSession {
  on(event: string, handler: (payload: { requestId: string; proposalId: string }) => void): void;
  respondRemoteAssist(answer: { requestId: string; allow: boolean }): Promise<unknown>;
  respondProposal(answer: { proposalId: string; accept: boolean }): Promise<unknown>;
}

/** Both sides on the site's form; the customer answers every question with yes. */
async function open(customer: Page, agent: Page, service: Service) {
  const site = await startAssistSite(service);
  await customer.goto(`${site.origin}/`);
  const pin = await startSharing(customer, service);
  await customer.evaluate(async () => {
    const session = (await window.ZoomCobrowseSDK.init({})) as unknown as AssistedSession;
    session.on('remote_assist_requested', ({ requestId }) => void session.respondRemoteAssist({ requestId, allow: true }));
  });
  await joinAtDesk(agent, service, pin);
  const middle = async (selector: string): Promise<{ x: number; y: number; width: number }> => {
    const box = await (await mirrorOf(agent)).locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not shown`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width };
  };
  return {
    ...site,
    middle,
    async click(selector: string) {
      const { x, y } = await middle(selector);
      await agent.mouse.click(x, y);
    },
    async assist() {
      await agent.locator('.assist-open').click();
      await agent.getByRole('button', { name: 'Ask the customer' }).click();
      await expect(agent.locator('.assist-open')).toHaveText('Assisting');
    },
    value: (selector: string): Promise<string> =>
      customer.locator(selector).evaluate((element) => (element as HTMLInputElement).value ?? element.textContent),
  };
}

test('A5 A12 after a yes the agent scrolls, fills in every control in the mirror, and sees it come back', async ({
  customer,
  agent,
  service,
}) => {
  const page = await open(customer.page, agent.page, service);
  try {
    await page.assist();
    const { keyboard, mouse } = agent.page;
    const to = async (selector: string, value: string): Promise<void> => {
      await expect.poll(() => page.value(selector), { message: selector }).toBe(value);
      // And back: the mirror shows what the page holds.
      const mirror = await mirrorOf(agent.page);
      await expect
        .poll(() => mirror.locator(selector).evaluate((element) => (element as HTMLInputElement).value ?? element.textContent), {
          message: selector,
        })
        .toBe(value);
    };
    await page.click('#name');
    await keyboard.type('Grüße Mara');
    await to('#name', 'Grüße Mara');
    await keyboard.press('Home');
    await keyboard.press('Shift+End');
    await keyboard.press('Backspace');
    await to('#name', '');
    await keyboard.press('Control+z');
    await to('#name', 'Grüße Mara');
    await page.click('#notes');
    await keyboard.type('one');
    await keyboard.press('Enter');
    await keyboard.type('two');
    await to('#notes', 'one\ntwo');
    await page.click('#number');
    await keyboard.press('ArrowUp');
    await to('#number', '4');
    await page.click('#rich');
    await keyboard.type('bold');
    await to('#rich', 'bold');
    await page.click('#agree');
    await page.click('#r2');
    await expect.poll(() => customer.page.locator('#agree').isChecked()).toBe(true);
    await expect.poll(() => customer.page.locator('#r2').isChecked()).toBe(true);
    await page.click('#list');
    await agent.page.locator('.popup [role=option]', { hasText: 'Pear' }).click();
    await to('#list', 'b');
    await page.click('#many option:nth-child(2)');
    await to('#many', 'y');
    await page.click('#date');
    await agent.page.locator('.popup input').fill('2026-05-06');
    await agent.page.getByRole('button', { name: 'Set', exact: true }).click();
    await to('#date', '2026-05-06');
    await page.click('#range');
    await to('#range', '5');
    await page.click('#more summary');
    await expect.poll(() => customer.page.locator('#more').evaluate((one) => (one as HTMLDetailsElement).open)).toBe(true);
    await page.click('sightline-box');
    await expect(agent.page.locator('.note-here').first()).toContainText('Masked');
    const { x, y } = await page.middle('#rich');
    await mouse.move(x, y);
    await mouse.wheel(0, 400);
    await expect.poll(() => customer.page.evaluate(() => scrollY)).toBe(400);
    // Nothing of the mirror has ever had the focus.
    expect(await (await mirrorOf(agent.page)).evaluate(() => document.activeElement === document.body)).toBe(true);
  } finally {
    await page.stop();
  }
});

test('A4 A2 a click follows a link; the grant goes along, and ends where the agent gives it back', async ({ customer, agent, service }) => {
  const page = await open(customer.page, agent.page, service);
  try {
    await page.assist();
    await page.click('#next');
    await customer.page.waitForURL('**/two');
    await expect.poll(async () => (await mirrorOf(agent.page)).locator('#two').count()).toBe(1);
    await expect(agent.page.locator('.assist-open')).toHaveText('Assisting');
    await agent.page.locator('.assist-open').click();
    await agent.page.getByRole('button', { name: 'Customer’s page: back' }).click();
    await customer.page.waitForURL(`${page.origin}/`);
    await agent.page.getByRole('button', { name: 'Stop assisting' }).click();
    await expect(agent.page.locator('.assist-open')).toHaveText('Ask to assist');
  } finally {
    await page.stop();
  }
});

test('A14 what an agent proposes without any grant is there once the customer has taken it, and not before', async ({
  customer,
  agent,
  service,
}) => {
  const page = await open(customer.page, agent.page, service);
  try {
    const received = customer.page.evaluate(async () => {
      const session = (await window.ZoomCobrowseSDK.init({})) as unknown as AssistedSession;
      return new Promise<string>((resolve) => session.on('proposal_received', ({ proposalId }) => resolve(proposalId)));
    });
    await agent.page.getByRole('button', { name: 'Propose', exact: true }).click();
    await page.click('#name');
    await agent.page.keyboard.type('Mara Jensen');
    await page.click('#agree');
    await page.click('#list');
    await agent.page.locator('.drafts select').selectOption({ label: 'Pear' });
    await agent.page.getByRole('button', { name: 'Send to the customer' }).click();
    const proposed = await received;
    expect([await page.value('#name'), await page.value('#list')]).toEqual(['', 'a']);
    await customer.page.evaluate(async (proposalId) => {
      const session = (await window.ZoomCobrowseSDK.init({})) as unknown as AssistedSession;
      await session.respondProposal({ proposalId, accept: true });
    }, proposed);
    await expect.poll(() => page.value('#name')).toBe('Mara Jensen');
    await expect.poll(() => page.value('#list')).toBe('b');
    await expect(customer.page.locator('#agree')).toBeChecked();
    await expect(agent.page.locator('.proposal-news')).toContainText('has taken 3 of 3');
  } finally {
    await page.stop();
  }
});

test('A13 a list the customer opens is seen at the desk, and gone when it is closed', async ({ customer, agent, service }) => {
  const page = await open(customer.page, agent.page, service);
  try {
    await customer.page.locator('#list').click();
    await expect(agent.page.locator('.popup.shown')).toContainText('Apple');
    await customer.page.keyboard.press('Escape');
    await expect(agent.page.locator('.popup')).toBeHidden();
  } finally {
    await page.stop();
  }
});

test('A12 A13 pickers the customer opens are seen at the desk, and an agent who fills in uses each of them', async ({
  customer,
  agent,
  service,
}) => {
  const page = await open(customer.page, agent.page, service);
  const chosen = {
    date: '2026-05-07',
    time: '11:45',
    month: '2026-07',
    week: '2026-W20',
    'datetime-local': '2026-05-07T09:00',
    color: '#0072b2',
  };
  try {
    for (const type of Object.keys(chosen)) {
      const at = await customer.page.locator(`#${type}`).boundingBox();
      if (!at) throw new Error(`${type} is not shown`);
      await customer.page.mouse.click(at.x + at.width - 12, at.y + at.height / 2);
      const field = agent.page.locator('.popup.shown input');
      await expect(field).toHaveAttribute('type', type);
      await expect(field).toBeDisabled();
      await expect(field).toHaveValue(await page.value(`#${type}`));
      // A popup takes keys once it is there itself.
      await expect(async () => {
        await customer.page.keyboard.press('Escape');
        await expect(agent.page.locator('.popup')).toBeHidden({ timeout: 500 });
      }).toPass({ timeout: 15_000 });
    }
    await page.assist();
    for (const [type, value] of Object.entries(chosen)) {
      await page.click(`#${type}`);
      const field = agent.page.locator('.popup:not(.shown) input');
      await expect(field).toHaveAttribute('type', type);
      await field.fill(value);
      await agent.page.getByRole('button', { name: 'Set', exact: true }).click();
      await expect.poll(() => page.value(`#${type}`), { message: type }).toBe(value);
      const mirror = await mirrorOf(agent.page);
      await expect
        .poll(() => mirror.locator(`#${type}`).evaluate((element) => (element as HTMLInputElement).value), { message: type })
        .toBe(value);
    }
  } finally {
    await page.stop();
  }
});
