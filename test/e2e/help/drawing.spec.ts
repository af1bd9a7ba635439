import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { expect, test } from '../fixtures.js';
import { getHelp, joinAtDesk, mirrorOf, sessionInfo, startSharing } from '../mirror.js';
import { startStrictSite } from '../strict-site.js';

interface Drawing {
  annotate(how: { tool?: string; color?: string }): Promise<unknown>;
  clearAnnotations(): Promise<unknown>;
}

/** The colour nobody else's page has. */
const INK = [208, 0, 224] as const;
const HEX = '#d000e0';
/** The first agent's, of the palette. */
const VERMILION = '184,64,0';

/** The rectangle around all that has the colour of the ink, in CSS pixels; nothing where there is none. */
async function inkOn(page: Page): Promise<number[] | undefined> {
  const { data, width } = PNG.sync.read(await page.screenshot({ animations: 'allow' }));
  const found: [x: number, y: number][] = [];
  for (let i = 0; i < data.length; i += 4)
    if (INK.every((channel, at) => Math.abs(channel - (data[i + at] ?? 0)) < 10)) found.push([(i / 4) % width, Math.floor(i / 4 / width)]);
  if (found.length < 20) return undefined;
  const [xs, ys] = [found.map(([x]) => x), found.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
const isNear = (a: number[] | undefined, b: number[], by = 4): boolean =>
  a !== undefined && b.every((n, i) => Math.abs(n - (a[i] ?? Infinity)) <= by);

/** Around an element of the customer's page, in its viewport. */
const around = (page: Page, selector: string): Promise<number[]> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return [left, top, right, bottom];
    });

const annotate = (page: Page, how: { tool?: string; color?: string }): Promise<void> =>
  page.evaluate(async (wish) => {
    const session = (await window.ZoomCobrowseSDK.init({})) as unknown as Drawing;
    await session.annotate(wish);
  }, how);

async function drag(page: Page, [x1, y1, x2, y2]: number[]): Promise<void> {
  await page.mouse.move(x1 ?? 0, y1 ?? 0);
  await page.mouse.down();
  await page.mouse.move(((x1 ?? 0) + (x2 ?? 0)) / 2, ((y1 ?? 0) + (y2 ?? 0)) / 2, { steps: 4 });
  await page.mouse.move(x2 ?? 0, y2 ?? 0, { steps: 4 });
  await page.mouse.up();
}

