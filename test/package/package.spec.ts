import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { expect, test } from '../e2e/fixtures.js';
import { expectSameTree, joinAtDesk } from '../e2e/mirror.js';

const ROOT = join(import.meta.dirname, '../..');

const MAIN = `
import { ZoomCobrowseSDK, type CustomerSession } from '@zoom/cobrowsesdk/customer';

declare global {
  interface Window { startSharing(host: string, appKey: string, token: string): Promise<string> }
}

window.startSharing = async (host, appKey, sdkToken) => {
  const session: CustomerSession = await ZoomCobrowseSDK.init({ appKey, host, piiMask: { maskType: 'all_input' } });
  const pin = new Promise<string>((resolve) => session.on('pincode_updated', ({ pinCode }) => resolve(pinCode)));
  await session.start({ sdkToken });
  return pin;
};
// @ts-expect-error a misspelt setting is found by the types
void (() => ZoomCobrowseSDK.init({ appKeyy: 'x' }));
`;

/** A receiver of webhooks, in plain Node: what it makes of a request that was signed as surface §12 says. */
const RECEIVER = `
import { createHmac } from 'node:crypto';
import { answerValidation, verifyWebhook } from '@zoom/cobrowsesdk/webhooks';
const sign = (secret, text) => createHmac('sha256', secret).update(text).digest('hex');
const body = JSON.stringify({ event: 'endpoint.url_validation', event_ts: 1, payload: { plainToken: 'plain' } });
const timestamp = String(Math.floor(Date.now() / 1000));
const headers = { 'x-zm-request-timestamp': timestamp, 'x-zm-signature': 'v0=' + sign('secret', 'v0:' + timestamp + ':' + body) };
const checked = await verifyWebhook({ headers, body: Buffer.from(body) }, 'secret');
const refused = await verifyWebhook({ headers, body }, 'another');
const answer = await answerValidation(checked.event, checked.secret);
process.stdout.write([checked.ok, refused.reason, answer.encryptedToken === sign('secret', 'plain')].join());
`;

/** The same through the types. */
const TYPED = `
import { answerValidation, type VerifiedWebhook, verifyWebhook } from '@zoom/cobrowsesdk/webhooks';

export async function receive(request: Request): Promise<Response> {
  const checked: VerifiedWebhook = await verifyWebhook(request, ['new', 'old']);
  if (!checked.ok) return new Response(checked.reason, { status: 401 });
  const { event, secret } = checked;
  if (event.event === 'endpoint.url_validation') return Response.json(await answerValidation(event, secret));
  if (event.event === 'cobrowse.session_user_left') return new Response(event.payload.object.leave_reason satisfies string);
  // @ts-expect-error only who left has a reason
  return new Response(event.payload.object.leave_reason);
}
`;

/** What the examples of a text leave to the integrator. */
const GIVEN = `declare const appKey: string, sdkToken: string, pinCode: string;
declare function showPin(pin: string): void;
`;

/** The TypeScript examples of a text, as an integrator would paste them. */
const examplesOf = (text: string): string[] => [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map(([, code = '']) => GIVEN + code);

test('the packed npm package is installed under the original name, type-checked, built by Vite and used', async ({
  service,
  customer,
  agent,
}) => {
  test.setTimeout(180_000);
  const scratch = mkdtempSync(join(tmpdir(), 'sightline-app-'));
  const run = (command: string, args: string[], cwd: string): string =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', scratch], join(ROOT, 'packages/sdk'))) as {
    filename: string;
    files: { path: string }[];
  }[];
  const paths = packed?.files.map(({ path }) => path) ?? [];
  expect(paths.filter((path) => path.includes('src/'))).toEqual([]);
  expect(paths).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'package.json']));
  const [readme, own] = ['README.md', 'packages/sdk/README.md'].map((path) => readFileSync(join(ROOT, path), 'utf8'));
  expect(readFileSync(join(ROOT, 'packages/sdk/LICENSE'))).toEqual(readFileSync(join(ROOT, 'LICENSE')));

  const app = join(scratch, 'app');
  mkdirSync(join(app, 'src'), { recursive: true });
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies: { '@zoom/cobrowsesdk': `file:../${packed?.filename}` } }),
  );
  writeFileSync(
    join(app, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>App</title><script>function WeakMap() { return { nothing: true }; } var AbortController = { nothing: true };</script><main><h1>An integrator’s app</h1><input id="name"></main><script type="module" src="/src/main.ts"></script>',
  );
  writeFileSync(join(app, 'src/main.ts'), MAIN);
  writeFileSync(join(app, 'src/receive.ts'), TYPED);
  writeFileSync(join(app, 'receiver.mjs'), RECEIVER);
  const compilerOptions = {
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    lib: ['es2022', 'dom'],
    types: [],
  };
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }));
  // The README's way in, word for word; its own name is an alias of the same package here.
  const examples = [...examplesOf(readme ?? ''), ...examplesOf(own ?? '')];
  expect(examples).toHaveLength(3);
  for (const [index, code] of examples.entries())
    writeFileSync(join(app, `src/example-${index}.ts`), code.replaceAll('@sightline/sdk/', '@zoom/cobrowsesdk/'));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund'], app);
  run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', app], app);
  expect(run(process.execPath, ['receiver.mjs'], app)).toBe('true,wrong_signature,true');
  await build({ root: app, logLevel: 'error', build: { outDir: join(app, 'dist'), emptyOutDir: true } });

  const server = await preview({
    root: app,
    logLevel: 'error',
    preview: { host: 'localhost', port: 0 },
    build: { outDir: join(app, 'dist') },
  });
  try {
    const { sdkKey } = (await (await fetch(`${service.origin}/demo/config.json`)).json()) as { sdkKey: string };
    await customer.page.goto(server.resolvedUrls?.local[0] ?? '');
    await customer.page.locator('#name').fill('never leaves');
    const pin = await customer.page.evaluate(
      ([host, key, token]) =>
        (window as unknown as { startSharing(...a: string[]): Promise<string> }).startSharing(
          host as string,
          key as string,
          token as string,
        ),
      [service.origin, sdkKey, await service.token('customer')],
    );
    await joinAtDesk(agent.page, service, pin);
    const tree = await expectSameTree(customer.page, agent.page, 'input');
    expect(tree).toContain('An integrator’s app');
    expect(tree).not.toContain('never leaves');
  } finally {
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
  }
});
