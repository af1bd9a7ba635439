import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fetchPublic } from './fetch-public.js';

let servers: Server[];
beforeEach(() => {
  servers = [];
});
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const options = (...trusted: string[]) => ({
  trusted: (origin: string) => trusted.includes(origin),
  maxBytes: 1_000,
  deadlineMs: 2_000,
  maxHops: 5,
});
const PNG = { 'content-type': 'image/png' };

test('M5 a trusted origin is fetched without credentials or referrer', async () => {
  let headers: Record<string, unknown> = {};
  const site = await serve((request, response) => {
    headers = request.headers;
    response.writeHead(200, PNG).end('bytes');
  });
  const asset = await fetchPublic(`${site}/i.png`, options(site));
  expect(asset).toMatchObject({ mime: 'image/png', shared: true });
  expect(Buffer.from(asset.bytes).toString()).toBe('bytes');
  for (const name of ['cookie', 'authorization', 'referer', 'origin']) expect(headers).not.toHaveProperty(name);
});

test('M4 a private address is not fetched, by number, name or redirect', async () => {
  let asked = 0;
  const inside = await serve((_request, response) => {
    asked++;
    response.writeHead(200, PNG).end('secret');
  });
  const port = new URL(inside).port;
  for (const url of [inside, `http://localhost:${port}`, `http://[::1]:${port}`, `http://2130706433:${port}`, `http://0x7f.1:${port}`])
    await expect(fetchPublic(url, options())).rejects.toThrow('not a public address');
  const site = await serve((_request, response) => response.writeHead(302, { location: `${inside}/x` }).end());
  await expect(fetchPublic(site, options(site))).rejects.toThrow('not a public address');
  expect(asked).toBe(0);
});

test('M5 redirects are followed, five at most', async () => {
  const site = await serve((request, response) => {
    const left = Number(request.url?.slice(1));
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end();
    else response.writeHead(200, PNG).end('there');
  });
  expect(Buffer.from((await fetchPublic(`${site}/5`, options(site))).bytes).toString()).toBe('there');
  await expect(fetchPublic(`${site}/6`, options(site))).rejects.toThrow('too many redirects');
});

