import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { expect, test } from 'vitest';
import { writeNodeBundle } from '../../../../scripts/node-bundle.mjs';
import { TEST_SEALING, testDatabase } from '../testing/test-database.js';
import { copyStore } from './copy-store.js';
import { openStore } from './open-store.js';

const JOINS = 60_000;

test('D23 a copy that is killed goes on where it was when it is called again', { timeout: 120_000 }, async () => {
  const copier = await writeNodeBundle('test/crash/copier.ts', 'test-results/bundles/crash-copier.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'sightline-copy-'));
  const file = join(folder, 'a.db');
  const database = await testDatabase();
  const from = `file:${file}`;
  await (await openStore(from, { sealing: TEST_SEALING })).stop();
  const db = new DatabaseSync(file);
  db.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${JOINS})
    insert into joins select 'c' || i, 's' || (i % 500), 'u', 'U', 'agent', '', i, null from n`);
  db.close();

  const child = spawn(process.execPath, [copier, from, database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('so far')) child.kill('SIGKILL');
  });
  await closed;
  expect(child.signalCode, 'killed while it was copying').toBe('SIGKILL');
  const copied = async () => (await database.query('select count(*)::int as n from joins'))[0]?.n as number;
  const before = await copied();
  expect(before).toBeGreaterThanOrEqual(50_000);
  expect(before).toBeLessThan(JOINS);
  // What is there is not written again: its place in the table stays what it was.
  const places = () => database.query(`select ctid::text, connection_id from joins where connection_id < 'c2' order by 2`);
  const first = await places();

  const { tables } = await copyStore({ from, to: database.url });
  expect(tables).toContainEqual({ table: 'joins', rows: JOINS });
  expect(await copied()).toBe(JOINS);
  expect(await places()).toEqual(first);
  await (await openStore(database.url, { sealing: TEST_SEALING })).stop();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});
