import { request } from 'node:http';
import { LIMITS, PATHS, PROTOCOL_VERSION, SDK_VERSION } from '@sightline/protocol';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { networksOf } from '../access/networks.js';
import { SITE, type TestService, testService } from '../testing/test-service.js';
import { countSilent } from './silent.js';
import { limitUpgrades, OF_NETWORK } from './upgrade-rate.js';

let service: TestService | undefined;
const open: WebSocket[] = [];
afterEach(async () => {
  for (const ws of open.splice(0)) ws.terminate();
  await service?.stop();
  service = undefined;
});

interface Upgraded {
  status: number;
  body: string;
  ws: WebSocket;
  /** The cause it is refused by, or how it was closed; listened for from the start. */
  refusal: Promise<string>;
}

/** The status an upgrade is answered with; 101 stays open. */
function upgrade(path: string, headers: Record<string, string> = {}): Promise<Upgraded> {
  const ws = new WebSocket(`${service!.server.url.replace('http', 'ws')}${path}`, { origin: SITE, headers });
  open.push(ws);
  const refusal = new Promise<string>((resolve) => {
    ws.once('message', (data: Buffer) => resolve((JSON.parse(data.toString()) as { error?: { cause: string } }).error?.cause ?? 'none'));
    ws.once('close', (code) => resolve(`closed with ${code}`));
  });
  return new Promise((resolve) => {
    ws.on('error', () => {});
    ws.once('open', () => resolve({ status: 101, body: '', ws, refusal }));
    ws.once('unexpected-response', (_request, response) => {
      let body = '';
      response.on('data', (part: Buffer) => {
        body += part.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, ws, refusal }));
    });
  });
}

test('H1 an upgrade on another path, or one that is none, is answered with a row', async () => {
  service = await testService();
  const row = (field: string) => ({ code: 9999, cause: 'invalid_argument', message: `Invalid argument: ${field}.` });
  for (const path of ['/elsewhere', `${PATHS.enter}/more`]) {
    const answer = await upgrade(path);
    expect(answer.status).toBe(404);
    expect(JSON.parse(answer.body)).toMatchObject(row('path'));
  }
  const broken = await new Promise<string>((resolve, reject) => {
    const asked = request(`${service!.server.url}${PATHS.enter}`, { headers: { connection: 'Upgrade', upgrade: 'websocket' } });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      expect(answer.statusCode).toBe(400);
      answer.on('data', (part: Buffer) => resolve(part.toString()));
    });
    asked.end();
  });
  expect(JSON.parse(broken)).toMatchObject(row('upgrade'));
});

test('C8 an upgrade whose header a proxy dropped is answered 426 and told in the log, once for many', async () => {
  const lines: { level: number; msg: string; route?: string }[] = [];
  service = await testService({}, pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) }));
  const url = service.server.url + PATHS.enter;
  const warnings = () => lines.filter(({ level }) => level === 40);
  // Somebody who only looks at the path lost nothing.
  expect((await fetch(url)).status).toBe(426);
  expect(warnings()).toEqual([]);
  for (let n = 0; n < 3; n++) {
    const answer = await fetch(url, {
      headers: { 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', 'sec-websocket-version': '13', origin: SITE },
    });
    expect([answer.status, await answer.json()]).toMatchObject([426, { cause: 'invalid_argument', message: 'Invalid argument: upgrade.' }]);
  }
  expect(warnings()).toMatchObject([
    { route: PATHS.enter, msg: expect.stringMatching(/^an upgrade without Upgrade header: does the proxy pass it on\?/) },
  ]);
});

test('B6 behind a proxy silent sockets are bounded by the forwarded address', async () => {
  service = await testService({ TRUST_PROXY: '1' });
  const from = (address: string) => upgrade(PATHS.enter, { 'x-forwarded-for': address });
  await Promise.all(Array.from({ length: 200 }, () => from('192.0.2.1')));
  expect(await (await from('192.0.2.1')).refusal).toBe('rate_limited');
  const other = await from('192.0.2.2');
  other.ws.send('{"t":"ping","n":1}');
  expect(await other.refusal).toBe('invalid_argument');
  // One household's IPv6 addresses are one.
  await Promise.all(Array.from({ length: 200 }, (_, n) => from(`2001:db8::${n + 1}`)));
  expect(await (await from('2001:db8::ffff')).refusal).toBe('rate_limited');
});

