import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createMetrics } from '../observe/metrics.js';
import { createApp } from './app.js';
import { boundConnections } from './bound-connections.js';

const QUICK = { headersMs: 300, requestMs: 600, idleMs: 1_500 };

let app: ReturnType<typeof createApp>;
let port: number;
beforeEach(async () => {
  app = createApp({ log: pino({ level: 'silent' }), metrics: createMetrics(), trusted: () => false, times: QUICK });
  app.post('/take', async () => ({ taken: true }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
});
afterEach(() => app.close());

/** Sends `head`, then `drip` every 50 ms, until the service hangs up; what it said. */
async function slowly(head: string, drip: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  socket.on('data', (part) => {
    heard += part.toString();
  });
  socket.on('error', () => {});
  socket.write(head);
  const timer = setInterval(() => drip && socket.write(drip), 50);
  await once(socket, 'close');
  clearInterval(timer);
  return heard;
}

const row = (answer: string): { cause: string } => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as { cause: string };
const POST = 'POST /take HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

test.each([
  ['headers that never end', `${POST}X-A: `, 'a', 408],
  ['a body that never ends', `${POST}Content-Length: 30000\r\n\r\n`, ' ', 408],
  ['headers over 16 kB', `${POST}X-A: ${'a'.repeat(17_000)}\r\n\r\n`, '', 431],
  ['no HTTP at all', 'HELLO\r\n\r\n', '', 400],
  ['two lengths', `${POST}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, '', 400],
  ['an expectation nobody meets', `${POST}Expect: a-lot\r\nContent-Length: 2\r\n\r\n{}`, '', 417],
])('B9 %s: answered with a row, hung up on', async (_, head, drip, status) => {
  const answer = await slowly(head, drip);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toContain('Access-Control-Allow-Origin: *');
  expect(row(answer)).toMatchObject({ cause: 'invalid_argument' });
});

test.each([
  ['a body that is none', 'POST /%zz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno chunk'],
  ['what follows the last request', 'GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nmore than that'],
])('B9 a request is answered once, whatever becomes of %s', async (_, sent) => {
  const answer = await slowly(sent, '');
  expect(answer.split('HTTP/1.1 ')).toHaveLength(2);
  expect(row(answer)).toMatchObject({ cause: 'invalid_argument' });
});

test('B9 a connection without a word is closed', async () => {
  await slowly('', '');
});

test('B9 a body over 32 kB is refused', async () => {
  const answer = await slowly(`${POST}Connection: close\r\nContent-Length: 40000\r\n\r\n${' '.repeat(40_000)}`, '');
  expect(answer).toContain('HTTP/1.1 413 ');
  expect(row(answer)).toMatchObject({ cause: 'invalid_argument' });
});

test('B10 connections are bounded for one address, not for those who speak for many, and for all', async () => {
  const server = createServer((socket) => void (socket.destroyed || socket.on('error', () => {}).write('in')));
  let exempt = false;
  boundConnections(server, { total: 6, perAddress: 3, plain: 6, exempt: () => exempt });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const open: Socket[] = [];
  const admitted = async (): Promise<boolean> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
    open.push(socket);
    return Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)]);
  };
  for (const expected of [true, true, true, false]) expect(await admitted()).toBe(expected);
  exempt = true;
  for (const expected of [true, true, true, false]) expect(await admitted()).toBe(expected);
  exempt = false;
  open[0]?.destroy();
  await once(open[0]!, 'close');
  open[4]?.destroy();
  await once(open[4]!, 'close');
  let again = await admitted();
  for (let tries = 0; !again && tries < 50; tries++) again = await admitted();
  expect(again).toBe(true);
  for (const socket of open) socket.destroy();
  server.close();
});

test('B10 one network’s connections keep nobody out: its oldest goes for a new one', async () => {
  const server = createServer((socket) => void socket.on('error', () => {}).write('in'));
  boundConnections(server, { total: 100, perAddress: 4, plain: 12, exempt: () => false });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const open: Socket[] = [];
  const from = async (localAddress: string): Promise<Socket> => {
    const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', localAddress }).on('error', () => {});
    open.push(socket);
    await once(socket, 'data');
    return socket;
  };
  const flood: Socket[] = [];
  for (let n = 0; n < 12; n++) flood.push(await from(`127.9.9.${1 + (n % 4)}`));
  const gone = once(flood[0] as Socket, 'close');
  const honest = await from('127.7.7.7');
  await gone;
  expect([honest.destroyed, ...flood.map((socket) => socket.destroyed)].filter(Boolean)).toHaveLength(1);
  for (const socket of open) socket.destroy();
  server.close();
});
