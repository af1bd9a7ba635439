import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { joinAtDesk, startSharing } from '../e2e/mirror.js';
import { type Service, startService } from '../e2e/service.js';
import { type LeakSite, startLeakSite } from '../leak/leak-site.js';
import { PAYLOADS, type Payload } from './payloads.js';
import { type Recorder, startRecorder } from './recorder.js';

const CUSTOMER = 'customer-browser';
/** Payloads on the page at a time: few enough that none hides another in the full run. */
const TOGETHER = process.env.SIGHTLINE_LONG === '1' ? 4 : 62;

let service: Service;
let site: LeakSite;
let console: Recorder;
test.beforeAll(async () => {
  service = await startService();
  site = await startLeakSite(service);
  console = await startRecorder();
});
test.afterAll(async () => {
  await console.stop();
  await site.stop();
  await service.stop();
});

/** Baits at the console and at the desk itself, both where the agent's cookies go. */
const baits = (name: string): string[] => [`${console.origin}/bait/${name}`, `${service.origin}/bait/${name}`];

/** An agent's browser that is logged in to the console; `answered` lists every bait it got an answer from. */
async function agentBrowser(context: BrowserContext, answered: string[]): Promise<Page> {
  context.on('response', (response) => {
    if (response.url().includes('/bait/')) answered.push(response.url());
  });
  const page = await context.newPage();
  console.page('/login', '<!doctype html>in');
  await page.goto(`${console.origin}/login`);
  return page;
}

/** Where the agent's focus is, through the shadow roots of the viewer. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    let at = document.activeElement;
    while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
    return at?.localName ?? '';
  });

/** What the mirror and the frames in it say; a new picture may take one away meanwhile. */
const textOf = async (page: Page): Promise<string> => {
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  return (await Promise.all(frames.map((frame) => frame.evaluate(() => document.body?.textContent ?? '').catch(() => '')))).join(' ');
};

test('mirrored from a hostile page, no payload asks for anything, runs or takes a key', async ({ browser }) => {
  test.setTimeout(240_000);
  const customer = await (await browser.newContext({ userAgent: CUSTOMER })).newPage();
  const answered: string[] = [];
  const agent = await agentBrowser(await browser.newContext({ userAgent: 'agent-browser' }), answered);
  const dialogs: string[] = [];
  agent.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  // A payload that leads her away would end the session: an empty answer keeps her on the page.
  await customer
    .context()
    .route('**/bait/**', (route) => (route.request().url().startsWith(service.origin) ? route.fulfill({ status: 204 }) : route.continue()));
  await customer.goto(site.address('custom_input'));
  await customer.waitForFunction(() => 'testSession' in window);
  const pin = await startSharing(customer, service);
  await joinAtDesk(agent, service, pin);
  const desk = agent.url();

  const show = (pages: readonly string[], word: string): Promise<void> =>
    customer.evaluate(
      ([texts, said]) => {
        document.body.replaceChildren(
          ...[...texts, `<p>${said}</p>`].map((text) => {
            const place = document.createElement('div');
            place.setHTMLUnsafe(text);
            return place;
          }),
        );
      },
      [pages, word] as const,
    );
  const markup = ({ name, html }: Payload): string[] => baits(name).map(html);
  for (let from = 0; from < PAYLOADS.length; from += TOGETHER) {
    const some = PAYLOADS.slice(from, from + TOGETHER);
    const names = some.map(({ name }) => name).join();
    const word = `shown-${from}`;
    await show(some.flatMap(markup), word);
    await expect.poll(() => textOf(agent), { message: names, timeout: 20_000 }).toContain(word);
    for (const key of ['Tab', 'ArrowDown', 'Enter', 'Tab', 'x']) {
      await agent.keyboard.press(key);
      expect(await focused(agent), `${names}: ${key}`).not.toBe('iframe');
    }
    await agent.locator('.layer').click({ position: { x: 40, y: 60 } });
  }

  // All at once, in the keyframe a second agent starts from.
  await show(PAYLOADS.flatMap(markup), 'everything');
  const late = await agentBrowser(await browser.newContext({ userAgent: 'agent-browser' }), answered);
  // Some hundred frames in one page take a browser seconds.
  await joinAtDesk(late, service, pin, { token: await service.token('agent', { userId: 'late', userName: 'Late' }), within: 60_000 });
  for (const page of [agent, late]) await expect.poll(() => textOf(page), { timeout: 60_000 }).toContain('everything');

  expect(agent.url()).toBe(desk);
  expect(dialogs).toEqual([]);
  expect(answered).toEqual([]);
  // The customer's own browser is where the payloads may act; nobody else's, the service included.
  const others = console.requests.filter(({ path, userAgent }) => path.startsWith('/bait/') && userAgent !== CUSTOMER);
  expect(others).toEqual([]);
  // The control: they did act there.
  expect(console.requests.filter(({ path, userAgent }) => path.startsWith('/bait/') && userAgent === CUSTOMER).length).toBeGreaterThan(20);
  for (const page of [customer, agent, late]) await page.context().close();
});
