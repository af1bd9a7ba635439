import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Frame, test } from '@playwright/test';
import { PNG } from 'pngjs';
import { mirrorOf, pinOf } from './mirror.js';
import { type OwnService, startOwnService } from './own-service.js';

const COOKIE = 'session=of-the-agent';
const picture = PNG.sync.write(new PNG({ width: 8, height: 8 }));
let service: OwnService;
let site: Server;
let origin: string;
/** Requests of browsers, without the service's own. */
const asked: IncomingMessage[] = [];

test.beforeAll(async () => {
  site = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', origin);
    if (!request.headers['user-agent']?.startsWith('Sightline')) asked.push(request);
    if (pathname.endsWith('.png')) {
      const open = pathname === '/open.png' ? { 'access-control-allow-origin': '*' } : {};
      return response.writeHead(200, { 'content-type': 'image/png', ...open }).end(picture);
    }
    if (pathname === '/login')
      return response
        .writeHead(200, { 'content-type': 'text/html', 'set-cookie': `${COOKIE}; SameSite=Strict; HttpOnly; Path=/` })
        .end('hello');
    return response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><title>Shop</title>
<script src="${service.url}/static/resource/sdk/${service.sdkKey}/js"></script><script>ZoomCobrowseSDK.init({});</script>
<h1>Shop</h1><img id="open" src="/open.png"><img id="closed" src="/closed.png"><img id="query" src="/open.png?user=4711">`);
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  origin = `http://localhost:${(site.address() as AddressInfo).port}`;
  service = await startOwnService({ ALLOWED_SITES: origin });
});
test.afterAll(async () => {
  site.closeAllConnections();
  site.close();
  await service.stop();
});

const pictures = (mirror: Frame) =>
  mirror.evaluate(() => [...document.images].map((image) => [image.id, image.crossOrigin, image.complete && image.naturalWidth] as const));

for (const on of [true, false])
  test(`M21 R16 the switch *Load assets directly* ${on ? 'on: an open picture comes from the site, without cookies or referrer, all others through the service' : 'off: nothing comes from the site'}`, async ({
    browser,
  }) => {
    await service.change({ loadAssetsDirectly: on });
    const customer = await (await browser.newContext()).newPage();
    const agent = await (await browser.newContext()).newPage();
    // The agent is logged in at the site, and the desk is of the same site: `SameSite` keeps nothing back.
    await agent.goto(`${origin}/login`);
    asked.length = 0;
    await agent.evaluate(() => new Promise((done) => Object.assign(new Image(), { onload: done, src: '/closed.png' })));
    expect(asked.at(-1)?.headers.cookie, 'a picture without `crossorigin` takes the cookie along').toBe(COOKIE);

    await customer.goto(origin);
    const token = await service.token('customer', 'cleo');
    await customer.evaluate(async (sdkToken) => void (await (await window.ZoomCobrowseSDK.init({})).start({ sdkToken })), token);
    const pin = await pinOf(customer);
    const desk = `http://localhost:${service.port}/sdkapi/zcb/frame-templates/desk?app_key=${service.sdkKey}`;
    // The page's policy goes by what the service knows of the account: two seconds old at most.
    await expect
      .poll(async () => /img-src ([^;]*)/.exec((await fetch(desk)).headers.get('content-security-policy') ?? '')?.[1], { timeout: 8_000 })
      .toBe(on ? `'self' data: ${origin}` : "'self' data:");
    asked.length = 0;
    await agent.goto(`${desk}#access_token=${await service.token('agent', `ada ${on}`)}&pin=${pin}`);
    await agent.locator('input[name=pin]').fill(pin);
    await agent.keyboard.press('Enter');
    const mirror = await mirrorOf(agent);
    const anonymous = on ? 'anonymous' : null;
    await expect.poll(() => pictures(mirror)).toEqual(['open', 'closed', 'query'].map((id) => [id, anonymous, 8]));
    const sent = asked.filter(({ headers }) => headers['sec-fetch-dest'] === 'image');
    expect(sent.map(({ url }) => url)).toEqual(on ? ['/open.png'] : []);
    for (const { headers } of sent) {
      expect(headers).toMatchObject({ 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-site' });
      for (const name of ['cookie', 'referer', 'authorization']) expect(headers, name).not.toHaveProperty(name);
    }
    for (const page of [customer, agent]) await page.context().close();
  });
