import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PATHS, SDK_VERSION } from '@sightline/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMetrics } from '../observe/metrics.js';
import { createApp } from './app.js';
import { deskEndpoints } from './desk.js';
import { openFolder } from './files.js';
import { sdkScripts } from './sdk-scripts.js';

let root: string;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sightline-pages-'));
  mkdirSync(join(root, 'dist'));
  const file = (name: string, text: string) => writeFileSync(join(root, name), text);
  file('secret.js', 'outside');
  file('dist/manifest.json', JSON.stringify({ customer: 'customer.js', core: 'core-1.js', live: 'live-1.js', agent: 'agent-1.js' }));
  for (const name of ['customer', 'core-1', 'live-1', 'agent-1']) file(`dist/${name}.js`, `/* ${name} */`);
  file('dist/desk.html', '<!doctype html><link rel="stylesheet" href="d.css"><script defer src="d.js"></script><input name="pin">');
  file('dist/desk.css', 'a{}');
  file('dist/.hidden.js', 'x');
  symlinkSync(join(root, 'secret.js'), join(root, 'dist', 'link.js'));
  const folder = openFolder(join(root, 'dist'));
  app = createApp({ log: pino({ level: 'silent' }), metrics: createMetrics(), trusted: () => false });
  app.register(async (scope) => sdkScripts(scope, folder));
  const own = ['https://help.example'];
  app.register(async (scope) =>
    deskEndpoints(scope, { folder, own: () => own, frameSites: [{ kind: 'under', suffix: '.desk.example' }], demo: false }),
  );
  await app.ready();
});
afterAll(async () => {
  await app.close();
  rmSync(root, { recursive: true, force: true });
});

test.each([
  ['/static/resource/sdk/KEY/js', 'customer'],
  ['/static/resource/sdk/KEY/js/3.11.x', 'customer'],
  ['/static/resource/sdk/KEY/js/2.0.1', 'customer'],
  ['/static/resource/sdk/KEY/js/9.9.9', 'customer'],
  ['/static/resource/sdk/KEY/agent/js', 'agent-1'],
  ['/static/resource/sdk/KEY/agent/js/3.11.0', 'agent-1'],
  ['/static/resource/sdk/KEY/chunk/core-1.js', 'core-1'],
])('G1 %s is the script %s', async (url, name) => {
  const answer = await app.inject(url);
  expect(answer.statusCode).toBe(200);
  expect(answer.body).toBe(`/* ${name} */`);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/javascript; charset=utf-8',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-sdk-version': SDK_VERSION,
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers['cache-control']).toBe(url.includes('/chunk/') ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
});

test('G2 a known script is not sent again', async () => {
  const { etag } = (await app.inject('/static/resource/sdk/KEY/js')).headers;
  const again = await app.inject({ url: '/static/resource/sdk/KEY/js', headers: { 'if-none-match': String(etag) } });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test.each(['manifest.json', '..%2Fsecret.js', '.hidden.js', 'link.js', 'none.js', '%00.js'])('G3 %s is no chunk', async (name) => {
  const answer = await app.inject(`/static/resource/sdk/KEY/chunk/${name}`);
  expect(answer.statusCode).toBe(404);
  expect(answer.body).not.toContain('outside');
});

test('G4 the desk allows its own files only, and frames of agents’ sites', async () => {
  const answer = await app.inject(`${PATHS.desk}?access_token=abc`);
  expect(answer.statusCode).toBe(200);
  const policy = String(answer.headers['content-security-policy']).split('; ');
  for (const rule of [
    "default-src 'none'",
    "connect-src 'self' wss://help.example",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self' https://*.desk.example",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(rule);
  expect(policy.join()).not.toMatch(/unsafe|\*(?!\.desk)|(?:script|style)-src 'self'/);
  const nonce = /script-src 'nonce-([\w-]{22})'/.exec(policy.join(';'))?.[1] ?? '';
  expect(policy).toContain(`style-src 'nonce-${nonce}'`);
  expect(answer.body).toBe(
    `<!doctype html><link rel="stylesheet" nonce="${nonce}" href="d.css"><script nonce="${nonce}" defer src="d.js"></script><input name="pin">`,
  );
  expect((await app.inject(PATHS.desk)).headers['content-security-policy']).not.toContain(nonce);
  expect(answer.headers).toMatchObject({
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'cross-origin',
    'origin-agent-cluster': '?1',
  });
  for (const feature of ['camera', 'microphone', 'geolocation', 'display-capture', 'usb', 'payment', 'clipboard-read'])
    expect(String(answer.headers['permissions-policy']).split(', ')).toContain(`${feature}=()`);
  expect(answer.headers['set-cookie']).toBeUndefined();
  expect((await app.inject('/sdkapi/zcb/desk/desk.css')).headers['content-type']).toBe('text/css; charset=utf-8');
  expect((await app.inject('/sdkapi/zcb/desk/../secret.js')).statusCode).toBe(404);
});

test('G5 only a protected connection asks for protection ever after', async () => {
  expect((await app.inject(PATHS.desk)).headers).not.toHaveProperty('strict-transport-security');
  const behind = createApp({ log: pino({ level: 'silent' }), metrics: createMetrics(), trusted: () => true });
  behind.register(async (scope) =>
    deskEndpoints(scope, { folder: openFolder(join(root, 'dist')), own: () => ['https://help.example'], frameSites: [], demo: false }),
  );
  const answer = await behind.inject({ url: PATHS.desk, headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' } });
  expect(answer.headers['strict-transport-security']).toBe('max-age=15552000');
  await behind.close();
});

test('H1 an unknown path is an error object', async () => {
  const answer = await app.inject('/nowhere');
  expect([answer.statusCode, answer.json().cause]).toEqual([404, 'invalid_argument']);
});
