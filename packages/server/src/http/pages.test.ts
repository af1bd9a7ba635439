import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { PATHS, SDK_VERSION } from '@sightline/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Account } from '../store/account.js';
import { createMetrics } from '../observe/metrics.js';
import { createApp } from './app.js';
import { deskEndpoints } from './desk.js';
import { openFolder } from './files.js';
import { openScripts } from './scripts.js';
import { sdkScripts } from './sdk-scripts.js';

const LONG = 'let a = 1;'.repeat(500);
let root: string;
/** The account of the SDK key `direct` has *Load assets directly* on, that of `closed` too, but is disabled; `framed` has a console of its own. */
const account = async (sdkKey: string): Promise<Account | undefined> =>
  ['direct', 'closed', 'other', 'framed'].includes(sdkKey)
    ? ({
        sdkKey,
        disabled: sdkKey === 'closed',
        loadAssetsDirectly: ['direct', 'closed'].includes(sdkKey),
        allowedAgentSites: ['framed', 'closed'].includes(sdkKey) ? [{ kind: 'origin', origin: 'https://console.example' }] : [],
        allowedSites: [
          { kind: 'origin', origin: 'https://shop.example' },
          { kind: 'under', suffix: '.pictures.example' },
        ],
      } as Account)
    : undefined;
