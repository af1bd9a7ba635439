import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@sightline/server';
import { afterEach, expect, test } from 'vitest';
import { TEST_SEALING, testDatabase } from '../../packages/server/src/testing/test-database.js';
import { accept, type Answering, hang, refuse, testReceiver } from '../../packages/server/src/testing/test-receiver.js';
import { endpoint, firsts, happen, outbox } from '../../packages/server/src/testing/webhook-sessions.js';
import { writeNodeBundle } from '../../scripts/node-bundle.mjs';

const SEED = Number(process.env.SEED ?? 20_261_201);
const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await gone;
}

test('W32 kill -9 of the service amid 1,000 deliveries loses none and reorders none within a session', { timeout: 120_000 }, async () => {
  const service = await writeNodeBundle('packages/server/src/main.ts', 'test-results/bundles/webhooks/service.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'sightline-webhooks-'));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const DATABASE_URL = `file:${join(folder, 'a.db')}`;
  const receiver = await testReceiver();
  stops.push(receiver.stop);
  const filled = await openStore(DATABASE_URL);
  await endpoint(filled, { id: 'a', accountId: 'one', url: receiver.url() });
  let count = 0;
  for (let n = 0; n < 100; n++) count += await happen(filled, `s${n}`, 3);
  expect(count).toBe(1_000);
  await filled.stop();

  const start = (): ChildProcess => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, DATABASE_URL, DEMO: '1', PORT: '0', LOG_LEVEL: 'silent' };
    const child = spawn(process.execPath, [service], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    stops.push(() => kill(child));
    return child;
  };
  const ids = (): number => [...firsts(receiver.received).values()].flat().length;
  const first = start();
  // Killed with requests of which nobody knows yet that they have arrived.
  await new Promise<void>((resolve) => {
    receiver.answering = (one, response, socket) => {
      if (receiver.received.length < 400) accept(one, response, socket);
      else resolve();
    };
  });
  await kill(first);
  expect(ids()).toBeLessThan(500);
  receiver.answering = accept;
  const second = start();
  await expect.poll(ids, { timeout: 60_000 }).toBe(1_000);
  const stopped = once(second, 'exit');
  second.kill('SIGTERM');
  await stopped;

  const after = await openStore(DATABASE_URL);
  stops.push(after.stop);
  expect(await after.pendingDeliveries()).toEqual({ count: 0, oldestAt: undefined });
  expect(firsts(receiver.received)).toEqual(await outbox(after));
  // What was in the air came again, by the same name.
  expect(receiver.received.length).toBeGreaterThan(1_000);
});

test(`W32 two processes send from one Postgres, one is killed, the receiver fails now and then: all arrive, in order (seed ${SEED})`, async () => {
  const sender = await writeNodeBundle('packages/server/src/testing/webhook-sender.ts', 'test-results/bundles/webhook-sender.mjs');
  let state = SEED;
  const draw = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const moods: readonly Answering[] = [refuse, hang, (_received, _response, socket) => void socket.destroy()];
  const receiver = await testReceiver((one, response, socket) =>
    (draw() < 0.1 ? (moods[Math.floor(draw() * moods.length)] ?? accept) : accept)(one, response, socket),
  );
  stops.push(receiver.stop);
  const database = await testDatabase();
  stops.push(database.stop);
  const store: Store = await openStore(database.url, { sealing: TEST_SEALING });
  stops.push(store.stop);
  await endpoint(store, { id: 'a', accountId: 'one', url: receiver.url() });
  let count = 0;
  for (let n = 0; n < 20; n++) count += await happen(store, `before ${n}`, 3);
  const children = Array.from({ length: 2 }, () => {
    const child = spawn(process.execPath, [sender, database.url], { stdio: ['ignore', 'inherit', 'inherit'] });
    stops.push(() => kill(child));
    return child;
  });
  for (let n = 0; n < 20; n++) {
    count += await happen(store, `while ${n}`, 3);
    if (n === 10 && children[0]) await kill(children[0]);
    if (n === 10) {
      const third = spawn(process.execPath, [sender, database.url], { stdio: ['ignore', 'inherit', 'inherit'] });
      stops.push(() => kill(third));
    }
  }
  await expect.poll(async () => (await store.pendingDeliveries()).count, { timeout: 50_000 }).toBe(0);
  const first = firsts(receiver.received);
  expect(first).toEqual(await outbox(store));
  expect([...first.values()].flat()).toHaveLength(count);
  expect(receiver.received.length).toBeGreaterThan(count);
});
