import type { ElementHandle, Frame, Page } from '@playwright/test';
import { PROTOCOL_VERSION, readHeader } from '@sightline/protocol';
import { expect, test as base } from './fixtures.js';
import { type FramesSite, startFramesSite } from './frames-site.js';
import { expectSameTree, joinAtDesk, mirrorOf, startSharing } from './mirror.js';
import { colours, cover, customerPicture, mirrorPicture, mismatch, type Rectangle } from './picture.js';
import { ALWAYS_MASKED, treeText } from './tree.js';

const MASKED = `${ALWAYS_MASKED}, .shop-private`;
const PARTNER_MASKED = `${MASKED}, .partner-private`;
const SAME = 0.001;

const test = base.extend<object, { site: FramesSite }>({
  site: [
    async ({ service }, use) => {
      const site = await startFramesSite(service);
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
});

/** The document in a frame, once it is there. */
async function inside(outer: Page | Frame, selector: string): Promise<Frame> {
  const handle = (await outer.waitForSelector(selector, { state: 'attached' })) as ElementHandle<HTMLIFrameElement>;
  const frame = await handle.contentFrame();
  if (!frame) throw new Error(`${selector} has no document`);
  return frame;
}

/** Waits until the document in a frame is mirrored, tree by tree; `path`: selectors that lead to it. */
async function expectSameFrame(customer: Page, agent: Page, path: string[], masked = MASKED): Promise<string> {
  let shared = '';
  await expect(async () => {
    let hers: Page | Frame = customer;
    let his: Frame = await mirrorOf(agent);
    for (const selector of path) {
      hers = await inside(hers, selector);
      his = await inside(his, selector);
    }
    shared = await hers.evaluate(treeText, { masked, mirrored: false });
    expect(await his.evaluate(treeText, { masked: '', mirrored: true })).toBe(shared);
  }).toPass({ timeout: 40_000, intervals: [50, 100, 200, 400] });
  return shared;
}

const noteIn = async (agent: Page, selector: string): Promise<string> =>
  (await inside(await mirrorOf(agent), selector)).evaluate(() => document.body?.textContent ?? '').catch(() => '');

/** What a page sends over its sockets. */
function wiretap(page: Page): { text(): string; keyframes(): number; frames(): number } {
  const sent: Buffer[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (typeof payload !== 'string') sent.push(payload);
    }),
  );
  return {
    text: () => Buffer.concat(sent).toString('latin1'),
    keyframes: () => sent.filter((bytes) => bytes[0] === 1 && ((readHeader(bytes)?.flags ?? 0) & 1) === 1).length,
    frames: () => sent.length,
  };
}