test('M6 too much, packed or not, and slow drips end at their bound', async () => {
  const site = await serve((request, response) => {
    if (request.url === '/big') response.writeHead(200, PNG).end(Buffer.alloc(1_001));
    else if (request.url === '/bomb')
      response.writeHead(200, { ...PNG, 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
    else response.writeHead(200, PNG).write('x');
  });
  await expect(fetchPublic(`${site}/big`, options(site))).rejects.toThrow('too large');
  await expect(fetchPublic(`${site}/bomb`, options(site))).rejects.toThrow('too large');
  await expect(fetchPublic(`${site}/drip`, { ...options(site), deadlineMs: 200 })).rejects.toThrow();
});

test('M4 no spelling of a private address, port of another protocol or changed name gets through', async () => {
  let asked = 0;
  const inside = await serve((_request, response) => {
    asked++;
    response.writeHead(200, PNG).end('secret');
  });
  const { port } = new URL(inside);
  for (const host of [
    '0177.0.0.1',
    '127.1',
    '0x7f000001',
    '017700000001',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::7f00:1]',
    '[0:0:0:0:0:0:0:1]',
    '[64:ff9b::7f00:1]',
    'localhost.',
    '127.0.0.1.',
    '①②⑦.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    '[fe80::1]',
    '[fd00::1]',
    '100.100.100.200',
  ])
    await expect(fetchPublic(`http://${host}:${port}/`, options()), host).rejects.toThrow(/not a public address|ENOTFOUND|EAI_AGAIN/);
  for (const other of ['22', '25', '6000', '6667', '10080'])
    await expect(fetchPublic(`http://8.8.8.8:${other}/`, options())).rejects.toThrow('not a port of the web');
  // The name is looked up once and that address is used: a trusted name's own connection goes where its name said then.
  for (const to of [
    '//user:pass@8.8.8.8/',
    'file:///etc/passwd',
    'data:image/png;base64,AA',
    'gopher://8.8.8.8/',
    'http://[::1]:1/',
    'http://%',
  ] as const) {
    const site = await serve((_request, response) => response.writeHead(302, { location: to }).end());
    await expect(fetchPublic(site, options(site)), to).rejects.toThrow();
  }
  expect(asked).toBe(0);
});

test('M5 a loop of redirects ends', async () => {
  let hops = 0;
  const site = await serve((request, response) => {
    hops++;
    response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end();
  });
  await expect(fetchPublic(`${site}/a`, options(site))).rejects.toThrow('too many redirects');
  expect(hops).toBe(6);
});

test('M6 a length that is said too large is not read, one that is not said ends at the bound, a drip at the deadline', async () => {
  const started: number[] = [];
  const site = await serve((request, response) => {
    if (request.url === '/said') {
      response.writeHead(200, { ...PNG, 'content-length': '1000000000' });
      response.write('x');
    } else if (request.url === '/unsaid') {
      response.writeHead(200, PNG);
      const pour = setInterval(() => response.write(Buffer.alloc(300)), 1);
      response.on('close', () => clearInterval(pour));
    } else if (request.url === '/twice')
      response.writeHead(200, { ...PNG, 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync(Buffer.alloc(9_000_000))));
    else {
      response.writeHead(200, PNG);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    }
  });
  await expect(fetchPublic(`${site}/said`, options(site))).rejects.toThrow('too large');
  await expect(fetchPublic(`${site}/unsaid`, options(site))).rejects.toThrow('too large');
  await expect(fetchPublic(`${site}/twice`, options(site))).rejects.toThrow('unknown coding');
  started.push(performance.now());
  await expect(fetchPublic(`${site}/drip`, { ...options(site), deadlineMs: 300 })).rejects.toThrow();
  expect(performance.now() - (started[0] ?? 0)).toBeLessThan(3_000);
});

test('M3 other types and other answers than 200 are none', async () => {
  const site = await serve((request, response) => {
    if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    else response.writeHead(401, PNG).end();
  });
  await expect(fetchPublic(`${site}/page`, options(site))).rejects.toThrow('type not allowed');
  await expect(fetchPublic(`${site}/private`, options(site))).rejects.toThrow('status 401');
  for (const url of ['file:///etc/passwd', 'ftp://a.example/x', 'http://user:pass@a.example/'])
    await expect(fetchPublic(url, options())).rejects.toThrow('not a plain');
});

test('M7 what its site wants kept private is not shared', async () => {
  const site = await serve((_request, response) => response.writeHead(200, { ...PNG, 'cache-control': 'private' }).end('x'));
  expect(await fetchPublic(site, options(site))).toMatchObject({ shared: false });
});

test('M21 a picture is open where pages of every origin get the same, unasked who they are, at the address itself', async () => {
  const open = { ...PNG, 'access-control-allow-origin': '*' };
  const answers: Record<string, Record<string, string>> = {
    '/open': open,
    '/vary': { ...open, vary: 'Accept-Encoding' },
    '/closed': PNG,
    '/one': { ...PNG, 'access-control-allow-origin': 'https://shop.example' },
    '/cookie': { ...open, 'set-cookie': 'a=b' },
    '/by-cookie': { ...open, vary: 'Accept, Cookie' },
    '/by-all': { ...open, vary: '*' },
    '/private': { ...open, 'cache-control': 'private' },
    '/font': { ...open, 'content-type': 'font/woff2' },
  };
  const site = await serve((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { ...open, location: '/open' }).end();
    else response.writeHead(200, answers[request.url ?? '']).end('bytes');
  });
  const found: string[] = [];
  for (const path of [...Object.keys(answers), '/moved']) {
    const asset = await fetchPublic(site + path, options(site));
    if (asset.open) found.push(asset.open.slice(site.length));
  }
  expect(found).toEqual(['/open', '/vary']);
});
