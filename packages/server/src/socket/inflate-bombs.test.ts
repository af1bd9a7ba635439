import { FrameFlag, FrameKind, LIMITS, writeFrame } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bomb, openRaw } from '../testing/raw-socket.js';
import { type TestService, testService } from '../testing/test-service.js';

const KEY = FrameFlag.Key | FrameFlag.KeyEnd;
const EIGHT_MB = 8 * 1024 * 1024;
const EVERY_MS = 1000 / 60;
const MEASURED = 120;

let service: TestService;
beforeEach(async () => {
  service = await testService();
});
afterEach(() => service.stop());

/** What becomes of a socket that sends these frames: the row it is told, and how it ends. */
async function sent(...frames: Buffer[]): Promise<string> {
  const socket = await openRaw(service.server.port);
  let heard = '';
  socket.on('data', (data: Buffer) => (heard += data.toString('latin1')));
  const closed = new Promise((done) => socket.once('close', done));
  for (const frame of frames) socket.write(frame);
  await closed;
  return /"cause":"(\w+)"/.exec(heard)?.[1] ?? 'nothing';
}

/** Milliseconds a live session's frames take, one after the other, while something else goes on. */
async function latency(): Promise<{ median: number; most: number }> {
  const customer = await service.customer({ userId: 'live' });
  const agent = await service.agent(customer.seat.pinCode, 'watches');
  await customer.client.next('keyframe');
  const times: number[] = [];
  // Such as a browser sends: compressed, since it has more than a few bytes.
  const body = 'a change of the page '.repeat(100);
  for (let number = 0; number < MEASURED; number++) {
    const begun = performance.now();
    customer.client.frame({ number, flags: number === 0 ? KEY : 0 }, body);
    await agent.client.nextFrame();
    times.push(performance.now() - begun);
    await new Promise((next) => setTimeout(next, 10));
  }
  customer.client.send({ t: 'end' });
  times.sort((a, b) => a - b);
  return { median: times[MEASURED / 2] ?? 0, most: times.at(-3) ?? 0 };
}

test('B13 before it is known who it is nothing is inflated past one message, in one piece or in many', async () => {
  expect(await sent(bomb(EIGHT_MB))).toBe('invalid_argument');
  const piece = LIMITS.messageBytes / 4;
  const pieces = Array.from({ length: 8 }, (_, n) => bomb(piece, { first: n === 0, last: false }));
  expect(await sent(...pieces)).toBe('invalid_argument');
  // Control: what is under the bound is inflated, and found to be no hello.
  expect(await sent(bomb(1_000))).toBe('invalid_argument');
});

test('B13 bombs before a hello delay nobody: 60 a second of 8 kB that would be 8 MB', async () => {
  const calm = await latency();
  let told = 0;
  const work: Promise<void>[] = [];
  const packed = bomb(EIGHT_MB);
  const attack = setInterval(() => work.push(sent(packed).then((row) => void (told += Number(row === 'invalid_argument')))), EVERY_MS);
  const attacked = await latency();
  clearInterval(attack);
  await Promise.all(work);
  expect(work.length).toBeGreaterThan(40);
  expect(told).toBe(work.length);
  expect(attacked.median).toBeLessThan(5 * calm.median + 20);
  expect(attacked.most).toBeLessThan(10 * calm.most + 150);
}, 60_000);

test('B13 bombs of a customer in a session delay his own, and nobody else', async () => {
  const calm = await latency();
  const { client } = await service.customer({ userId: 'bomber' });
  const start = Buffer.from(writeFrame({ kind: FrameKind.Asset, flags: 0, stream: 1, number: 1 }, new Uint8Array()));
  const packed = bomb(EIGHT_MB - 100, { start });
  const wire = (client.ws as unknown as { _socket: { write(data: Buffer): void } })._socket;
  let count = 0;
  const attack = setInterval(() => {
    wire.write(packed);
    count++;
  }, EVERY_MS);
  const attacked = await latency();
  clearInterval(attack);
  expect(count).toBeGreaterThan(40);
  // It is still there: what it sends is no offence by itself.
  expect(client.ws.readyState).toBe(client.ws.OPEN);
  expect(attacked.median).toBeLessThan(5 * calm.median + 40);
  expect(attacked.most).toBeLessThan(10 * calm.most + 300);
  client.cut();
}, 60_000);
