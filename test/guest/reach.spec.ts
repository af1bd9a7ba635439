import type { BrowserContext, Page } from '@playwright/test';
import { widgetOf } from '../e2e/life/widget.js';
import { expect, test } from '../e2e/fixtures.js';
import type { Service } from '../e2e/service.js';
import { guestPage, scriptAddress } from './page.js';
import { MAKE, type OnTop, PAGES } from './reach-pages.js';
import { type GuestSite, startSite } from './site.js';
import { watchSession } from './watcher.js';

/** Of `MAKE`. */
declare const make: (html: string) => HTMLElement;

interface Shared {
  page: Page;
  site: GuestSite;
  name: string;
  pin: string;
  ended(): Promise<unknown>;
}

let cases = 0;

async function share(service: Service, site: GuestSite, context: BrowserContext, settings: object = {}): Promise<Shared> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const name = `reach-${++cases}`;
  const sdkToken = await service.token('customer', { userId: name, userName: 'Customer' });
  site.put(`/${name}`, { body: guestPage({ name, site, script: scriptAddress(service, sdkKey), sdkToken, settings, before: MAKE }) });
  const page = await context.newPage();
  await page.goto(`${site.origin}/${name}`);
  site.step(name, 'init');
  await site.hears(name, ['init']);
  site.step(name, 'start');
  const { data } = await site.hears(name, ['pin']);
  return { page, site, name, pin: String(data), ended: () => site.hears(name, ['ended'], { limitMs: 20_000 }) };
}

/** Takes the page's step, as a click's where it has to be. */
async function takeTop({ page }: Shared, { take, click }: OnTop): Promise<void> {
  if (!click) return page.evaluate(take as () => void);
  await page.evaluate(`document.addEventListener('click', () => { (${String(take)})(); window.taken = true; }, { once: true })`);
  await page.mouse.click(3, 3);
  await page.waitForFunction(() => document.fullscreenElement !== null);
}

/** Does it until the session has ended; a hand that finds the button dead tries again, too, but no sooner than it would. */
async function untilEnded({ site, name }: Shared, press: () => Promise<void>, apart = 150): Promise<void> {
  const ends = () => site.told(name).filter(({ kind }) => kind === 'ended');
  await expect(async () => {
    if (ends().length === 0) await press();
    expect(ends(), `still shared: ${JSON.stringify(site.told(name))}`).not.toEqual([]);
  }).toPass({ intervals: [apart], timeout: 15_000 });
  expect(ends()).toEqual([{ kind: 'ended', data: 'ended_by_customer' }]);
}

/** What is left of ours on the page, and what is not as the page had it. */
const left = (page: Page): Promise<{ panels: number; style: string }> =>
  page.evaluate(() => ({
    panels: document.querySelectorAll('sightline-widget').length,
    style: document.documentElement.getAttribute('style') ?? '',
  }));

test('V8 sharing is stopped by pointer, whatever the page has in the top layer', async ({ service, customer }) => {
  const site = await startSite();
  for (const one of PAGES) {
    await test.step(one.what, async () => {
      const shared = await share(service, site, customer.context);
      const { page, name } = shared;
      const widget = await widgetOf(page);
      await takeTop(shared, one);
      await untilEnded(shared, () => widget.press('Stop sharing'));
      await page.evaluate(() => document.fullscreenElement && document.exitFullscreen());
      // Its words after the end are reachable as well.
      await expect
        .poll(() =>
          widget.press('Close').then(
            async () => (await left(page)).panels,
            () => 0,
          ),
        )
        .toBe(0);
      expect(site.told(name).filter(({ kind }) => kind === 'thrown' || kind === 'violation')).toEqual([]);
      const { style } = await left(page);
      expect(style).toBe(one.what.includes('pointer-events') && one.what.includes('root') ? 'pointer-events: none;' : '');
      await page.close();
    });
  }
  await site.stop();
});

