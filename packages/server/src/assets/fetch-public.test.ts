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
