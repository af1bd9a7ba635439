import { createServer } from 'node:http';
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
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  });
  expect(answer.headers.get('cache-control')).toMatch(/^private/);
  expect((await fetch(`${service.server.url}/sdkapi/zcb/asset/AAAAAAAAAAAAAAAAAAAAAA/10001`)).status).toBe(404);
  expect((await fetch(`${service.server.url}${agent.welcome.assetBase}/x`)).status).toBe(404);
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
  expect(customer.client.heard()).not.toContain('asset_needed');
  await service.stop();
  site.close();
});
