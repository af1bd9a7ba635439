import { expect, type Page, test } from '@playwright/test';
import { tokenAt } from '../policy/tokens.js';
import { type Evidence, findTokens } from '../leak/search.js';
import { pictureOf } from '../leak/watched.js';
import { tapPage } from '../leak/wiretap.js';
import { getHelp, mirrorOf } from './mirror.js';
import { type OwnService, startOwnService } from './own-service.js';

/** Words that are found however they are written. */
const SECRETS = [tokenAt(64_001), tokenAt(64_002)] as const;
const CANARIES = [tokenAt(64_003), tokenAt(64_004)] as const;
const finds = (evidence: readonly Evidence[], words: readonly string[]): string[] => {
  const found = findTokens(evidence);
  return words.filter((word) => found.has(word));
};
let service: OwnService;
test.beforeAll(async () => {
  service = await startOwnService();
});
test.afterAll(() => service.stop());

const say = (page: Page, words: Record<string, string>): Promise<void> =>
  page.evaluate((all) => {
    for (const [name, text] of Object.entries(all)) {
      const said = document.querySelector(`.${name}`) ?? document.body.appendChild(document.createElement('p'));
      said.className = name;
      said.textContent = text;
    }
  }, words);
/** The mirror may go, and another come, while it is looked at. */
const seen = async (agent: Page): Promise<string> => (await mirrorOf(agent)).evaluate(() => document.body.innerText).catch(() => '');

async function watching(page: Page, pin: string, userId: string): Promise<void> {
  const token = await service.token('agent', userId);
  await page.goto(`${service.url}/sdkapi/zcb/frame-templates/desk#access_token=${token}&pin=${pin}`);
  await page.locator('input[name=pin]').fill(pin);
  await page.keyboard.press('Enter');
  await mirrorOf(page);
}

test('I31 S1.7 an operator masks what an agent is looking at: within 5 s there is a box, and nothing of it in anything agents get from then on', async ({
  browser,
}) => {
  const [customer, agent, late] = await Promise.all([0, 1, 2].map(async () => (await browser.newContext()).newPage()));
  if (!customer || !agent || !late) throw new Error('no pages');
  const tap = tapPage(agent, 'agent', service.url);
  await customer.goto(`http://localhost:${service.port}/`);
  const pin = await getHelp(customer);
  await say(customer, { income: SECRETS[0], open: CANARIES[0] });
  await watching(agent, pin, 'ada');
  await expect.poll(() => seen(agent)).toMatch(new RegExp(`${SECRETS[0]}[^]*${CANARIES[0]}`));
  // The search finds it while it is shown.
  const shown = [SECRETS[0], CANARIES[0]];
  for (const evidence of [tap.evidence, [await pictureOf(agent)]]) expect(finds(evidence, shown)).toEqual(shown);

  const before = tap.evidence.length;
  const since = Date.now();
  await service.change({ maskCssSelectors: '.income' });
  await expect(async () => {
    const words = await seen(agent);
    expect(words).toContain(CANARIES[0]);
    expect(words).not.toContain(SECRETS[0]);
  }).toPass({ timeout: 5_000, intervals: [50] });
  const took = Date.now() - since;
  expect(took).toBeLessThan(5_000);
  const boxes = await (await mirrorOf(agent)).evaluate(() => [...document.querySelectorAll('sightline-box')].length);
  expect(boxes).toBeGreaterThan(0);

  await say(customer, { income: SECRETS[1], open: CANARIES[1] });
  await expect.poll(() => seen(agent)).toContain(CANARIES[1]);
  const lateTap = tapPage(late, 'late agent', service.url);
  await watching(late, pin, 'ben');
  await expect.poll(() => seen(late)).toContain(CANARIES[1]);
  await Promise.all([tap.settle(), lateTap.settle()]);
  const after = [...tap.evidence.slice(before), ...lateTap.evidence, await pictureOf(agent), await pictureOf(late)];
  expect(finds(after, [...SECRETS, ...CANARIES])).toEqual([...CANARIES]);

  // A mask that is taken back shows the page as it is again.
  await service.change({ maskCssSelectors: '' });
  await expect.poll(() => seen(agent), { timeout: 8_000 }).toContain(SECRETS[1]);
  for (const page of [customer, agent, late]) await page.context().close();
});