test.each([
  ['six addresses', (n: number) => `203.0.113.${1 + (n % 6)}`],
  ['six addresses of six networks', (n: number) => `203.${n % 6}.113.7`],
  ['one IPv6 /48', (n: number) => `2001:db8:7:${n.toString(16)}::1`],
])(
  'B6 %s that take every place keep nobody out: their oldest go',
  async (_, address) => {
    service = await testService({ TRUST_PROXY: '1' });
    const from = (forwarded: string) => upgrade(PATHS.enter, { 'x-forwarded-for': forwarded });
    const flood: Upgraded[] = [];
    for (let n = 0; n < 1_100; n += 100) flood.push(...(await Promise.all(Array.from({ length: 100 }, (__, at) => from(address(n + at))))));
    const refused: number[] = [];
    for (const [at, { refusal }] of flood.entries()) void refusal.then((row) => row === 'rate_limited' && refused.push(at));
    const honest = await from('198.51.100.9');
    const { sessionId, key } = (await service.create()).body;
    const welcome = new Promise<{ t: string }>((heard) =>
      honest.ws.once('message', (data: Buffer) => heard(JSON.parse(data.toString()) as { t: string })),
    );
    honest.ws.send(JSON.stringify({ t: 'hello', v: PROTOCOL_VERSION, sdk: SDK_VERSION, sessionId, key }));
    expect((await welcome).t).toBe('welcome');
    // Control: the places were taken, and those of the flood that came first were sent away.
    await vi.waitFor(() => expect(refused.length).toBeGreaterThan(0));
    expect(Math.max(...refused)).toBeLessThan(400);
  },
  30_000,
);

test('B6 an address whose places are taken loses the oldest once that has had half its time', async () => {
  let now = 0;
  const silent = countSilent({ total: 100, perAddress: 2, patienceMs: 2_500, now: () => now });
  const out: string[] = [];
  const add = (name: string): void => {
    const leave = silent.add('192.0.2.1', () => {
      leave();
      out.push(name);
    });
  };
  add('a');
  now = 1_000;
  add('b');
  now = 2_400;
  expect(silent.check('192.0.2.1')).toBe('refuse');
  expect(silent.check('192.0.2.2')).toBe('take');
  now = 2_600;
  expect([silent.check('192.0.2.1'), out]).toEqual(['take', ['a']]);
  // Those who are being refused are bounded too.
  const told = Array.from({ length: 100 }, () => silent.refusing());
  expect(silent.check('192.0.2.9')).toBe('drop');
  told[0]?.();
  expect(silent.check('192.0.2.9')).toBe('take');
});

test('B11 a network whose addresses are without end is bounded as one', () => {
  const may = limitUpgrades(OF_NETWORK);
  const flood = Array.from({ length: 9_000 }, (_, n) => may(networksOf(`2001:db8:7:${n.toString(16)}::1`)[1], 1_000));
  expect(flood.filter(Boolean)).toHaveLength(8_000);
  expect(may(networksOf('2001:db8:8:1::1')[1], 1_000)).toBe(true);
});

test('B11 a flood of upgrades from one address is refused, and takes nothing from others; it ends with the flood', () => {
  const may = limitUpgrades();
  const taken = Array.from({ length: 3_000 }, () => may('flood', 1_000)).filter(Boolean).length;
  expect(taken).toBe(2_000);
  expect(may('other', 1_000)).toBe(true);
  expect(may('flood', 1_000 + LIMITS.helloMs)).toBe(true);
  for (let n = 0; n < 10_001; n++) may(`address ${n}`, 2_000);
  expect(may('flood', 2_000)).toBe(true);
});
