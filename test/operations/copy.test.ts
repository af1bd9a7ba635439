import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyFileOf, readKeyFile } from '../../packages/server/src/secrets/key-file.js';
import { createSealing } from '../../packages/server/src/secrets/sealing.js';
import { account, present, session } from '../../packages/server/src/store/contract/examples.js';
import { openStore } from '../../packages/server/src/store/open-store.js';
import { testDatabase } from '../../packages/server/src/testing/test-database.js';
import { sightline } from './sightline.js';

test('L14 copy takes everything from a file to Postgres, beside nobody, and fills nothing that is filled', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-copy-'));
  const database = await testDatabase();
  try {
    const file = join(folder, 'a.db');
    const store = await openStore(`file:${file}`);
    await store.putAccount(account);
    await store.openSession(session('s'));
    await store.saveSession({ record: session('s'), present: [present('c', 'customer')], at: 6 });
    const busy = await sightline(['copy', `file:${file}`, database.url]);
    expect(busy).toMatchObject({ status: 1, stderr: expect.stringContaining(`in use by process ${process.pid}`) });
    await store.stop();

    const copied = await sightline(['copy', `file:${file}`, database.url]);
    expect(copied).toMatchObject({ status: 0, stdout: expect.stringMatching(/counts compared[^]*SECRETS_KEY/) });
    // What it has filled is somebody's data from then on.
    const again = await sightline(['copy', `file:${file}`, database.url]);
    expect(again).toMatchObject({ status: 1, stdout: '' });
    const other = await sightline(['copy', '--json', `file:${file}`, `file:${join(folder, 'b.db')}`]);
    const { tables } = JSON.parse(other.stdout) as { tables: { table: string; rows: number }[] };
    expect(tables).toEqual(
      expect.arrayContaining([
        { table: 'joins', rows: 1 },
        { table: 'sessions', rows: 1 },
      ]),
    );

    const there = await openStore(database.url, { sealing: createSealing(readKeyFile(keyFileOf(file))) });
    expect(await there.accountById(account.id)).toEqual(account);
    expect(await there.liveSessions()).toEqual([session('s')]);
    await there.stop();
    expect(await sightline(['copy', `file:${file}`, `file:${file}`])).toMatchObject({ status: 1 });
    expect(await sightline(['copy', `file:${file}`, 'mysql://x'])).toMatchObject({ status: 2, stderr: expect.stringContaining('<to>') });
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
