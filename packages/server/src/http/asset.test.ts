import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FrameKind } from '@sightline/protocol';
import { expect, test } from 'vitest';
import { testService } from '../testing/test-service.js';

const bodyOf = (mime: string, text: string) => Uint8Array.from([mime.length, ...new TextEncoder().encode(mime + text)]);

test('M15 an agent gets what the customer’s browser supplied, as bytes that cannot act; nobody else does', async () => {
  const service = await testService();
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  customer.client.send({ t: 'assets', items: [{ n: 10_001 }] });
  const waiting = fetch(`${service.server.url}${agent.welcome.assetBase}/10001`);
  expect(await customer.client.next('asset_needed')).toMatchObject({ n: 10_001 });
  customer.client.frame({ kind: FrameKind.Asset, number: 10_001 }, bodyOf('image/svg+xml', '<svg/>'));
  const answer = await waiting;
  expect([answer.status, await answer.text()]).toEqual([200, '<svg/>']);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/svg+xml',
    'x-content-type-options': 'nosniff',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
    'content-disposition': 'attachment; filename="asset"',
    'referrer-policy': 'no-referrer',
  });
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect((await fetch(`${service.server.url}/sdkapi/zcb/asset/AAAAAAAAAAAAAAAAAAAAAA/10001`)).status).toBe(404);
  expect((await fetch(`${service.server.url}${agent.welcome.assetBase}/x`)).status).toBe(404);
  await service.stop();
});

test('M16 as a document, a frame, an object, a script or a worker an asset is not there', async () => {
  const service = await testService();
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  // By hand: `fetch` says for itself what it is for.
  const get = (headers: Record<string, string>): Promise<[number, string, string]> =>
    new Promise((resolve, reject) => {
      const url = `${service.server.url}${agent.welcome.assetBase}/10001`;
      request(url, { headers }, async (response) => {
        let text = '';
        for await (const chunk of response) text += String(chunk);
        resolve([response.statusCode ?? 0, String(response.headers['cache-control']), text]);
      })
        .on('error', reject)
        .end();
    });
  customer.client.send({ t: 'assets', items: [{ n: 10_001 }] });
  const first = get({ 'sec-fetch-dest': 'image' });
  await customer.client.next('asset_needed');
  customer.client.frame({ kind: FrameKind.Asset, number: 10_001 }, bodyOf('image/png', 'bytes'));
  expect((await first)[0]).toBe(200);
  for (const name of ['image', 'font', 'audio', 'video', 'style', 'track', 'empty'])
    expect((await get({ 'sec-fetch-dest': name }))[0], name).toBe(200);
  const documents = 'document iframe frame fencedframe object embed script worker sharedworker serviceworker manifest xslt json report new';
  for (const headers of [
    ...documents.split(' ').map((name) => ({ 'sec-fetch-dest': name, cookie: 'a=b' })),
    { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate' },
    { 'service-worker': 'script' },
    { 'service-worker': 'script', 'sec-fetch-dest': 'empty' },
  ]) {
    const [status, caching, text] = await get(headers as Record<string, string>);
    expect([status, caching], JSON.stringify(headers)).toEqual([404, 'no-store']);
    expect(text).not.toContain('bytes');
  }
  await service.stop();
});

test('M15 what needs no login the service fetches itself, from a listed origin even at home', async () => {
  let asked = 0;
  const site = createServer((_request, response) => {
    asked++;
    response.writeHead(200, { 'content-type': 'image/png' }).end('png');
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const service = await testService({ ALLOWED_SITES: `https://shop.example ${origin}` });
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  customer.client.send({ t: 'assets', items: [{ n: 1, url: `${origin}/i.png` }] });
  await customer.client.settle();
  const answer = await fetch(`${service.server.url}${agent.welcome.assetBase}/1`);
  expect([answer.status, await answer.text(), asked]).toEqual([200, 'png', 1]);
  expect(answer.headers.get('cache-control')).toMatch(/^private, max-age=/);
  expect(customer.client.heard()).not.toContain('asset_needed');
  await service.stop();
  site.close();
});
