import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteStore } from '../../packages/server/src/store/sqlite.js';
import { changeDatabase } from '../../packages/server/src/testing/change-database.js';
import { type Service, startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf, SITE } from './people.js';
import { sightline } from './sightline.js';
import { startedWith } from './started-with.js';

const ADMIN_TOKEN = 'admin-token-of-the-restore-drill-01234567';
let data: string;
const running: Service[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sightline-backup-'));
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});
const at = (name: string): string => join(data, name);

async function serviceOn(file: string): Promise<Service> {
  const service = await startService({ ...ENVIRONMENT, ADMIN_TOKEN, DATABASE_URL: `file:${file}` });
  running.push(service);
  return service;
}

/** Every file below the folder, by its content. */
const contents = (): string[] =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')} ${statSync(path).mode}`);

test('L3 L5 the drill: a backup taken beside a service with live sessions is restored elsewhere, and they go on there', async () => {
  const first = await serviceOn(at('a.db'));
  const people = peopleOf(first.port);
  const seat = (await people.create()).body;
  const customer = await people.enter('customer', seat);
  const agent = await people.enter('agent', (await people.find(seat.pinCode)).body);
  const lonely = (await people.create()).body;
  // An account whose secrets stand in the database alone.
  const made = await sightline(['account', 'create', '--name', 'Kept', '--sites', SITE, '--json'], {
    SIGHTLINE_URL: first.origin,
    ADMIN_TOKEN,
  });
  const kept = { ...(JSON.parse(made.stdout) as { sdkKey: string; sdkSecret: string }), site: SITE };
  expect(await startedWith(kept, first.port)).toBe(200);

  const taken = await sightline(['backup', at('copy.db')], { DATABASE_URL: `file:${at('a.db')}` });
  expect(taken).toMatchObject({ status: 0, stderr: '' });
  expect(taken.stdout).toContain(`open with ${at('secrets.key')} alone`);
  expect(taken.stdout).toMatch(/2 accounts.* 3 sessions/);
  expect(statSync(at('copy.db')).mode & 0o077).toBe(0);
  customer.client.cut();
  agent.client.cut();
  await first.stop('SIGKILL');

  const elsewhere = { DATABASE_URL: `file:${at('new/b.db')}` };
  const before = contents();
  const locked = await sightline(['restore', at('copy.db')], elsewhere);
  expect(locked).toMatchObject({ status: 1, stderr: expect.stringMatching(/SECRETS_KEY does not open.*--key/) });
  const key = ['--key', at('secrets.key')];
  const checked = await sightline(['restore', '--check', '--json', ...key, at('copy.db')], elsewhere);
  expect(checked).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(checked.stdout)).toMatchObject({ problems: [], behind: [], rows: { accounts: 2, sessions: 3, joins: 2, pins: 3 } });
  expect(contents()).toEqual(before);
  expect(await sightline(['restore', ...key, at('copy.db')], elsewhere)).toMatchObject({ status: 0, stderr: '' });
  for (const name of ['b.db', 'secrets.key']) expect(statSync(at(`new/${name}`)).mode & 0o077).toBe(0);

  const second = await serviceOn(at('new/b.db'));
  const again = peopleOf(second.port);
  const back = await again.enter('customer', { sessionId: seat.sessionId, key: customer.welcome.key });
  expect(back.welcome.pinCode).toBe(seat.pinCode);
  const colleague = await again.enter('agent', { sessionId: seat.sessionId, key: agent.welcome.key });
  expect((await again.enter('customer', lonely)).welcome.pinCode).toBe(lonely.pinCode);
  expect(await startedWith(kept, second.port)).toBe(200);
  expect(await startedWith({ ...kept, sdkSecret: `${kept.sdkSecret}x` }, second.port)).toBe(401);
  back.client.cut();
  colleague.client.cut();
});

test('L3 a backup overwrites nothing and makes no empty copy of nothing; the command of before still makes one', async () => {
  await (await sqliteStore(at('a.db'))).stop();
  const old = (...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../../packages/server/bin/backup.mjs'), ...args], { encoding: 'utf8' });
  expect(old(at('a.db'), at('copy.db'))).toMatchObject({ status: 0, stderr: '' });
  expect(old(at('a.db'), at('copy.db'))).toMatchObject({ status: 1, stderr: `sightline: ${at('copy.db')} exists already\n` });
  expect(old(at('none'), at('other')).status).toBe(1);
  expect(readdirSync(data).filter((name) => /other|part/.test(name))).toEqual([]);
});

test('L4 what is no whole backup of this service is not put in place, and said why', async () => {
  await (await sqliteStore(at('a.db'))).stop();
  expect((await sightline(['backup', '--database', `file:${at('a.db')}`, at('good.db')])).status).toBe(0);
  const good = readFileSync(at('good.db'));
  const changed = (name: string, sql: string): void => {
    writeFileSync(at(name), good);
    changeDatabase(at(name), sql);
  };
  // The end of a page that is in use, as a bad disk leaves it.
  const torn = Buffer.from(good);
  torn.fill(0x5a, 4096 + 4, 4096 + 400);
  writeFileSync(at('torn.db'), torn);
  writeFileSync(at('text.db'), 'no database'.repeat(1_000));
  writeFileSync(at('short.db'), good.subarray(0, good.length / 2));
  writeFileSync(at('log.db'), good);
  writeFileSync(at('log.db-wal'), 'something');
  changed('newer.db', "insert into kysely_migration values ('900_of_later', '2030')");
  changed('other.db', 'drop table kysely_migration');
  const before = contents();
  for (const [name, why] of [
    ['torn.db', 'it is damaged'],
    ['text.db', 'it cannot be read'],
    ['short.db', /it is damaged|it cannot be read/],
    ['log.db', 'no backup'],
    ['newer.db', 'a newer version made it: this one does not know 900_of_later'],
    ['other.db', 'it is no database of this service'],
    ['none.db', 'does not exist'],
  ] as const)
    for (const how of [['--check'], []]) {
      const { status, stderr } = await sightline(['restore', ...how, at(name), '--database', `file:${at('there.db')}`]);
      expect({ name, status }).toEqual({ name, status: 1 });
      expect(stderr).toMatch(why);
    }
  expect(contents()).toEqual(before);
});

test('L5 a backup is not put where a database or the log of one is, nor where a service runs', async () => {
  const service = await serviceOn(at('a.db'));
  const to = (name: string) => sightline(['restore', at('copy.db'), '--database', `file:${at(name)}`]);
  expect((await sightline(['backup', '--database', `file:${at('a.db')}`, at('copy.db')])).status).toBe(0);
  // Its files moved away under its feet.
  for (const end of ['', '-wal', '-shm']) renameSync(at(`a.db${end}`), at(`moved.db${end}`));
  expect(await to('a.db')).toMatchObject({ status: 1, stderr: expect.stringContaining(`in use by process ${service.pid}`) });
  await service.stop('SIGKILL');
  expect(await to('moved.db')).toMatchObject({ status: 1, stderr: expect.stringContaining('moved.db exists') });
  writeFileSync(at('b.db-wal'), '');
  expect(await to('b.db')).toMatchObject({ status: 1, stderr: expect.stringContaining('b.db-wal exists') });
  expect(await to('a.db')).toMatchObject({ status: 0 });
  expect(readdirSync(data).filter((name) => name.includes('part'))).toEqual([]);
});
