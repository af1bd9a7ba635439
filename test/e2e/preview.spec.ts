import { FrameFlag, FrameKind, readHeader } from '@sightline/protocol';
import type { CDPSession, Frame, Page } from '@playwright/test';
import { expect, test } from './fixtures.js';
import { expectSameTree, joinAtDesk, mirrorOf, pinOf, startSharing } from './mirror.js';
import { startStrictSite } from './strict-site.js';
import { mirrorTree } from './tree.js';

const SECRET = 'Quellwolke7731';
const CANARY = 'Morgentau4412';
const BODY = `<h1>Your account</h1><img src="/picture.svg" alt="Our sign">
<div class="card"><p>Balance <b class="private">${SECRET} 12,50</b></p><p id="open">${CANARY}</p></div>
<form class="card"><label>Password <input id="pass" type="password"></label> <label>Note <input id="note"></label></form>
<div class="card private" id="far">${SECRET}</div>`;

const preview = (page: Page, on: boolean): Promise<unknown> =>
  page.evaluate(async (wanted) => (await window.ZoomCobrowseSDK.init({})).preview(wanted), on);
const call = (page: Page, method: 'pause' | 'resume' | 'end'): Promise<unknown> =>
  page.evaluate(async (name) => (await window.ZoomCobrowseSDK.init({}))[name](), method);

/** Binary frames of the view that a page got, in order. */
function viewFrames(page: Page): Buffer[] {
  const frames: Buffer[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (typeof payload !== 'string' && readHeader(payload)?.kind === FrameKind.View) frames.push(payload);
    }),
  );
  return frames;
}
const keyframes = (frames: Buffer[]): number => frames.filter((frame) => (readHeader(frame)?.flags ?? 0) & FrameFlag.Key).length;

/** The preview's frame that is shown, where there is one. */
async function shownIn(page: Page): Promise<Frame | undefined> {
  for (const frame of page.frames().filter((one) => one.url() === 'about:srcdoc')) {
    const element = await frame.frameElement().catch(() => undefined);
    const visible = await element?.evaluate((one) => (one as HTMLElement).style.visibility === 'visible').catch(() => false);
    if (visible) return frame;
  }
  return undefined;
}
async function previewOf(page: Page): Promise<Frame> {
  await expect.poll(async () => (await shownIn(page)) !== undefined, { message: 'the preview shows a page', timeout: 15_000 }).toBe(true);
  return (await shownIn(page)) as Frame;
}

interface Inner {
  text: string;
  box: number[] | undefined;
}

/** Elements of a class inside our closed roots, as the browser's own tools see them. */
async function inside(cdp: CDPSession, name: string): Promise<Inner[]> {
  await cdp.send('DOM.enable');
  const { nodes } = await cdp.send('DOM.getFlattenedDocument', { depth: -1, pierce: true });
  const found: Inner[] = [];
  for (const node of nodes) {
    const { attributes = [] } = node;
    const at = attributes.indexOf('class');
    if (at < 0 || !attributes[at + 1]?.split(' ').includes(name)) continue;
    const text = nodes.filter((one) => one.parentId === node.nodeId && one.nodeType === 3).map((one) => one.nodeValue);
    const model = await cdp.send('DOM.getBoxModel', { nodeId: node.nodeId }).catch(() => undefined);
    found.push({ text: text.join(''), box: model?.model.border });
  }
  return found;
}

