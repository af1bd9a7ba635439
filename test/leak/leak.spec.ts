import { type Browser, expect, type Page, test } from '@playwright/test';
import { joinAtDesk, mirrorOf, startSharing } from '../e2e/mirror.js';
import { type Service, startService } from '../e2e/service.js';
import { plantInputs, plantLate } from './late-places.js';
import { type LeakSite, type MaskType, startLeakSite } from './leak-site.js';
import { type Planted, plantSecrets } from './places.js';
import { type Evidence, findIn, findWord } from './search.js';
import { tapPage, type Wiretap } from './wiretap.js';

let service: Service;
let site: LeakSite;
test.beforeAll(async () => {
  service = await startService({ LOG_LEVEL: 'trace' });
  site = await startLeakSite(service);
});
test.afterAll(async () => {
  await site.stop();
  await service.stop();
});

interface Watched {
  customer: Page;
  agent: Page;
  taps: Wiretap[];
  pin: string;
}

/** A customer's page with what `plant` put there before help was asked for, watched by an agent, both tapped. */
async function watched(browser: Browser, maskType: MaskType, query: string, plant: (page: Page) => Promise<void>): Promise<Watched> {
  const customer = await (await browser.newContext()).newPage();
  const agent = await (await browser.newContext()).newPage();
  const taps = [tapPage(customer, 'customer', service.origin), tapPage(agent, 'agent', service.origin)];
  await customer.goto(site.address(maskType, query));
  // The first words of an integration: what was a password before `init` nobody can know.
  await customer.waitForFunction(() => 'testSession' in window);
  await plant(customer);
  const pin = await startSharing(customer, service);
  await joinAtDesk(agent, service, pin);
  return { customer, agent, taps, pin };
}

/** Waits until the agent sees a word that the customer's page says now. */
async function throughToAgent({ customer, agent }: Watched, word: string): Promise<void> {
  await customer.evaluate((text) => document.body.append(text), word);
  await expect.poll(async () => (await mirrorOf(agent)).evaluate(() => document.body.innerText)).toContain(word);
}

/** Everything that was said, kept or logged, the agent's picture included. */
async function evidenceOf({ agent, taps }: Watched): Promise<Evidence[]> {
  const frame = await mirrorOf(agent);
  const picture = await frame.evaluate(() => {
    const values = [...document.querySelectorAll('input,textarea')].map((control) => (control as HTMLInputElement).value);
    return `${document.documentElement.getHTML({ shadowRoots: [] })}\n${values.join('\n')}`;
  });
  for (const tap of taps) await tap.settle();
  const said = taps.flatMap((tap) => tap.evidence);
  return [...said, { where: 'the agent’s picture', bytes: new TextEncoder().encode(picture) }, ...kept()];
}

/** The database's files and the log. */
const kept = (): Evidence[] => [
  ...service.dataFiles().map((bytes, index) => ({ where: `data file ${index}`, bytes })),
  { where: 'log', bytes: new TextEncoder().encode(service.log()) },
];

function expectNoLeak(evidence: Evidence[], planted: readonly Planted[]): void {
  const leaks: string[] = [];
  const unseen: string[] = [];
  for (const { place, secret, canary } of planted) {
    const found = findIn(evidence, secret);
    if (found.length > 0) leaks.push(`${place}: ${[...new Set(found)].join(', ')}`);
    const decoded = evidence.filter(({ where }) => where === 'customer sent view, decoded');
    const raw = evidence.filter(({ where }) => where === 'customer sent frame');
    if (findIn(decoded, canary).length === 0 || findIn(raw, canary).length === 0) unseen.push(place);
  }
  expect(leaks, 'secrets found').toEqual([]);
  expect(unseen, 'canaries not found').toEqual([]);
  expect(planted.length).toBeGreaterThan(0);
}

test('the search finds a word in UTF-8, in both UTF-16s, and not where it is not', () => {
  const around = (bytes: Buffer): Uint8Array => Buffer.concat([Buffer.from([0, 255]), bytes, Buffer.from('x')]);
  expect(findWord(around(Buffer.from('zqwörd')), 'zqwörd')).toBe('UTF-8');
  expect(findWord(around(Buffer.from('zqword', 'utf16le')), 'zqword')).toBe('UTF-16LE');
  expect(findWord(around(Buffer.from('zqword', 'utf16le').swap16()), 'zqword')).toBe('UTF-16BE');
  expect(findWord(around(Buffer.from('zqwor')), 'zqword')).toBeUndefined();
});