let app: ReturnType<typeof createApp>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sightline-pages-'));
  mkdirSync(join(root, 'dist'));
  const file = (name: string, text: string) => writeFileSync(join(root, name), text);
  file('secret.js', 'outside');
  file('dist/manifest.json', JSON.stringify({ customer: 'customer.js', core: 'core-1.js', live: 'live-1.js', agent: 'agent-1.js' }));
  for (const name of ['customer', 'core-1', 'live-1', 'agent-1']) file(`dist/${name}.js`, `/* ${name} */`);
  // What a build leaves beside a script, here so that it can be told from what the service makes itself.
  file('dist/long-1.js', LONG);
  writeFileSync(join(root, 'dist/long-1.js.br'), brotliCompressSync(LONG));
  writeFileSync(join(root, 'dist/long-1.js.gz'), gzipSync('of another build'));
  file('dist/desk.html', '<!doctype html><link rel="stylesheet" href="d.css"><script defer src="d.js"></script><input name="pin">');
  file('dist/desk.css', 'a{}');
  file('dist/.hidden.js', 'x');
  symlinkSync(join(root, 'secret.js'), join(root, 'dist', 'link.js'));
  const folder = openFolder(join(root, 'dist'));
  app = createApp({ log: pino({ level: 'silent' }), metrics: createMetrics(), trusted: () => false });
  app.register(async (scope) => sdkScripts(scope, openScripts(folder, undefined)));
  const own = ['https://help.example'];
  app.register(async (scope) =>
    deskEndpoints(scope, { folder, own: () => own, frameSites: [{ kind: 'under', suffix: '.desk.example' }], demo: false, account }),
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

test('G7 a script leaves as small as the browser takes it, each encoding with its own tag', async () => {
  const url = '/static/resource/sdk/KEY/chunk/long-1.js';
  const ask = (accept?: string, tag?: string) =>
    app.inject({ url, headers: { ...(accept && { 'accept-encoding': accept }), ...(tag && { 'if-none-match': tag }) } });
  const [plain, br, gz] = [await ask(), await ask('gzip, deflate, br'), await ask('gzip')];
  expect([plain.headers['content-encoding'], br.headers['content-encoding'], gz.headers['content-encoding']]).toEqual([
    undefined,
    'br',
    'gzip',
  ]);
  expect(br.rawPayload).toEqual(brotliCompressSync(LONG));
  for (const [answer, text] of [
    [plain, plain.rawPayload],
    [br, brotliDecompressSync(br.rawPayload)],
    [gz, gunzipSync(gz.rawPayload)],
  ] as const) {
    expect(String(text)).toBe(LONG);
    expect(answer.headers).toMatchObject({ vary: 'Accept-Encoding', 'content-length': String(answer.rawPayload.length) });
    expect(answer.headers['content-type']).toBe('application/javascript; charset=utf-8');
  }
  const tags = [plain, br, gz].map((answer) => String(answer.headers.etag));
  expect(new Set(tags).size).toBe(3);
  const known = await ask('br', `"other", W/${tags[1]}`);
  expect([known.statusCode, known.body, known.headers.vary, known.headers.etag]).toEqual([304, '', 'Accept-Encoding', tags[1]]);
  expect((await ask('br', tags[2])).statusCode).toBe(200);
  const head = await app.inject({ method: 'HEAD', url, headers: { 'accept-encoding': 'br' } });
  expect([head.headers['content-length'], head.body]).toEqual([String(br.rawPayload.length), '']);
});

test('G7 long answers of its own are compressed too, short ones and errors are not', async () => {
  const made = createApp({ log: pino({ level: 'silent' }), metrics: createMetrics(), trusted: () => false });
  made.get('/long', async (_request, reply) => reply.header('vary', 'Origin').send({ text: 'word '.repeat(400) }));
  made.get('/short', async () => ({ text: 'word' }));
  const headers = { 'accept-encoding': 'gzip, br' };
  const long = await made.inject({ url: '/long', headers });
  expect(long.headers).toMatchObject({
    'content-encoding': 'br',
    vary: 'Origin, Accept-Encoding',
    'content-length': String(long.rawPayload.length),
  });
  expect(JSON.parse(String(brotliDecompressSync(long.rawPayload)))).toEqual({ text: 'word '.repeat(400) });
  expect((await made.inject('/long')).json()).toEqual({ text: 'word '.repeat(400) });
  for (const url of ['/short', '/none']) expect((await made.inject({ url, headers })).headers).not.toHaveProperty('content-encoding');
  await made.close();
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

test('G8 a form’s token goes to the desk in the fragment, and only what can be a token', async () => {
  const post = (payload: string) =>
    app.inject({ method: 'POST', url: PATHS.desk, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const answer = await post('access_token=aaa.bbb-_.ccc&pin=12%203');
  expect([answer.statusCode, answer.headers.location, answer.headers['cache-control']]).toEqual([
    303,
    `${PATHS.desk}#access_token=aaa.bbb-_.ccc&pin=12+3`,
    'no-store',
  ]);
  for (const wrong of ['', 'pin=1', 'access_token=', 'access_token=a%0D%0Ab', 'access_token=a%23b', `access_token=${'a'.repeat(4_097)}`]) {
    const refused = await post(wrong);
    expect([refused.statusCode, refused.headers.location, refused.json().cause], wrong).toEqual([400, undefined, 'invalid_argument']);
  }
});

test('M21 G4 a desk that says whose it is lets the pictures of that account’s sites through, where its switch is on; a form is sent to such a one', async () => {
  const token = (appKey: string): string => `e30.${Buffer.from(JSON.stringify({ app_key: appKey })).toString('base64url')}.c2ln`;
  const pictures = async (query: string): Promise<string> =>
    /img-src ([^;]*)/.exec(String((await app.inject(PATHS.desk + query)).headers['content-security-policy']))?.[1] ?? '';
  const open = "'self' data: https://shop.example https://*.pictures.example";
  expect(await pictures('?app_key=direct')).toBe(open);
  expect(await pictures(`?access_token=${token('direct')}`)).toBe(open);
  for (const query of ['', '?app_key=closed', '?app_key=other', '?app_key=unknown', '?app_key=direct&app_key=direct', '?access_token=x'])
    expect(await pictures(query), query).toBe("'self' data:");
  const form = async (appKey: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return (await app.inject({ method: 'POST', url: PATHS.desk, payload: `access_token=${token(appKey)}`, headers })).headers.location;
  };
  expect(await form('direct')).toBe(`${PATHS.desk}?app_key=direct#access_token=${token('direct')}&pin=`);
  expect(await form('framed')).toMatch(/\?app_key=framed#/);
  expect(await form('other')).toBe(`${PATHS.desk}#access_token=${token('other')}&pin=`);
});

test('G9 a desk that says whose it is may be framed by that account’s agent sites, too; a disabled account’s may not', async () => {
  const frames = async (query: string): Promise<string> =>
    /frame-ancestors ([^;]*)/.exec(String((await app.inject(PATHS.desk + query)).headers['content-security-policy']))?.[1] ?? '';
  const everybody = "'self' https://*.desk.example";
  expect(await frames('?app_key=framed')).toBe(`${everybody} https://console.example`);
  for (const query of ['', '?app_key=unknown', '?app_key=closed']) expect(await frames(query), query).toBe(everybody);
});

test('G5 only a protected connection asks for protection ever after', async () => {
  expect((await app.inject(PATHS.desk)).headers).not.toHaveProperty('strict-transport-security');
  const behind = createApp({ log: pino({ level: 'silent' }), metrics: createMetrics(), trusted: () => true });
  behind.register(async (scope) =>
    deskEndpoints(scope, {
      folder: openFolder(join(root, 'dist')),
      own: () => ['https://help.example'],
      frameSites: [],
      demo: false,
      account,
    }),
  );
  const answer = await behind.inject({ url: PATHS.desk, headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' } });
  expect(answer.headers['strict-transport-security']).toBe('max-age=15552000');
  await behind.close();
});

test('H1 an unknown path is an error object', async () => {
  const answer = await app.inject('/nowhere');
  expect([answer.statusCode, answer.json().cause]).toEqual([404, 'invalid_argument']);
});