test('5 frames of every kind are mirrored, masked, healed and told to who comes late', async ({
  service,
  site,
  customer,
  agent,
  browser,
}) => {
  const { page } = customer;
  const wire = wiretap(page);
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await page.goto(site.shop);
  const partner = await inside(page, '#partner');
  await partner.waitForFunction(() => 'session' in window);
  const pin = await startSharing(page, service);
  await joinAtDesk(agent.page, service, pin);
  await expectSameTree(page, agent.page, MASKED);
  expect(await expectSameFrame(page, agent.page, ['#same'])).toContain('Same origin');
  expect(await expectSameFrame(page, agent.page, ['#doc'])).toContain('Written');
  expect(await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED)).toContain('Pay with the partner.');
  expect(await expectSameFrame(page, agent.page, ['#partner', '#inner'])).toContain('inside the partner');

  // What is not shared says so, to the agent in its place and to the developer once.
  await expect.poll(() => noteIn(agent.page, '#stranger')).toBe(`Frame of ${new URL(site.stranger).host}: not shared`);
  await expect.poll(() => noteIn(agent.page, '#sealed')).toBe('Embedded content: not shared');
  expect(
    await (await mirrorOf(agent.page)).evaluate(() =>
      document.querySelector('sightline-box[sightline-note]')?.getAttribute('sightline-note'),
    ),
  ).toBe('Embedded content: not shared');
  expect(said.filter((line) => line.includes(new URL(site.stranger).host) && line.includes('frameOrigins'))).toHaveLength(1);

  // The picture, without what is masked or not shared.
  await expect(async () => {
    const hidden: Rectangle[] = [];
    const boxes: [Page | Frame, string][] = [
      [page, `#stranger, #sealed, #plugin, .shop-private`],
      [await inside(page, '#same'), MASKED],
      [partner, PARTNER_MASKED],
    ];
    for (const [where, selector] of boxes)
      for (const handle of await where.$$(selector)) {
        const box = await handle.boundingBox();
        if (box) hidden.push(box);
      }
    const hers = cover(await customerPicture(page), hidden);
    const his = cover(await mirrorPicture(agent.page), hidden);
    expect(colours(hers)).toBeGreaterThan(20);
    expect(mismatch(hers, his)).toBeLessThanOrEqual(SAME);
  }).toPass({ timeout: 15_000 });

  // Pictures come by the service's asset path, from the browser of whoever may see them.
  for (const selector of ['#same', '#partner'])
    await expect
      .poll(
        async () =>
          (await inside(await mirrorOf(agent.page), selector)).evaluate(() => document.querySelector('img')?.naturalWidth).catch(() => 0),
        {
          message: selector,
        },
      )
      .toBe(24);

  // What happens in a frame arrives; the pointer over it is where it is on her page.
  await partner.fill('#field', 'typed in a frame');
  await partner.evaluate(() => scrollTo(0, 300));
  await (await inside(page, '#same')).fill('#field', 'typed next to it');
  await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED);
  await expectSameFrame(page, agent.page, ['#same']);
  const mirrored = await inside(await mirrorOf(agent.page), '#partner');
  await expect.poll(() => mirrored.evaluate(() => scrollY)).toBe(300);
  const place = (await (await page.$('#partner'))?.boundingBox()) as Rectangle;
  await page.mouse.move(place.x + 100, place.y + 60);
  await page.mouse.move(place.x + 150, place.y + 80);
  const surface = (await (await (await mirrorOf(agent.page)).frameElement()).boundingBox()) as Rectangle;
  const pointerAt = async (): Promise<number[]> => {
    const box = await agent.page.locator('.pointer').boundingBox();
    return box ? [Math.round(box.x - surface.x - place.x), Math.round(box.y - surface.y - place.y)] : [];
  };
  await expect.poll(pointerAt).toEqual([150, 80]);

  // A mirror that broke in one frame is told anew, that frame alone. Before that the comparison sees that it differs.
  const root = await mirrorOf(agent.page);
  await root.evaluate(() => void ((window as unknown as { kept: number }).kept = 1));
  await mirrored.evaluate(() => (document.querySelector('#words') as Element).firstChild?.remove());
  const theirs = await mirrored.evaluate(treeText, { masked: '', mirrored: true });
  expect(theirs).not.toContain('Pay with the partner.');
  await partner.evaluate(() => document.body.append('news'));
  expect(await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED)).toContain('Pay with the partner.');
  expect(await root.evaluate(() => (window as unknown as { kept: number }).kept)).toBe(1);
  expect(wire.keyframes()).toBe(1);

  // Who comes late sees the frames, and her browser hears nothing of it.
  let seen = -1;
  await expect.poll(() => seen === (seen = wire.frames()), { intervals: [3000], timeout: 60_000 }).toBe(true);
  const late = await (await browser.newContext({ viewport: { width: 1400, height: 900 } })).newPage();
  await joinAtDesk(late, service, pin, { token: await service.token('agent', { userId: 'late', userName: 'Late' }) });
  for (const path of [['#same'], ['#doc'], ['#partner'], ['#partner', '#inner']]) await expectSameFrame(page, late, path, PARTNER_MASKED);
  expect(wire.frames()).toBe(seen);
  await late.context().close();

  // A page in a frame that is shared starts nothing of its own; one that goes elsewhere takes its picture along.
  const refused = await partner.evaluate(() =>
    (window as unknown as { session: { start(o: object): Promise<unknown> } }).session
      .start({ sdkToken: 'any' })
      .catch((error) => error.cause),
  );
  expect(refused).toBe('already_active');
  await partner.goto(`${site.partner}/thanks`);
  expect(await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED)).toContain('Partner thanks');
  await page.evaluate((url) => {
    const frame = document.querySelector('#doc') as HTMLIFrameElement;
    frame.removeAttribute('srcdoc');
    frame.src = url;
  }, site.stranger);
  await expect.poll(() => noteIn(agent.page, '#doc')).toContain(': not shared');

  // A mask that comes in a frame makes the service forget all there was.
  await partner.evaluate(() => (document.querySelector('#words') as Element).classList.add('partner-private'));
  await expect.poll(() => wire.keyframes(), { timeout: 8_000 }).toBe(2);
  expect(await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED)).not.toContain('Pay with');
  await expectSameTree(page, agent.page, MASKED);

  // A pause reaches the frames, and so does its end.
  const session = (method: 'pause' | 'resume' | 'end'): Promise<void> =>
    page.evaluate(async (name) => {
      const all = (await window.ZoomCobrowseSDK.init({})) as unknown as Record<string, () => Promise<unknown>>;
      await all[name]?.();
    }, method);
  const untouched = (frame: Frame): Promise<boolean> => frame.evaluate(() => /native code/.test(Element.prototype.attachShadow.toString()));
  expect(await untouched(partner)).toBe(false);
  await session('pause');
  await expect.poll(() => untouched(partner)).toBe(true);
  await session('resume');
  await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED);

  const all = wire.text();
  expect(all).toContain('Pay with the partner.');
  expect(all).toContain('inside the partner');
  expect([...new Set(all.match(/secret-[\w-]+/g))]).toEqual([]);

  // At the end nothing of it stays in the frames.
  await session('end');
  for (const frame of [partner, await inside(page, '#same')]) await expect.poll(() => untouched(frame)).toBe(true);
});

