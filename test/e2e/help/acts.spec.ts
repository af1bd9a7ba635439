import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.js';
import { getHelp, joinAtDesk, mirrorOf } from '../mirror.js';

interface Helped {
  respondRemoteAssist(answer: { requestId: string; allow: boolean }): Promise<unknown>;
  on(event: string, handler: (payload: { requestId: string }) => void): void;
}

/** What an agent is to use, above everything else of the page, and what the page counts of it. */
const PANEL = `<div id=panel style="position:fixed;left:20px;top:20px;z-index:99;width:360px;background:#fff;padding:8px">
<button id=count type=button>0</button> <button id=blocked type=button data-cobrowse-block>0</button> <input id=field size=12>
<form id=ask-form><button id=submit-it>Send</button> <output id=sent>0</output></form>
<a id=away href="https://elsewhere.example/">away</a></div>`;

const add = (page: Page): Promise<void> =>
  page.evaluate((html) => {
    document.body.insertAdjacentHTML('beforeend', html);
    const more = (element: Element | null): void => void (element && (element.textContent = String(Number(element.textContent) + 1)));
    for (const id of ['count', 'blocked'])
      document.getElementById(id)?.addEventListener('click', (event) => more(event.currentTarget as Element));
    document.getElementById('ask-form')?.addEventListener('submit', (event) => {
      event.preventDefault();
      more(document.getElementById('sent'));
    });
  }, PANEL);

/** The customer allows what is asked; what sends something off as `confirms` says, in order. */
const allow = (page: Page, confirms: boolean[]): Promise<void> =>
  page.evaluate(async (answers) => {
    const session = (await window.ZoomCobrowseSDK.init({})) as unknown as Helped;
    session.on('remote_assist_requested', ({ requestId }) => void session.respondRemoteAssist({ requestId, allow: true }));
    session.on(
      'remote_assist_confirm',
      ({ requestId }) => void session.respondRemoteAssist({ requestId, allow: answers.shift() === true }),
    );
  }, confirms);

/** Where the middle of an element of the mirror is at the desk. */
async function at(page: Page, selector: string): Promise<{ x: number; y: number }> {
  const frame = await mirrorOf(page);
  await frame.waitForSelector(selector, { state: 'attached' });
  const outer = await (await frame.frameElement()).boundingBox();
  const inner = await frame.evaluate((one) => {
    const { left, top, width, height } = (document.querySelector(one) as Element).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2, width: window.innerWidth };
  }, selector);
  const scale = (outer?.width ?? 0) / inner.width;
  return { x: (outer?.x ?? 0) + inner.x * scale, y: (outer?.y ?? 0) + inner.y * scale };
}

const press = async (page: Page, selector: string): Promise<void> => {
  const { x, y } = await at(page, selector);
  await page.mouse.click(x, y);
};

test('A4 an agent clicks, types and scrolls in the page, is refused what the page keeps, and the customer is asked before anything is sent', async ({
  service,
  customer,
  agent,
}) => {
  const { page } = customer;
  const desk = agent.page;
  await page.goto(`${service.shop}/demo/insurance.html`);
  await add(page);
  await joinAtDesk(desk, service, await getHelp(page));
  await allow(page, [false, true]);
  await desk.locator('.assist-open').click();
  await desk.getByRole('button', { name: 'Ask the customer' }).click();
  await expect(desk.locator('.assist-state')).toHaveText('Assisting');

  await press(desk, '#count');
  await expect(page.locator('#count')).toHaveText('1');
  await expect(page.locator('sightline-act')).toHaveCount(1);
  // Its effect comes back as any other change.
  await expect.poll(async () => (await mirrorOf(desk)).evaluate(() => document.querySelector('#count')?.textContent)).toBe('1');
  expect(await (await mirrorOf(desk)).evaluate(() => document.querySelector('sightline-act') === null)).toBe(true);

  await press(desk, '#field');
  await desk.keyboard.type('Anna');
  await expect(page.locator('#field')).toHaveValue('Anna');

  const { x, y } = await at(desk, '#panel');
  await desk.mouse.move(x, y + 250);
  await desk.mouse.wheel(0, 300);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(100);

  await press(desk, '#blocked');
  await expect(desk.getByText('The page does not let anyone assist here').first()).toBeAttached();
  await expect(page.locator('#blocked')).toHaveText('0');
  await press(desk, '#away');
  await press(desk, '#submit-it');
  await press(desk, '#count');
  await expect(page.locator('#count')).toHaveText('2');
  await expect(page.locator('#sent')).toHaveText('0');
  await press(desk, '#submit-it');
  await expect(page.locator('#sent')).toHaveText('1');
  expect(new URL(page.url()).pathname).toBe('/demo/insurance.html');

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(desk.locator('.assist-state')).not.toHaveText('Assisting');
  await press(desk, '#count');
  await expect(page.locator('#count')).toHaveText('2');
  await expect(page.locator('sightline-act')).toHaveCount(0);
});
