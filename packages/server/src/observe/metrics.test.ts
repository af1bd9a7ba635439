import { FrameFlag, PATHS } from '@sightline/protocol';
import { afterEach, expect, test } from 'vitest';
import { SDK_KEY, type TestService, testService } from '../testing/test-service.js';

let service: TestService;
afterEach(() => service.stop());

const scrape = async (headers: Record<string, string> = {}): Promise<Response> => fetch(`${service.server.url}/metrics`, { headers });
const value = (text: string, line: string): number =>
  Number(
    text
      .split('\n')
      .find((one) => one.startsWith(`sightline_${line} `))
      ?.split(' ')[1] ?? Number.NaN,
  );

const METRICS_TOKEN = 'a-token-of-the-metrics-0123456789';
const WITH_TOKEN = { authorization: `Bearer ${METRICS_TOKEN}` };

test('Y1 what happened is counted: sessions, joins, errors, bytes, lag, store; Y2 no label is anything a peer chose', async () => {
  service = await testService({ TRUST_PROXY: '1', METRICS_TOKEN });
  const customer = await service.customer({ userId: 'label-canary' });
  const agent = await service.agent(customer.seat.pinCode, 'label-canary-2');
  await customer.client.next('keyframe');
  customer.client.frame({ flags: FrameFlag.Key | FrameFlag.KeyEnd }, 'x'.repeat(1_000));
  await agent.client.nextFrame();
  await service.find('000000');
  for (const path of ['/label-canary', `${PATHS.asset}/label-canary/1`, `/static/resource/sdk/label-canary/js/label-canary`])
    await fetch(service.server.url + path, { method: 'PROPFIND' }).then(() => fetch(`${service.server.url}${path}?label-canary`));
  const stranger = service.socket('agent');
  await stranger.hello({ sessionId: 'label-canary', key: 'label-canary' });
  await stranger.next('refused');

  const text = await (await scrape(WITH_TOKEN)).text();
  expect(value(text, 'sessions_live')).toBe(1);
  expect(value(text, 'connected{role="customer"}')).toBe(1);
  expect(value(text, 'connected{role="agent"}')).toBe(1);
  expect(value(text, 'sessions_opened_total{by="customer"}')).toBe(1);
  expect(value(text, 'joins_total{role="agent"}')).toBe(1);
  expect(value(text, `errors_total{code="1006",cause="pin_not_found",entrance="${PATHS.find}"}`)).toBe(1);
  expect(value(text, 'errors_total{code="1011",cause="session_gone",entrance="socket"}')).toBe(1);
  expect(value(text, 'errors_total{code="9999",cause="invalid_argument",entrance="none"}')).toBeGreaterThan(0);
  expect(value(text, 'bytes_total{direction="in",kind="view"}')).toBeGreaterThan(1_000);
  expect(value(text, 'bytes_total{direction="out",kind="view"}')).toBeGreaterThan(1_000);
  expect(value(text, 'messages_total{direction="in",kind="control"}')).toBeGreaterThan(2);
  expect(value(text, 'relay_seconds_count')).toBe(1);
  expect(value(text, 'outbox_bytes{of="all"}')).toBe(0);
  expect(value(text, 'event_loop_lag_seconds{quantile="max"}')).toBeGreaterThanOrEqual(0);
  expect(value(text, 'memory_bytes{kind="resident"}')).toBeGreaterThan(1e6);
  expect(text).toMatch(/store_seconds_count\{operation="account",ok="true"\} [1-9]/);
  for (const secret of ['canary', customer.seat.pinCode, customer.seat.sessionId, customer.seat.key, SDK_KEY])
    expect(text).not.toContain(secret);
  expect(text).toContain(`route="${PATHS.asset}/:key/:n"`);

  const lines = (await (await scrape(WITH_TOKEN)).text()).split('\n').length;
  for (let n = 0; n < 40; n++) await fetch(`${service.server.url}/made/up/${n}?${n}`, { headers: { 'user-agent': `${n}` } });
  expect((await (await scrape(WITH_TOKEN)).text()).split('\n').length).toBeLessThanOrEqual(lines + 40);

  customer.client.send({ t: 'end' });
  await agent.client.closed;
  expect(value(await (await scrape(WITH_TOKEN)).text(), 'sessions_ended_total{reason="ended_by_customer"}')).toBe(1);
});

test('Y4 metrics are closed where others can reach the service: no address, forwarded or not, opens them, only the token does', async () => {
  service = await testService({ TRUST_PROXY: '1' });
  for (const headers of [{}, { 'x-forwarded-for': '10.1.2.3' }, { 'x-forwarded-for': '127.0.0.1' }, WITH_TOKEN] as Record<string, string>[])
    expect((await scrape(headers)).status, JSON.stringify(headers)).toBe(404);
  await service.stop();
  service = await testService({ PUBLIC_URL: 'https://help.example', METRICS_TOKEN });
  const scrapeHere = async (authorization?: string) =>
    (await fetch(`http://127.0.0.1:${service.server.port}/metrics`, authorization === undefined ? {} : { headers: { authorization } }))
      .status;
  expect(await scrapeHere(`Bearer ${METRICS_TOKEN}`)).toBe(200);
  for (const wrong of [undefined, '', 'Bearer', `Bearer ${METRICS_TOKEN}x`, `Basic ${METRICS_TOKEN}`, METRICS_TOKEN])
    expect(await scrapeHere(wrong), wrong).toBe(404);
});

test('Y4 without a token they are this machine’s where nothing says that others can reach the service', async () => {
  service = await testService();
  expect((await scrape()).status).toBe(200);
  for (const headers of [{ 'x-forwarded-for': '10.1.2.3' }, { forwarded: 'for=10.1.2.3' }, { via: '1.1 proxy' }] as Record<
    string,
    string
  >[])
    expect((await scrape(headers)).status, JSON.stringify(headers)).toBe(404);
  await service.stop();
  service = await testService({ METRICS_TOKEN });
  expect((await scrape()).status).toBe(404);
});
