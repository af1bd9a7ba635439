import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSealing } from '../../packages/server/src/secrets/sealing.js';
import { sqliteStore } from '../../packages/server/src/store/sqlite.js';
import { account } from '../../packages/server/src/store/contract/examples.js';
import { sightline } from './sightline.js';

test('L11 after a rotation the first key alone opens the secrets, and the one before opens nothing', async () => {
  const data = mkdtempSync(join(tmpdir(), 'sightline-rotate-'));
  try {
    const file = join(data, 'a.db');
    const store = await sqliteStore(file);
    await store.putAccount(account);
    const busy = await sightline(['secrets', 'rotate'], { DATABASE_URL: `file:${file}` });
    expect(busy).toMatchObject({ status: 1, stderr: expect.stringContaining(`in use by process ${process.pid}`) });
    await store.stop();
    const before = readFileSync(join(data, 'secrets.key'), 'utf8').trim();
    const key = randomBytes(32);
    const env = { DATABASE_URL: `file:${file}`, SECRETS_KEY: key.toString('hex') };
    expect(await sightline(['secrets', 'rotate'], env)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('SECRETS_KEY does not'),
    });
    const both = { ...env, SECRETS_KEY: `${env.SECRETS_KEY},${before}` };
    const count = account.sdkSecrets.length + account.apiSecrets.length;
    expect(await sightline(['secrets', 'rotate', '--json'], both)).toMatchObject({ status: 0, stdout: `{"resealed":${count}}\n` });
    expect(await sightline(['secrets', 'rotate', '--json'], env)).toMatchObject({ status: 0, stdout: '{"resealed":0}\n' });
    await expect(sqliteStore(file)).rejects.toThrow('SECRETS_KEY does not open');
    const after = await sqliteStore(file, createSealing([key]));
    expect(await after.accountById(account.id)).toMatchObject({ sdkSecrets: account.sdkSecrets, apiSecrets: account.apiSecrets });
    await after.stop();
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});