test('S9.4 S9.5 S9.6 the customer sees what her agent gets, by the same bytes, on the strictest page', async ({
  service,
  customer,
  agent,
}) => {
  const { page } = customer;
  const site = await startStrictSite(service, BODY);
  const cdp = await customer.context.newCDPSession(page);
  const [hers, his] = [viewFrames(page), viewFrames(agent.page)];
  const shownRules = async (): Promise<string> =>
    (await inside(cdp, 'code')).map(({ text }) => text.slice(0, 8)).find((text) => /^[0-9a-f]{8}$/.test(text)) ?? '';
  const agentsRules = agent.page.locator('.rules b');
  await page.addInitScript(() => {
    (window as { violations?: string[] }).violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as { violations?: string[] }).violations?.push(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  await page.goto(`${site.origin}/`);

  // Before any session: the page captures itself, and nothing leaves it.
  await page.waitForFunction(() => 'CobrowseSDK' in window);
  await preview(page, true);
  const alone = await mirrorTree(await previewOf(page));
  expect(alone).toContain(CANARY);
  expect(alone).toContain('[box]');
  expect(alone).not.toContain(SECRET);
  expect(hers).toHaveLength(0);
  const picture = async (): Promise<number> =>
    (await previewOf(page)).locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(picture).toBe(80);

  // An agent comes: from now on the preview shows what the service sends him.
  await startSharing(page, service);
  await joinAtDesk(agent.page, service, await pinOf(page));
  await expectSameTree(page, agent.page, '#pass, .private');
  await expect.poll(() => hers.length).toBeGreaterThan(0);
  const same = async (): Promise<void> =>
    expect(async () => expect(await mirrorTree(await previewOf(page))).toBe(await mirrorTree(await mirrorOf(agent.page)))).toPass();
  await same();

  // Closed and opened again while he watches: the same bytes, and no keyframe more for him.
  const before = keyframes(his);
  await preview(page, false);
  expect(await page.locator('sightline-preview').count()).toBe(0);
  hers.length = 0;
  await preview(page, true);
  await same();
  expect(keyframes(his)).toBe(before);
  await page.locator('#pass').pressSequentially(SECRET);
  await page.locator('#note').fill(`${CANARY} typed`);
  await expect.poll(async () => mirrorTree(await previewOf(page))).toContain(`${CANARY} typed`);
  await same();
  expect(keyframes(his)).toBe(before);
  await expect.poll(() => hers.length).toBeGreaterThan(2);
  const stream = (frames: Buffer[]): string[] =>
    frames.slice(frames.findLastIndex((frame) => (readHeader(frame)?.flags ?? 0) & FrameFlag.Key)).map((frame) => frame.toString('hex'));
  await expect(async () => expect(stream(hers)).toEqual(stream(his))).toPass();
  const bytes = Buffer.concat([...hers, ...his]).toString('latin1');
  expect(bytes).toContain(CANARY);
  expect(bytes).not.toContain(SECRET);

  // Outlines stand around what is hidden and can be seen.
  const places = await page.evaluate(() =>
    [...document.querySelectorAll('.private, #pass')].map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      return [left, top, right, top, right, bottom, left, bottom].map(Math.round);
    }),
  );
  await expect
    .poll(async () => (await inside(cdp, 'mark')).map(({ box = [] }) => box.map(Math.round)), {
      message: 'outlines at the places of the boxes',
    })
    .toEqual(places);
  expect((await inside(cdp, 'foot')).map(({ text }) => text)).toEqual(['3 places are hidden.']);

  // Both sides show the same rules, the record keeps them; other rules have another name.
  await expect.poll(shownRules).toMatch(/^[0-9a-f]{8}$/);
  const first = (await shownRules()).slice(-8);
  await expect(agentsRules).toHaveText(first);
  await page.evaluate(() => window.ZoomCobrowseSDK.init({ piiMask: { maskCssSelectors: '#open' } }));
  await expect.poll(async () => (await shownRules()).slice(-8)).not.toBe(first);
  await expect(agentsRules).toHaveText((await shownRules()).slice(-8));
  await same();
  expect(await mirrorTree(await previewOf(page))).not.toContain(`"${CANARY}"`);
  const kept = Buffer.concat(service.dataFiles()).toString('latin1');
  for (const hash of [first, (await shownRules()).slice(-8)]) expect(kept).toContain(hash);
  expect(kept).not.toContain(SECRET);

  // Paused: he sees nothing, and so does she.
  await call(page, 'pause');
  await expect.poll(() => shownIn(page)).toBeUndefined();
  expect((await inside(cdp, 'note')).map(({ text }) => text).join()).toContain('Nothing of this page is read or sent.');
  await call(page, 'resume');
  await same();

  await call(page, 'end');
  expect(await page.locator('sightline-preview').count()).toBe(0);
  expect(page.frames()).toHaveLength(1);
  expect(await page.evaluate(() => (window as { violations?: string[] }).violations)).toEqual([]);
  expect(site.reports).toEqual([]);
  // The control: a violation would have been heard.
  await page.evaluate(() => document.body.append(Object.assign(document.createElement('img'), { src: 'data:image/gif;base64,AAAA' })));
  await expect.poll(() => page.evaluate(() => (window as { violations?: string[] }).violations?.length)).toBe(1);
  await site.stop();
});