test('V8 by keyboard and by touch, in a dialog and where a focus trap takes focus and clicks away', async ({ service, browser }) => {
  const site = await startSite();
  const context = await browser.newContext({ viewport: { width: 390, height: 700 }, hasTouch: true });
  const modal = (): void => (make('<dialog><button>one</button><button>two</button></dialog>') as HTMLDialogElement).showModal();
  const trap = (): void => {
    const own = make('<div role="dialog"><button id="own">own</button></div>');
    const outside = (event: Event): boolean => !own.contains(event.target as Node);
    document.addEventListener('focusin', (event) => outside(event) && document.getElementById('own')?.focus(), true);
    for (const type of ['mousedown', 'touchstart', 'click'])
      document.addEventListener(
        type,
        (event) => {
          if (!outside(event)) return;
          event.preventDefault();
          event.stopImmediatePropagation();
        },
        { capture: true, passive: false },
      );
  };

  await test.step('Tab goes from the dialog into the panel', async () => {
    const shared = await share(service, site, context);
    const widget = await widgetOf(shared.page);
    await shared.page.evaluate(modal);
    await expect.poll(() => shared.page.evaluate(() => document.querySelector('dialog > sightline-widget') !== null)).toBe(true);
    await untilEnded(shared, async () => {
      await shared.page.keyboard.press('Tab');
      if ((await widget.focused()) === 'Stop sharing') await shared.page.keyboard.press('Enter');
    });
  });
  await test.step('a tap in a dialog', async () => {
    const shared = await share(service, site, context);
    const widget = await widgetOf(shared.page);
    await shared.page.evaluate(modal);
    await untilEnded(shared, () => widget.tap('Stop sharing'));
  });
  await test.step('a tap and a click, which a focus trap prevents', async () => {
    for (const how of ['tap', 'press'] as const) {
      const shared = await share(service, site, context);
      const widget = await widgetOf(shared.page);
      await shared.page.evaluate(trap);
      await untilEnded(shared, () => widget[how]('Stop sharing'), 600);
    }
  });
  await test.step('the keys the panel names, and no others', async () => {
    const shared = await share(service, site, context);
    await shared.page.evaluate(trap);
    await shared.page.evaluate(() => {
      document.addEventListener('keydown', ({ code, defaultPrevented }) =>
        (window as unknown as { tell(kind: string, data: string): void }).tell('key', `${code} ${defaultPrevented}`),
      );
    });
    for (const keys of ['Control+KeyS', 'Alt+Shift+KeyS', 'Control+Alt+KeyS', 'Control+Alt+Shift+KeyA', 'Control+Shift+KeyS'])
      await shared.page.keyboard.press(keys);
    await site.hears(shared.name, ['key']);
    await expect
      .poll(() => site.told(shared.name).filter(({ kind, data }) => kind === 'key' && String(data).startsWith('Key')).length)
      .toBe(5);
    expect(site.told(shared.name).filter(({ kind, data }) => kind === 'ended' || String(data).endsWith('true'))).toEqual([]);
    await untilEnded(shared, () => shared.page.keyboard.press('Control+Alt+Shift+KeyS'));
  });
  await context.close();
  await site.stop();
});

test('V8 a page that fights for the top is not fought at its own rate, and an agent never sees the panel', async ({
  service,
  customer,
}) => {
  const site = await startSite();
  const shared = await share(service, site, customer.context);
  const { page } = shared;
  const watcher = await watchSession(service, shared.pin);
  await watcher.sees('shown-to-the-agent');
  await page.evaluate(() => {
    const counts = { moves: 0, thrown: 0 };
    (window as unknown as { counts: typeof counts }).counts = counts;
    window.addEventListener('error', () => counts.thrown++);
    const dialog = make('<dialog>mine</dialog>') as HTMLDialogElement;
    dialog.showModal();
    const ours = (): HTMLElement | null => document.querySelector('sightline-widget');
    new MutationObserver((records) => {
      for (const { addedNodes } of records)
        for (const node of addedNodes)
          if (node.nodeName === 'SIGHTLINE-WIDGET') {
            counts.moves++;
            ours()?.remove();
          }
    }).observe(document, { childList: true, subtree: true });
    ours()?.remove();
  });
  const started = Date.now();
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { counts: { moves: number } }).counts.moves), { timeout: 15_000 })
    .toBeGreaterThan(3);
  await page.evaluate(() => document.body.append('told after the fight'));
  await watcher.sees('told after the fight');
  const { moves, thrown } = await page.evaluate(() => (window as unknown as { counts: { moves: number; thrown: number } }).counts);
  // A lift may move it into the dialog and out again.
  expect(moves).toBeLessThan(6 + ((Date.now() - started) / 400) * 4);
  expect(thrown).toBe(0);
  expect(watcher.text()).not.toContain('sightline-widget');
  watcher.close();
  await page.keyboard.press('Control+Alt+Shift+KeyS');
  await shared.ended();
  await site.stop();
});

test('V8 the first touch drags the panel, while the code for it is on its way', async ({ service, browser }) => {
  const site = await startSite();
  const context = await browser.newContext({ viewport: { width: 390, height: 700 }, hasTouch: true });
  let arrive = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    void context.route(/part-place/, async (route) => {
      resolve();
      await new Promise<void>((go) => (arrive = go));
      await route.continue();
    });
  });
  const { page, ended } = await share(service, site, context);
  const widget = await widgetOf(page);
  const touch = await context.newCDPSession(page);
  const move = (type: string, x?: number, y?: number): Promise<unknown> =>
    touch.send('Input.dispatchTouchEvent', { type: type as 'touchMove', touchPoints: x === undefined ? [] : [{ x, y: y ?? 0 }] });
  const start = await widget.box();
  const [x, y] = [start.x + 120, start.y + 20];
  await move('touchStart', x, y);
  await asked;
  arrive();
  // One way, as a finger goes: the panel follows from wherever it is when the code comes.
  let at = y;
  await expect
    .poll(
      async () => {
        at = Math.max(at - 3, 20);
        await move('touchMove', x, at);
        return (await widget.box()).y;
      },
      { intervals: [30] },
    )
    .toBeLessThan(start.y - 100);
  await move('touchEnd');
  const moved = await widget.box();

  await test.step('and it stands there after a reload, until the session ends', async () => {
    const other = await context.newPage();
    await other.goto(page.url());
    expect(await other.evaluate(() => localStorage.length)).toBe(1);
    await other.close();
    await page.keyboard.press('Control+Alt+Shift+KeyS');
    await ended();
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    expect(moved.y).toBeLessThan(start.y - 100);
  });
  await context.close();
  await site.stop();
});