test('2.1 2.2 2.4 2.9 no secret of the page leaves, in any place, and its canary does', async ({ browser }) => {
  let planted: Planted[] = [];
  const address = { place: 'page address', secret: 'zqaddresssecret', canary: 'custom_input' };
  const watch = await watched(browser, 'custom_input', `?token=${address.secret}#${address.secret}`, async (page) => {
    planted = await page.evaluate(`(${plantSecrets.toString()})(document)`);
  });
  await throughToAgent(watch, 'planted');
  const late: Planted[] = await watch.customer.evaluate(`(${plantLate.toString()})(document)`);
  await throughToAgent(watch, 'planted late');
  expectNoLeak(await evidenceOf(watch), [...planted, ...late, address]);
  await watch.customer.context().close();
  await watch.agent.context().close();
});

test('2.1 2.4 what is typed or chosen never leaves, nor anything of its length or pace', async ({ browser }) => {
  const planted: Planted[] = [];
  const watch = await watched(browser, 'custom_input', '', (page) =>
    page.evaluate(() => {
      document.body.innerHTML = `<form><input id="open"><input id="password" type="password" name="pass"><button type="button" id="show">show</button>
        <input id="card" autocomplete="cc-number"><input id="code" autocomplete="one-time-code"><input id="file" type="file">
        <textarea id="note" class="private"></textarea><div id="editable" data-sensitive="true" contenteditable="true"></div></form>`;
      document
        .getElementById('show')
        ?.addEventListener('click', () => ((document.getElementById('password') as HTMLInputElement).type = 'text'));
    }),
  );
  const { customer } = watch;
  await throughToAgent(watch, 'form is shown');
  const open = { place: 'typed in the open', secret: 'zqnowhere', canary: 'zqtypedcanary' };
  await customer.locator('#open').pressSequentially(open.canary);
  await throughToAgent(watch, 'typed in the open');

  const fields = ['password', 'card', 'code', 'note', 'editable'];
  for (const id of fields) {
    const secret = `zqtyped${id}`;
    planted.push({ place: `typed ${id}`, secret, canary: open.canary });
    await customer.locator(`#${id}`).click();
    await customer.keyboard.type('z');
    // The focus that went in is one thing that may be said; the rest of the typing is none.
    await throughToAgent(watch, `typing in ${id} begun`);
    await expect.poll(() => watch.taps[0]?.checked).toBe(true);
    const before = watch.taps[0]?.viewFrames;
    await customer.keyboard.type(secret.slice(1), { delay: 15 });
    await customer.keyboard.press('Home');
    await customer.keyboard.press('Shift+End');
    expect(watch.taps[0]?.viewFrames, `frames while typing in ${id}`).toBe(before);
    await throughToAgent(watch, `typing in ${id} done`);
  }
  await customer.locator('#show').click();
  await customer.locator('#password').pressSequentially('zqmore');
  planted.push({ place: 'shown password', secret: 'zqtypedpasswordzqmore', canary: open.canary });
  await customer
    .locator('#file')
    .setInputFiles({ name: 'zqfilename.pdf', mimeType: 'application/pdf', buffer: Buffer.from('zqfilecontent') });
  for (const secret of ['zqfilename', 'zqfilecontent', 'zqmore', 'zqtypedpass'])
    planted.push({ place: secret, secret, canary: open.canary });
  await throughToAgent(watch, 'all is typed');
  expectNoLeak(await evidenceOf(watch), [...planted, open]);
  await customer.context().close();
  await watch.agent.context().close();
});

test('2.5 all_input: no field’s words leave, buttons and text do', async ({ browser }) => {
  let planted: Planted[] = [];
  const watch = await watched(browser, 'all_input', '', async (page) => {
    planted = await page.evaluate(`(${plantInputs.toString()})(document)`);
  });
  await throughToAgent(watch, 'planted');
  await watch.customer.evaluate(() => {
    for (const field of document.querySelectorAll<HTMLInputElement>('input[type=text],textarea')) {
      field.value = 'zqsetlater';
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  await throughToAgent(watch, 'set later');
  expectNoLeak(await evidenceOf(watch), [...planted, { place: 'set later', secret: 'zqsetlater', canary: planted[0]?.canary ?? '' }]);
  await watch.customer.context().close();
  await watch.agent.context().close();
});

test('data and log keep what they must, and no PIN, token or word of the page', async ({ browser }) => {
  const token = await service.token('agent', { userId: 'zquser', userName: 'zqname' });
  const watch = await watched(browser, 'custom_input', '', (page) => page.evaluate(() => document.body.append('zqopentext')));
  const third = await (await browser.newContext()).newPage();
  await joinAtDesk(third, service, watch.pin, token);
  await throughToAgent(watch, 'shown');
  const evidence = kept();
  // The control: the same search finds what the store does keep.
  expect(findIn(evidence, 'zquser')).not.toEqual([]);
  expect(findIn(evidence, 'zqopentext')).toEqual([]);
  expect(findIn(evidence, token)).toEqual([]);
  expect(findIn([{ where: 'log', bytes: new TextEncoder().encode(service.log()) }], watch.pin)).toEqual([]);
  for (const page of [watch.customer, watch.agent, third]) await page.context().close();
});
