import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startService } from '../lib/service.mjs';

const DELIVERED = 'bytes of a live session that really leave the service';
const dist = join(import.meta.dirname, '../../packages/sdk/dist/web');

/** Lines of script size: what a customer's browser loads before, and for, a live session. kB of 1,000 bytes, gzip at its best. */
export async function measure({ browser, site, lines, note }) {
  const path = join(dist, 'manifest.json');
  if (!existsSync(path)) return [];
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const kilobytes = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000;
  const loader = kilobytes(manifest.customer);
  const all = loader + kilobytes(manifest.core) + kilobytes(manifest['live-en']);
  const parts = Object.keys(manifest).filter((name) => name.startsWith('part-') && name !== 'part-preview');
  const most = parts.reduce((sum, name) => sum + kilobytes(manifest[name]), all);
  const delivered = lines.includes(DELIVERED) ? await delivery({ browser, site, note }) : [];
  return [
    ...delivered,
    { line: 'customer loader gzipped', ours: [loader], unit: 'kB', exact: true },
    { line: 'customer scripts of a live session gzipped', ours: [all], unit: 'kB', exact: true },
    { line: 'the same with the parts for canvases, frames, patterns', ours: [most], unit: 'kB', exact: true },
  ];
}

/** What a browser that was never here gets from the running service until its first PIN: scripts with their headers, as they travel. */
async function delivery({ browser, site, note }) {
  note(DELIVERED);
  const service = await startService(site);
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const requests = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.goto(site.url('/empty'));
    await page.addScriptTag({ url: `${service.origin}/static/resource/sdk/${service.sdkKey}/js` });
    const sdkToken = await service.token('customer', 'customer');
    await page.evaluate(async (token) => {
      const session = await globalThis.ZoomCobrowseSDK.init({ locale: 'en' });
      await session.start({ sdkToken: token });
    }, sdkToken);
    const sizes = requests.filter((request) => request.url().startsWith(`${service.origin}/static/`)).map((request) => request.sizes());
    const sent = (await Promise.all(sizes)).reduce(
      (sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize,
      0,
    );
    return [{ line: DELIVERED, ours: [sent / 1000], unit: 'kB', exact: true }];
  } finally {
    await context.close();
    await service.stop();
  }
}
