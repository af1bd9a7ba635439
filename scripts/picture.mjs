import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build } from './build.mjs';
import { CHROMIUM_ARGS, ensureChromium } from './chromium.mjs';
import { SERVICE } from './node-bundle.mjs';

// Takes the README's picture: a real session on the demo, the customer's page beside the agent's desk.
const root = join(import.meta.dirname, '..');
const data = mkdtempSync(join(tmpdir(), 'sightline-picture-'));
await build();
const service = spawn(process.execPath, [join(root, SERVICE)], {
  cwd: root,
  env: { ...process.env, PORT: '0', DATABASE_URL: `file:${join(data, 'a.db')}` },
});
const origin = await new Promise((resolve, reject) => {
  let printed = '';
  service.stdout.on('data', (chunk) => {
    printed += chunk;
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(printed);
    if (found) resolve(found[0]);
  });
  service.on('exit', () => reject(new Error(printed)));
});
const browser = await chromium.launch({ executablePath: ensureChromium(), args: CHROMIUM_ARGS });
try {
  const open = async (viewport) => (await browser.newContext({ viewport, deviceScaleFactor: 1.5 })).newPage();
  const customer = await open({ width: 900, height: 640 });
  await customer.goto(`${origin.replace('127.0.0.1', 'localhost')}/demo/checkout.html`);
  await customer.waitForFunction(() => 'CobrowseSDK' in globalThis);
  await customer.locator('#get-help').click();
  const info = () => customer.evaluate(async () => (await globalThis.ZoomCobrowseSDK.init({})).getSessionInfo());
  await customer.waitForFunction(async () => (await globalThis.ZoomCobrowseSDK.init({})).getSessionInfo().pinCode);
  const agent = await open({ width: 900, height: 640 });
  await agent.goto(`${origin}/demo/desk`);
  await agent.locator('input[name=pin]').fill((await info()).pinCode);
  await agent.keyboard.press('Enter');
  for (const [label, text] of [
    [/name/i, 'A customer'],
    [/card number/i, '4242 4242 4242 4242'],
  ]) {
    const field = customer.getByLabel(label).first();
    if (await field.count()) await field.fill(text);
  }
  const card = customer.locator('[autocomplete="cc-number"]').first();
  await card.evaluate((field) => field.scrollIntoView({ block: 'center' }));
  await customer.waitForFunction(
    async () => (await globalThis.ZoomCobrowseSDK.init({})).getSessionInfo().sessionStatus === 'session_active',
  );
  await agent.waitForTimeout(1500);
  const [left, right] = await Promise.all([customer, agent].map(async (page) => (await page.screenshot()).toString('base64')));
  const sheet = await open({ width: 1560, height: 590 });
  const picture = (image) => `<img src="data:image/png;base64,${image}" style="width:760px;border-radius:8px;box-shadow:0 4px 24px #0004">`;
  await sheet.setContent(`<body style="margin:0;background:#e9edf2;display:flex;gap:16px;padding:12px">${picture(left)}${picture(right)}`);
  await sheet.screenshot({ path: join(root, 'docs/picture.png') });
} finally {
  await browser.close();
  service.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}
