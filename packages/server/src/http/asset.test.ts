import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FrameKind } from '@sightline/protocol';
import { expect, test } from 'vitest';
import type { Account } from '../store/account.js';
import { openStore } from '../store/open-store.js';
import type { Store } from '../store/store.js';
import { DESK, SITE, testService } from '../testing/test-service.js';

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

test('M21 an agent’s browser is sent to where a picture is: only by the account’s switch, of its sites, at an address that tells nothing, and never with credentials', async () => {
  const site = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end('png');
  });
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const { port } = site.address() as AddressInfo;
  const [origin, other] = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
  let store: Store | undefined;
  const service = await testService({ ALLOWED_SITES: `https://shop.example ${origin} ${other}` }, undefined, async (...how) => {
    store = await openStore(...how);
    return store;
  });
  const change = async (what: Partial<Account>): Promise<void> => {
    const account = await store?.accountById('environment');
    expect(account && (await store?.updateAccount({ ...account, ...what }, Date.now()))).toBe(true);
  };
  await change({ loadAssetsDirectly: true, allowedSites: [SITE, origin].map((one) => ({ kind: 'origin', origin: one })) });
  // The service may know the account as it was for two seconds more.
  const sitesOf = async (): Promise<string[] | undefined> => {
    const opened = await service.customer({ userId: 'early' });
    const { welcome } = await service.agent(opened.seat.pinCode, `early ${Math.random()}`);
    opened.client.send({ t: 'end' });
    return welcome.directSites;
  };
  await expect.poll(sitesOf, { timeout: 8_000 }).toEqual([SITE, origin]);
  const customer = await service.customer();
  const agent = await service.agent(customer.seat.pinCode);
  const urls = [`${origin}/i.png`, `${origin}/i.png?user=4711`, `${other}/i.png`, `${origin}/${'a'.repeat(21)}.png`, `${origin}/a@b.png`];
  customer.client.send({ t: 'assets', items: urls.map((url, at) => ({ n: at + 1, url })) });
  await customer.client.settle();
  const img = { 'sec-fetch-dest': 'image', 'sec-fetch-mode': 'cors', origin: DESK };
  const get = (n: number, headers: Record<string, string> = img, query = '?direct'): Promise<[number | undefined, string | undefined]> =>
    new Promise((resolve, reject) => {
      request(`${service.server.url}${agent.welcome.assetBase}/${n}${query}`, { headers }, (response) => {
        response.resume();
        if (response.statusCode === 302)
          expect(response.headers).toMatchObject({
            'access-control-allow-origin': '*',
            'cache-control': 'no-store',
            'referrer-policy': 'no-referrer',
          });
        resolve([response.statusCode, response.headers.location]);
      })
        .on('error', reject)
        .end();
    });
  expect(await get(1)).toEqual([302, urls[0]]);
  for (const n of [2, 3, 4, 5]) expect(await get(n), urls[n - 1]).toEqual([200, undefined]);
  // A viewer that did not ask for it, and whatever is no picture without credentials.
  expect(await get(1, img, '')).toEqual([200, undefined]);
  for (const more of [{ 'sec-fetch-mode': 'no-cors' }, { 'sec-fetch-dest': 'empty' }, { origin }] as Record<string, string>[])
    expect(await get(1, { ...img, ...more }), JSON.stringify(more)).toEqual([200, undefined]);
  await change({ loadAssetsDirectly: false });
  await expect.poll(() => get(1), { timeout: 5_000 }).toEqual([200, undefined]);
  await service.stop();
  site.close();
});
