import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@sightline/server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSealing } from '../../packages/server/src/secrets/sealing.js';
import { writeNodeBundle } from '../../scripts/node-bundle.mjs';
import { startPostgres, type TestPostgres } from '../../scripts/postgres.mjs';
import { seeded } from '../races/delayed-store.js';

const KILLS = process.env.SIGHTLINE_LONG === '1' ? 20 : 5;
/** Each write waits for the disk twice there. */
const SERVER_KILLS = process.env.SIGHTLINE_LONG === '1' ? 10 : 1;
const SEED = Number(process.env.SEED ?? 20_261_122);

let folder: string;
let url: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-crash-'));
  url = `file:${join(folder, 'crash.db')}`;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (): Promise<Store> => openStore(url, { sealing: createSealing([Buffer.alloc(32, 7)]) });

const writer = await writeNodeBundle('test/crash/writer.ts', 'test-results/bundles/crash-writer.mjs');
const write = (mode: string): ChildProcess => spawn(process.execPath, [writer, url, mode], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Kills the writer once it has confirmed so many writes; what it confirmed until its end. */
async function confirmedUntilKilled(mode: string, after: number): Promise<string[]> {
  const child = write(mode);
  const closed = once(child, 'close');
  let text = '';
  let seen = 0;
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    seen += chunk.toString().split('\n').length - 1;
    if (seen >= after) child.kill('SIGKILL');
  });
  await closed;
  expect(child.signalCode, 'killed while it was writing').toBe('SIGKILL');
  // Without the piece of a line it died in.
  return text.split('\n').slice(0, -1);
}

/** Confirmed writes that are not in the store. */
async function missing(store: Store, confirmed: readonly string[]): Promise<string[]> {
  const lost: string[] = [];
  let charged = 0;
  const ended = new Set(confirmed.filter((line) => line.startsWith('ended')).map((line) => line.split(' ')[1]));
  for (const line of confirmed) {
    const [what, n = ''] = line.split(' ');
    const session = await store.session(`s${n}`);
    const joins = await store.joins(`s${n}`);
    const holder = await store.findPin('key', `P${n}`);
    if (what === 'charged') charged++;
    const kept =
      what === 'opened'
        ? session !== undefined && (holder === `s${n}` || session.endedAt !== undefined)
        : what === 'joined'
          ? joins.length === 1 && session?.state !== 'opened' && (!ended.has(n) || joins[0]?.leftAt !== undefined)
          : what !== 'ended' || (session?.endedAt === Number(n) + 1 && holder === undefined);
    if (!kept) lost.push(line);
  }
  const plan = (await store.account('key'))?.plan;
  const used = plan?.kind === 'trial' ? plan.used : -1;
  if (used < charged || used > charged + 1) lost.push(`${charged} minutes charged, ${used} kept`);
  return lost;
}

test(`D11 kill -9 in the middle of 1,000 writes, ${KILLS} times: nothing confirmed is lost (seed ${SEED})`, {
  timeout: 240_000,
}, async () => {
  const random = seeded(SEED);
  for (let kill = 0; kill < KILLS; kill++) {
    const after = 1 + Math.floor(random() * 900);
    const confirmed = await confirmedUntilKilled('', after);
    const store = await open();
    expect(await missing(store, confirmed), `kill ${kill} of seed ${SEED}, after ${after} writes`).toEqual([]);
    await store.ready();
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('D11 the check finds a store that confirms before it has written', { timeout: 60_000 }, async () => {
  const confirmed = await confirmedUntilKilled('early', 200);
  const store = await open();
  expect(await missing(store, confirmed)).not.toEqual([]);
  await store.stop();
});

test(`D11 postgres: the service, or Postgres itself, killed in the middle of 1,000 writes: nothing confirmed is lost (seed ${SEED})`, {
  timeout: 240_000,
}, async () => {
  const random = seeded(SEED);
  const server = await startPostgres({ durable: true });
  try {
    for (let kill = 0; kill < SERVER_KILLS; kill++) {
      await server.query(`create database crash${kill}`);
      url = server.url(`crash${kill}`);
      const after = 1 + Math.floor(random() * 900);
      const confirmed = await confirmedUntilKilled('', after);
      const store = await open();
      expect(await missing(store, confirmed), `the writer, kill ${kill} of seed ${SEED}, after ${after} writes`).toEqual([]);
      await store.stop();

      await server.query(`create database lost${kill}`);
      url = server.url(`lost${kill}`);
      const when = 100 + Math.floor(random() * 500);
      const { lines, before } = await confirmedWhileServerDies(server, when);
      const again = await open();
      expect(await missing(again, lines), `the server, kill ${kill} of seed ${SEED}, after ${when} writes`).toEqual([]);
      // It died while there was more to write, which was written afterwards: at once where the store itself tried again.
      expect(before).toBeLessThan(1_000);
      expect(lines.length).toBeGreaterThan(before);
      await again.ready();
      await again.stop();
    }
  } finally {
    await server.stop();
  }
});

/** The writer writes on while Postgres is killed and started again, until a thousand writes are confirmed; how many were when it was dead. */
async function confirmedWhileServerDies(server: TestPostgres, when: number): Promise<{ lines: string[]; before: number }> {
  const child = write('patient');
  const closed = once(child, 'close');
  let text = '';
  const confirmed = (): string[] =>
    text
      .split('\n')
      .slice(0, -1)
      .filter((line) => !line.startsWith('failed'));
  let kill: Promise<void> | undefined;
  let before = Number.POSITIVE_INFINITY;
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    const count = confirmed().length;
    if (count >= when)
      kill ??= server.kill().then(() => {
        before = confirmed().length;
        return server.start();
      });
    if (count >= 1_000) child.kill('SIGKILL');
  });
  await closed;
  await kill;
  return { lines: confirmed(), before };
}