test('5 nobody who is not on the list gets anything out of a page, or into one', async ({ service, site, customer, agent }) => {
  const { page } = customer;
  // An embedder that is not on the page's list cannot even tell that the SDK is there.
  await page.goto(site.thief);
  const ask = async (path: string): Promise<void> => {
    await (await inside(page, `#${path}`)).waitForFunction(() => 'session' in window);
    await page.evaluate((from) => (window as unknown as { ask(path: string): void }).ask(from), path);
  };
  const heard = (where: Page | Frame): Promise<string[]> =>
    where.evaluate(() => (window as unknown as { heard?: string[] }).heard ?? []).catch(() => []);
  // The control, asked later: a frame that has it on its list answers it, once the scripts for that are loaded.
  await ask('pay');
  await ask('open');
  await expect.poll(() => heard(page)).toContain('open {"t":"here"}');
  await ask('pay');
  await (await inside(page, '#pay')).evaluate(() => parent.postMessage('sentinel', '*'));
  await expect.poll(() => heard(page)).toContain('"sentinel"');
  expect((await heard(page)).filter((said) => !said.startsWith('open '))).toEqual(['"sentinel"']);

  // Frames on the list that flood, or send what makes no sense, are put out; page and session go on.
  await page.goto(site.shop);
  await page.evaluate((rogue) => {
    for (const path of ['flood', 'nonsense', 'files']) {
      const frame = document.createElement('iframe');
      frame.id = path;
      frame.src = `${rogue}/${path}`;
      document.body.append(frame);
    }
  }, site.rogue);
  await page.waitForLoadState('load');
  const wrong = await page.evaluate(() =>
    window.ZoomCobrowseSDK.init({ frameOrigins: ['*'] }).then(
      () => 'accepted',
      (error: { cause: string; message: string }) => `${error.cause}: ${error.message}`,
    ),
  );
  expect(wrong).toBe('invalid_argument: Invalid argument: frameOrigins.');
  const wire = wiretap(page);
  const pin = await startSharing(page, service);
  await joinAtDesk(agent.page, service, pin);
  for (const path of ['flood', 'nonsense', 'files']) {
    const frame = await inside(page, `#${path}`);
    await expect.poll(async () => (await heard(frame)).length, { message: path }).toBeGreaterThan(1);
    await expect.poll(() => noteIn(agent.page, `#${path}`), { message: path }).toBe(`Frame of ${new URL(site.rogue).host}: not shared`);
  }
  // Two were told to stop at once; what the third says is for the renderer to judge.
  for (const path of ['flood', 'files'])
    await expect.poll(async () => (await heard(await inside(page, `#${path}`))).join(), { message: path }).toContain('"t":"stop"');
  // Before one answers it is told nothing but hello.
  expect((await heard(await inside(page, '#flood')))[0]).toEqual([site.shop, JSON.stringify({ sightline: 'frame', v: PROTOCOL_VERSION })]);
  await page.evaluate(() => document.querySelector('h1')?.append(' still open'));
  expect(await expectSameTree(page, agent.page, MASKED)).toContain('still open');
  expect(await expectSameFrame(page, agent.page, ['#partner'], PARTNER_MASKED)).toContain('Pay with the partner.');
  expect(wire.text()).not.toContain('etc/passwd');
});
