import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { scriptAddress } from '../guest/page.js';
import { type GuestSite, startSite } from '../guest/site.js';
import { expect, type Side, test as base } from './fixtures.js';
import { joinAtDesk, mirrorOf, startSharing } from './mirror.js';
import { colours, customerPicture, mirrorPicture, mismatch } from './picture.js';
import type { Service } from './service.js';

const ICONS = join(import.meta.dirname, '../../node_modules/@fortawesome/fontawesome-free/webfonts/fa-solid-900.woff2');
const SAME = 0.001;
const OTHER = 0.05;

const test = base.extend<object, { site: GuestSite }>({
  site: [
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
});

/** A page whose look its scripts have made: a closed component, fonts without a rule, a property with a type. */
const pageOf = (
  script: string,
  settings: { deepCapture: boolean; ui: boolean; frameOrigins?: string[] },
): string => `<!doctype html><meta charset="utf-8"><title>Made by scripts</title>
<script>before = [Element.prototype.attachShadow, FontFace, CSS.registerProperty]</script><script src="${script}"></script>
<script>ZoomCobrowseSDK.init(${JSON.stringify(settings)})</script>
<style>body{margin:0} p{--wide:inherit;width:var(--wide);height:30px;margin:0;background:teal}</style>
<x-card data-deep="${settings.deepCapture}"><b>in a slot</b></x-card><p></p>
<script>
  CSS.registerProperty({ name: '--wide', syntax: '<length>', inherits: false, initialValue: '333px' });
  document.fonts.add(new FontFace('By address', 'url(/icons.woff2)'));
  fetch('/icons.woff2').then((reply) => reply.arrayBuffer()).then((bytes) => document.fonts.add(new FontFace('By bytes', bytes)));
  customElements.define('x-card', class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({ mode: 'closed' }).innerHTML = '<style>div{height:300px;background:linear-gradient(90deg,navy,gold);color:white;font-size:60px}'
        + '.a{font-family:"By address"}.b{font-family:"By bytes"}</style><div><i class=a>\\uf007 \\uf015</i> <i class=b>\\uf023 \\uf030</i> <slot></slot></div>';
    }
  });
</script>`;

interface Shown {
  service: Service;
  site: GuestSite;
  customer: Side;
  agent: Side;
}

/** Which of them are not what they were before the SDK came. */
const wrapped = (page: Page): Promise<boolean[]> =>
  page.evaluate(() => {
    const { before } = window as unknown as { before: unknown[] };
    return [Element.prototype.attachShadow, FontFace, CSS.registerProperty].map((now, i) => now !== before[i]);
  });

async function show({ service, site, customer, agent }: Shown, deepCapture: boolean): Promise<Page> {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  site.put('/page', { body: pageOf(scriptAddress(service, sdkKey), { ui: false, deepCapture }) });
  site.put('/icons.woff2', { headers: { 'content-type': 'font/woff2' }, body: readFileSync(ICONS) });
  await customer.page.goto(`${site.origin}/page`);
  await expect.poll(() => customer.page.evaluate(() => [...document.fonts].map(({ status }) => status))).toEqual(['loaded', 'loaded']);
  // While a session lives more is.
  expect(await wrapped(customer.page)).toEqual([deepCapture, deepCapture, deepCapture]);
  await joinAtDesk(agent.page, service, await startSharing(customer.page, service));
  return agent.page;
}

test('6.1 6.3 with deepCapture the agent sees what scripts made of closed components, fonts and properties', async ({
  service,
  site,
  customer,
  agent,
}) => {
  const page = await show({ service, site, customer, agent }, true);
  await expect
    .poll(async () => (await mirrorOf(page)).evaluate(() => [...document.fonts].map(({ status }) => status)), { timeout: 20_000 })
    .toEqual(['loaded', 'loaded']);
  const hers = await customerPicture(customer.page);
  expect(colours(hers)).toBeGreaterThan(50);
  await expect.poll(async () => mismatch(hers, await mirrorPicture(page)), { timeout: 20_000 }).toBeLessThan(SAME);
});

test('6.1 without it they are not shown, and nothing is wrapped', async ({ service, site, customer, agent }) => {
  const page = await show({ service, site, customer, agent }, false);
  await (await mirrorOf(page)).waitForSelector('x-card');
  expect(mismatch(await customerPicture(customer.page), await mirrorPicture(page))).toBeGreaterThan(OTHER);
});

test('6.1 a page in an iframe of another origin shows its closed components too, where it asks for it', async ({
  service,
  site,
  customer,
  agent,
}) => {
  const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
  const script = scriptAddress(service, sdkKey);
  const inner = site.origin.replace('localhost', '127.0.0.1');
  for (const deepCapture of [true, false]) {
    site.put(`/${deepCapture}`, { body: pageOf(script, { ui: false, deepCapture, frameOrigins: [site.origin] }) });
  }
  site.put('/around', {
    body: `<!doctype html><script src="${script}"></script><script>ZoomCobrowseSDK.init({ ui: false, frameOrigins: ['${inner}'] })</script>
      <iframe src="${inner}/true"></iframe><iframe src="${inner}/false"></iframe>`,
  });
  await customer.page.goto(`${site.origin}/around`);
  await joinAtDesk(agent.page, service, await startSharing(customer.page, service));
  const shown = (): Promise<(string | undefined)[]> =>
    Promise.all(
      agent.page.frames().map((frame) =>
        frame
          .evaluate(() => {
            const card = document.querySelector<HTMLElement>('x-card');
            return card ? `${card.dataset.deep} ${card.shadowRoot !== null}` : undefined;
          })
          .catch(() => undefined),
      ),
    );
  const found = async (): Promise<(string | undefined)[]> => (await shown()).filter((one) => one !== undefined).toSorted();
  await expect.poll(found, { timeout: 20_000 }).toEqual(['false false', 'true true']);
});
