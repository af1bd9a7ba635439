import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf } from './people.js';

test('a copy taken beside the running service is a whole one: its sessions go on from it', { timeout: 60_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'sightline-backup-'));
  const [file, copy] = [join(data, 'a.db'), join(data, 'copy.db')];
  const first = await startService({ ...ENVIRONMENT, DATABASE_URL: `file:${file}` });
  try {
    const people = peopleOf(first.port);
    const seat = (await people.create()).body;
    const { client, welcome } = await people.enter('customer', seat);
    const backup = (...args: string[]) =>
      spawnSync(process.execPath, [join(import.meta.dirname, '../../packages/server/bin/backup.mjs'), ...args], { encoding: 'utf8' });
    expect(backup(file, copy)).toMatchObject({ status: 0, stderr: '' });
    expect(statSync(copy).mode & 0o077).toBe(0);
    // It overwrites nothing, and makes no empty copy of nothing.
    expect(backup(file, copy)).toMatchObject({ status: 1, stderr: `${copy} exists already\n` });
    expect(backup(join(data, 'none'), join(data, 'other')).status).toBe(1);
    client.cut();
    await first.stop('SIGKILL');

    const second = await startService({ ...ENVIRONMENT, DATABASE_URL: `file:${copy}` });
    try {
      const back = await peopleOf(second.port).enter('customer', { sessionId: seat.sessionId, key: welcome.key });
      expect(back.welcome.pinCode).toBe(seat.pinCode);
      back.client.cut();
    } finally {
      await second.stop('SIGKILL');
    }
  } finally {
    await first.stop('SIGKILL');
    rmSync(data, { recursive: true, force: true });
  }
});
