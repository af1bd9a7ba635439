import { bundle } from './bundle.mjs';

const WAIT = { timeout: 20_000 };
const VIEWPORT = { width: 1280, height: 720 };

async function openPages(browser, watchedAddress) {
  const contexts = [await browser.newContext({ viewport: VIEWPORT }), await browser.newContext({ viewport: { width: 1500, height: 900 } })];
  const [watched, watching] = [await contexts[0].newPage(), await contexts[1].newPage()];
  await watched.goto(watchedAddress);
  return { watched, watching, close: () => Promise.all(contexts.map((context) => context.close())) };
}

/** A customer and an agent of the real service, on the page at `path`; `joined` is the milliseconds from PIN to picture. */
export async function openOurs({ browser, site, service, path = '/live', wanted = '#probe', settings = { ui: false } }) {
  const pages = await openPages(browser, site.url(path));
  const { watched, watching } = pages;
  if (path === '/live') await watched.evaluate(await bundle('source'));
  await watched.addScriptTag({ url: `${service.origin}/static/resource/sdk/${service.sdkKey}/js` });
  const sdkToken = await service.token('customer', 'customer');
  const pin = await watched.evaluate(
    async ([token, given]) => {
      const session = await globalThis.ZoomCobrowseSDK.init(given);
      await session.start({ sdkToken: token });
      return session.getSessionInfo().pinCode;
    },
    [sdkToken, settings],
  );
  await watching.goto(`${service.origin}/demo/desk`);
  await watching.evaluate(await bundle('watch'));
  await watching.locator('input[name=pin]').fill(pin);
  await watching.evaluate((selector) => globalThis.Watch.joining(selector), wanted);
  await watching.keyboard.press('Enter');
  const joined = await watching.evaluate(() => globalThis.Watch.joined);
  if (path === '/live') await watching.waitForFunction(() => globalThis.Watch.viewer(), undefined, WAIT);
  return { ...pages, joined };
}

/** The same page recorded by rrweb, replayed live by rrweb, through a bare forwarder. */
export async function openRrweb({ browser, site, forwarder }) {
  const pages = await openPages(browser, site.url('/live'));
  const { watched, watching } = pages;
  const address = `ws://127.0.0.1:${forwarder}/live${performance.now()}`;
  await watching.goto(site.url('/empty').replace('localhost', '127.0.0.1'));
  await watching.evaluate(await bundle('watch-rrweb'));
  await watching.evaluate((url) => globalThis.Watch.replay(url), address);
  await watched.evaluate(await bundle('source-rrweb'));
  await watched.evaluate((url) => globalThis.Source.record(url), address);
  await watching.waitForFunction(() => globalThis.Watch.replayed(), undefined, WAIT);
  return pages;
}
