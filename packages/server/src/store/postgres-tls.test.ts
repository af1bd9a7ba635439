import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPostgres } from '../../../../scripts/postgres.mjs';
import { selfSigned } from '../../../../test/e2e/certificate.js';
import { TEST_SEALING } from '../testing/test-database.js';
import { openStore } from './open-store.js';
import { storageFault } from './storage-fault.js';

const MINE = `select bool_and(ssl) as protected from pg_stat_ssl join pg_stat_activity using (pid) where application_name like 'sightline%'`;

test('D37 sslmode: what is encrypted, and who is believed', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-tls-'));
  const server = await startPostgres();
  const { key, cert } = selfSigned(['localhost']);
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, cert);
  const { uid, gid } = statSync(server.data);
  for (const [name, text] of Object.entries({ 'server.crt': cert, 'server.key': key })) {
    const path = join(server.data, name);
    writeFileSync(path, text);
    chmodSync(path, 0o600);
    if (process.getuid?.() === 0) chownSync(path, uid, gid);
  }
  await server.query('alter system set ssl = on');
  await server.query('select pg_reload_conf()');
  await expect.poll(async () => (await server.query('show ssl'))[0]).toEqual({ ssl: 'on' });

  async function way(host: string, query: string): Promise<unknown> {
    const url = `${server.url().replace('127.0.0.1', host)}${query}`;
    try {
      const store = await openStore(url, { sealing: TEST_SEALING });
      await store.ready();
      const [row] = await server.query(MINE);
      await store.stop();
      return row?.protected;
    } catch (error) {
      return storageFault(error, url)?.cause ?? error;
    }
  }
  const unproved = 'the database does not prove who it is as sslmode asks for';
  try {
    expect(await way('127.0.0.1', '')).toBe(false);
    expect(await way('127.0.0.1', '?sslmode=require')).toBe(true);
    expect(await way('localhost', '?sslmode=verify-full')).toBe(unproved);
    expect(await way('localhost', `?sslmode=verify-full&sslrootcert=${ca}`)).toBe(true);
    expect(await way('127.0.0.1', `?sslmode=verify-full&sslrootcert=${ca}`)).toBe(unproved);
    expect(await way('127.0.0.1', `?sslmode=require&sslrootcert=${ca}`)).toBe(true);
    writeFileSync(ca, selfSigned(['localhost']).cert);
    expect(await way('127.0.0.1', `?sslmode=require&sslrootcert=${ca}`)).toBe(unproved);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
