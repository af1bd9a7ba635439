import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type Answering, testReceiver } from '../testing/test-receiver.js';
import { createAddressRules, parsePrivateHosts } from './address-rules.js';
import { postFault } from './post-fault.js';
import { createPoster } from './post-json.js';

const DEADLINE_MS = 400;
const rules = createAddressRules({ demo: true, privateHosts: parsePrivateHosts('') });
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function setup(answering?: Answering, over = rules) {
  const receiver = await testReceiver(answering);
  const poster = createPoster({ rules: over, deadlineMs: DEADLINE_MS });
  stops.push(poster.stop, receiver.stop);
  const never = new AbortController().signal;
  const post = (url = receiver.url(), body = '{"event":"x"}') => poster.post({ url, body, headers: { 'x-one': '1' } }, never);
  return { receiver, poster, post, fault: (url?: string) => post(url).then(({ status }) => `status ${status}`, postFault) };
}

test('W27 what is posted is what was given, in one request, on a connection that is used again', async () => {
  const { receiver, post } = await setup();
  expect(await post()).toMatchObject({ status: 200, body: Buffer.from('thanks') });
  await post(undefined, '{"event":"ü"}');
  expect(receiver.received.map(({ body }) => body)).toEqual(['{"event":"x"}', '{"event":"ü"}']);
  expect(receiver.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Sightline', 'x-one': '1' });
  expect(receiver.connections()).toBe(1);
});

test('W28 a receiver that hangs, or answers byte by byte, has its time and no more', async () => {
  const { receiver, fault } = await setup(() => {});
  const began = performance.now();
  expect(await fault()).toBe('no whole answer in time');
  let timer: NodeJS.Timeout | undefined;
  receiver.answering = (_received, response) => {
    response.writeHead(200);
    timer = setInterval(() => response.write('.'), 20);
  };
  expect(await fault()).toBe('no whole answer in time');
  clearInterval(timer);
  expect(performance.now() - began).toBeLessThan(10 * DEADLINE_MS);
});

test('W28 a receiver that lies about the length, breaks off, talks nonsense or is not there has not answered', async () => {
  const { receiver, fault } = await setup();
  receiver.answering = (_received, response, socket) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('too short');
    setImmediate(() => socket.destroy());
  };
  expect(await fault()).toMatch(/^ECONNRESET$|broke off/);
  receiver.answering = (_received, _response, socket) => void socket.destroy();
  expect(await fault()).toBe('ECONNRESET');
  receiver.answering = (_received, _response, socket) => void socket.end('I am no server of HTTP\r\n\r\n');
  expect(await fault()).toMatch(/^HPE_/);
  receiver.answering = (_received, response) => {
    response.writeHead(200, { 'content-length': '2' });
    response.end('ok');
    response.socket?.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
  };
  expect(await fault()).toBe('status 200');
  receiver.answering = (_received, response) => void response.writeHead(503).end();
  expect(await fault()).toBe('status 503');
  await receiver.stop();
  expect(await fault()).toBe('ECONNREFUSED');
});

test('W28 a redirect is not followed', async () => {
  const elsewhere = await testReceiver();
  stops.push(elsewhere.stop);
  const { fault } = await setup((_received, response) => void response.writeHead(307, { location: elsewhere.url() }).end());
  expect(await fault()).toBe('status 307');
  expect(elsewhere.received).toEqual([]);
});

test('W28 of an answer without end 64 kB are read', async () => {
  let sent = 0;
  const { post } = await setup((_received, response, socket) => {
    response.writeHead(200);
    const more = (): void => {
      while (!socket.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
      if (!socket.destroyed) response.once('drain', more);
    };
    more();
  });
  const { status, body } = await post();
  expect(status).toBe(200);
  expect(body).toHaveLength(65_536);
  expect(sent).toBeLessThan(20_000_000);
});

test('W28 a connection that rested and is closed in the moment it is used again costs no try', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      seen.push('answered');
      response.end();
    });
  });
  server.on('connection', (socket) => {
    let bytes = 0;
    socket.on('data', () => {
      // The second request on one connection: it is gone before it was read.
      if (bytes++ > 0) socket.resetAndDestroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => server.close());
  const { post } = await setup();
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (let n = 0; n < 4; n++) expect((await post(url, `{"event":"${n}"}`)).status).toBe(200);
  expect(seen.length).toBeGreaterThanOrEqual(4);
});

test('W29 only https, only the open internet: by name, number and what a name leads to', async () => {
  const strict = createAddressRules({ demo: false, privateHosts: parsePrivateHosts('') });
  const { receiver, fault } = await setup(undefined, strict);
  expect(await fault()).toBe('must begin with https://');
  for (const host of ['127.0.0.1', '[::1]', 'localhost', '10.0.0.1', '169.254.169.254', '[::ffff:10.0.0.1]', '2130706433'])
    expect(await fault(`https://${host}:${receiver.port}/`), host).toBe('not a public address');
  expect(receiver.connections()).toBe(0);
  // In a demo this machine is a receiver, others are not.
  const demo = await setup();
  expect(await demo.fault()).toBe('status 200');
  expect(await demo.fault('http://10.0.0.1/')).toBe('must begin with https://');
  expect(await demo.fault('https://10.0.0.1/')).toBe('not a public address');
});

test('W29 private places the operator lists are open, by name or by network', () => {
  const listed = createAddressRules({ demo: false, privateHosts: parsePrivateHosts('hooks.internal, 10.1.0.0/16 fd00::/8,192.168.7.7') });
  const allows = (host: string, address: string) => listed.allows(host)(address);
  expect(allows('hooks.internal', '172.16.0.1')).toBe(true);
  expect(allows('HOOKS.internal', '127.0.0.1')).toBe(true);
  expect(allows('other.internal', '172.16.0.1')).toBe(false);
  expect(allows('any.example', '10.1.2.3')).toBe(true);
  expect(allows('any.example', '::ffff:10.1.2.3')).toBe(true);
  expect(allows('any.example', '10.2.2.3')).toBe(false);
  expect(allows('any.example', 'fd12::1')).toBe(true);
  expect(allows('any.example', '192.168.7.7')).toBe(true);
  expect(allows('any.example', '192.168.7.8')).toBe(false);
  expect(allows('any.example', '93.184.216.34')).toBe(true);
  expect(listed.urlFault('http://hooks.internal/')).toBe('must begin with https://');
  for (const [url, fault] of [
    ['https://hooks.internal/in?x=1', undefined],
    ['https://hooks.example:8443/', undefined],
    ['https://hooks.example:22/', 'must have a port of the web'],
    ['https://u:p@hooks.example/', 'must hold no user name and no password'],
    ['https://hooks.example/#x', 'must hold no fragment'],
    ['ftp://hooks.example/', 'must begin with https://'],
    ['hooks.example', 'must be an absolute URL of at most 2,000 characters'],
    [`https://hooks.example/${'x'.repeat(2_000)}`, 'must be an absolute URL of at most 2,000 characters'],
  ] as const)
    expect(listed.urlFault(url), url).toBe(fault);
  for (const wrong of ['10.0.0.0/40', 'a b/c', 'https://x.example', '-x']) expect(() => parsePrivateHosts(wrong), wrong).toThrow();
});