test('D1.1 D1.8 D1.11 what an agent draws is on the customer’s page, stays on its element, is not printed and outlives a reload', async ({
  service,
  customer,
  agent,
}) => {
  await customer.page.goto(`${service.shop}/demo/`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  const mirror = await (await mirrorOf(agent.page)).frameElement();
  const box = (await mirror.boundingBox()) as { x: number; y: number; width: number };
  const scale = box.width / 1024;
  const [left = 0, top = 0, right = 0, bottom = 0] = await around(customer.page, 'main h1');
  await agent.page.getByRole('button', { name: 'Rectangle' }).click();
  await drag(
    agent.page,
    [left + 3, top + 3, right - 3, bottom - 3].map((n, i) => n * scale + (i % 2 ? box.y : box.x)),
  );
  const host = customer.page.locator('sightline-drawing');
  await expect(host).toHaveCount(1);
  // It is the agent's colour: one of the palette.
  const drawn = async (): Promise<string> => {
    const { data, width } = PNG.sync.read(await customer.page.screenshot({ animations: 'allow' }));
    const [x, y, , low] = await around(customer.page, 'main h1');
    const colors = new Set<string>();
    for (let at = Math.max(0, Math.round((y ?? 0) + 8)); at < (low ?? 0) - 8; at++)
      for (let across = Math.round((x ?? 0) + 1); across < (x ?? 0) + 6; across++)
        colors.add([...data.subarray((at * width + across) * 4, (at * width + across) * 4 + 3)].join());
    return [...colors].join(' ');
  };
  await expect.poll(drawn).toContain(VERMILION);
  await customer.page.evaluate(() => {
    document.body.style.minHeight = '3000px';
    window.scrollTo(0, 40);
  });
  await expect.poll(drawn).toContain(VERMILION);
  await customer.page.emulateMedia({ media: 'print' });
  await expect.poll(drawn).not.toContain(VERMILION);
  await customer.page.emulateMedia({ media: null });
  await expect.poll(drawn).toContain(VERMILION);
  await customer.page.reload();
  await expect.poll(async () => (await sessionInfo(customer.page)).sessionStatus, { timeout: 20_000 }).toBe('session_active');
  await expect.poll(drawn, { timeout: 15_000 }).toContain(VERMILION);
  // A route change is no other page: what is drawn goes along, through a reload there, too.
  await customer.page.evaluate(async () => {
    history.pushState({}, '', '/demo/index');
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
  });
  await customer.page.reload();
  await expect.poll(async () => (await sessionInfo(customer.page)).sessionStatus, { timeout: 20_000 }).toBe('session_active');
  await expect.poll(drawn, { timeout: 15_000 }).toContain(VERMILION);
  await customer.page.evaluate(async () => {
    const session = (await window.ZoomCobrowseSDK.init({})) as unknown as Drawing;
    await session.clearAnnotations();
  });
  await expect(host).toHaveCount(0);
});

test('D2.1 D2.2 what the customer draws is at the desk while it is drawn, and the page gets none of the strokes', async ({
  service,
  customer,
  agent,
}) => {
  await customer.page.goto(`${service.shop}/demo/`);
  await joinAtDesk(agent.page, service, await getHelp(customer.page));
  const before = customer.page.url();
  await annotate(customer.page, { tool: 'rectangle', color: HEX });
  const host = customer.page.locator('sightline-drawing');
  await expect(host).toHaveCount(1);
  const rect = [60, 90, 400, 300];
  await customer.page.mouse.move(60, 90);
  await customer.page.mouse.down();
  await customer.page.mouse.move(400, 300, { steps: 6 });
  const mirror = await (await mirrorOf(agent.page)).frameElement();
  const { x, y, width } = (await mirror.boundingBox()) as { x: number; y: number; width: number };
  const there = rect.map((n, i) => (n * width) / 1024 + (i % 2 ? y : x));
  // The button is still down.
  await expect.poll(async () => isNear(await inkOn(agent.page), there)).toBe(true);
  expect(isNear(await inkOn(customer.page), rect)).toBe(true);
  await customer.page.mouse.up();
  // A link of the page: it is drawn over, not followed.
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = await around(customer.page, 'main a[href]:visible');
  await customer.page.mouse.click((x1 + x2) / 2, (y1 + y2) / 2);
  expect(customer.page.url()).toBe(before);
  await customer.page.keyboard.press('Escape');
  await customer.page.keyboard.press('Escape');
  await agent.page.getByRole('button', { name: 'Eraser' }).click();
  const [across = 0, down = 0] = there;
  await drag(agent.page, [across + 40, down - 20, across + 40, down + 20]);
  await expect.poll(() => inkOn(customer.page)).toBeUndefined();
});

test('D1.12 D1.13 on the strictest page, by its header, what an agent draws and points at is seen, above full screen, too', async ({
  service,
  customer,
  agent,
}) => {
  const { page } = customer;
  const site = await startStrictSite(
    service,
    '<h1>Bank</h1><div id="full" class="card"><p id="words">Words to be read</p><button id="b">Enlarge</button></div>',
  );
  try {
    await page.goto(`${site.origin}/`);
    await page.waitForFunction(() => 'CobrowseSDK' in window);
    await joinAtDesk(agent.page, service, await startSharing(page, service));
    const mirror = await (await mirrorOf(agent.page)).frameElement();
    const { x, y, width } = (await mirror.boundingBox()) as { x: number; y: number; width: number };
    const scale = width / 1024;
    const words = await around(page, '#words');
    await agent.page.getByRole('button', { name: 'Rectangle' }).click();
    await drag(
      agent.page,
      words.map((n, i) => (n + (i < 2 ? 3 : -3)) * scale + (i % 2 ? y : x)),
    );
    // The strokes of a rectangle stand around the words, wherever these are now.
    const drawn = async (): Promise<boolean> => {
      const { data, width: across } = PNG.sync.read(await page.screenshot({ animations: 'allow' }));
      const [left = 0, top = 0, right = 0, bottom = 0] = await around(page, '#words');
      const at = (px: number, py: number): string => [...data.subarray((py * across + px) * 4, (py * across + px) * 4 + 3)].join();
      const near = (px: number, py: number): boolean =>
        [-4, -3, -2, -1, 0, 1, 2, 3, 4].some((d) => at(px + d, py) === VERMILION || at(px, py + d) === VERMILION);
      const middle = Math.round((top + bottom) / 2);
      return near(Math.round(left + 3), middle) && near(Math.round(right - 3), middle);
    };
    await expect.poll(drawn, { timeout: 15_000 }).toBe(true);
    const whole = (): Promise<unknown> =>
      page.evaluate(() => {
        const { top, width: w } = (document.fullscreenElement ?? document.body).getBoundingClientRect();
        return [document.fullscreenElement?.id, top, w === innerWidth];
      });
    await page.locator('#b').click();
    await page.evaluate(() => document.getElementById('full')?.requestFullscreen());
    await expect.poll(whole).toEqual(['full', 0, true]);
    await expect.poll(drawn, { timeout: 15_000 }).toBe(true);
    await page.evaluate(() => document.exitFullscreen());
    await expect.poll(drawn, { timeout: 15_000 }).toBe(true);
    await page.evaluate(async () => {
      const session = (await window.ZoomCobrowseSDK.init({})) as unknown as Drawing;
      await session.clearAnnotations();
    });
    await expect.poll(drawn).toBe(false);
    expect(site.reports).toEqual([]);
    // The control of the reports: a style attribute is what this policy is about.
    await page.evaluate(() => document.body.setAttribute('style', 'color:red'));
    await expect.poll(() => site.reports.length).toBe(1);
  } finally {
    await site.stop();
  }
});
