import type { IncomingMessage } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { type TestService, testService } from '../testing/test-service.js';
import { clientAddress, parseTrust, trustCheck } from './trust.js';

let service: TestService | undefined;
afterEach(async () => {
  await service?.stop();
  service = undefined;
});

const asked = (from: string, forwarded?: string) =>
  ({
    socket: { remoteAddress: from },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

test.each([
  [undefined, '9.9.9.9', '1.1.1.1', '9.9.9.9'],
  ['0', '9.9.9.9', '1.1.1.1', '9.9.9.9'],
  ['1', '9.9.9.9', '1.1.1.1, 2.2.2.2', '2.2.2.2'],
  ['2', '9.9.9.9', '1.1.1.1, 2.2.2.2', '1.1.1.1'],
  ['2', '9.9.9.9', undefined, '9.9.9.9'],
  ['9', '9.9.9.9', '1.1.1.1', '1.1.1.1'],
  ['1', '9.9.9.9', 'made up', '9.9.9.9'],
  ['10.0.0.0/8', '10.1.2.3', '1.1.1.1, 2.2.2.2', '2.2.2.2'],
  ['10.0.0.0/8', '::ffff:10.1.2.3', '2.2.2.2', '2.2.2.2'],
  ['10.0.0.0/8, 2.2.2.2', '10.1.2.3', '1.1.1.1, 2.2.2.2', '1.1.1.1'],
  ['10.0.0.0/8', '11.0.0.1', '1.1.1.1', '11.0.0.1'],
  ['fd00::/8', 'fd12::1', '2001:db8::1', '2001:db8::1'],
])('C6 TRUST_PROXY=%s: %s forwarding for %s is %s', (setting, from, forwarded, client) => {
  const trusted = trustCheck(setting === undefined ? undefined : parseTrust(setting));
  expect(clientAddress(asked(from, forwarded), trusted)).toBe(client);
});

test.each(['yes', '1.2.3', '10.0.0.0/99', '-1', '100', '10.0.0.0/8,', 'loopback'])(
  'C6 TRUST_PROXY=%s is neither hops nor networks',
  (text) => {
    expect(() => parseTrust(text)).toThrow();
  },
);

test('C6 limits go by the forwarded address behind a proxy, over HTTP', async () => {
  service = await testService({ TRUST_PROXY: '1', RATE_REQUESTS: '2' });
  const causes = async (address: string): Promise<string> =>
    (await service!.post('/sdkapi/zcb/v1/state', {}, { 'x-forwarded-for': address })).body.cause;
  for (const expected of ['invalid_argument', 'invalid_argument', 'rate_limited']) expect(await causes('192.0.2.1')).toBe(expected);
  expect(await causes('192.0.2.2')).toBe('invalid_argument');
});
