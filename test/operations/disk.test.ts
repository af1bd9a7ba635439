import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FrameFlag } from '@sightline/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SERVICE } from '../../scripts/node-bundle.mjs';
import { type Service, startService } from '../e2e/service.js';
import { ENVIRONMENT, peopleOf } from './people.js';

let data: string;
let file: string;
const running: Service[] = [];
const start = async (): Promise<Service> => {
  const service = await startService({ ...ENVIRONMENT, DATABASE_URL: `file:${file}` });
  running.push(service);
  return service;
};
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'sightline-disk-'));
  file = join(data, 'a.db');
});
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

/** A page in the log of the database, with its head. */
const PAGE_BYTES = 4_096 + 24;

const lines = (service: Service): { level: number; msg: string }[] =>
  service
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));

test('D18 no room while sessions run: the cause comes first in the log, readiness tells it, sessions go on; with room all is well', {
  timeout: 90_000,
}, async () => {
  const service = await start();
  const people = peopleOf(service.port);
  const seat = (await people.create()).body;
  const customer = await people.enter('customer', seat);
  const agent = await people.enter('agent', (await people.find(seat.pinCode)).body);
  await customer.client.next('keyframe');

  // What grows is the log of the database: the system lets this process write a few pages more, and no byte beyond. That is
  // enough for something small, and too little for the opening of a session.
  const limit = (bytes: string) => execFileSync('prlimit', ['--pid', String(service.pid), `--fsize=${bytes}:`]);
  limit(String(statSync(`${file}-wal`).size + 3 * PAGE_BYTES));
  expect(await people.create()).toMatchObject({ status: 500, body: { code: 9999, cause: 'service_error', retryable: true } });
  expect(await people.create()).toMatchObject({ status: 500 });
  const ready = async (): Promise<unknown[]> => {
    const answer = await fetch(`${service.origin}/readyz`);
    return [answer.status, await answer.json()];
  };
  // One answer serves everyone for a second.
  await expect.poll(ready).toEqual([503, { status: 'the disk does not take what is written' }]);
  expect(lines(service).find(({ level }) => level >= 50)).toMatchObject({
    msg: 'nothing can be kept: the disk does not take what is written',
    path: file,
    setting: 'DATABASE_URL',
    remedy: expect.stringContaining('ulimit'),
  });
  expect(service.log()).not.toContain('cannot rollback');
  expect((await fetch(`${service.origin}/healthz`)).status).toBe(200);

  customer.client.frame({ flags: FrameFlag.Key | FrameFlag.KeyEnd }, 'meanwhile');
  expect((await agent.client.nextFrame()).text).toBe('meanwhile');
  // What cannot be kept now is kept later: the agent's leaving, the session's end.
  agent.client.send({ t: 'leave' });
  await customer.client.next('agent_left');

  limit('unlimited');
  await expect.poll(() => people.ready(), { timeout: 20_000 }).toBe(200);
  expect(lines(service).filter(({ msg }) => /kept again/.test(msg))).toHaveLength(1);
  expect((await people.create()).status).toBe(200);
  customer.client.send({ t: 'end' });
  await customer.client.next('ended');
  expect(lines(service).filter(({ msg }) => msg.startsWith('nothing can be kept'))).toHaveLength(1);
});

test('D17 a second process on the same file does not start and names the first; a killed one leaves no lock', {
  timeout: 90_000,
}, async () => {
  const first = await start();
  const people = peopleOf(first.port);
  const customer = await people.enter('customer', (await people.create()).body);
  const second = await start().catch((error: Error) => error.message);
  expect(second).toMatch(/^exited with 1:/);
  expect(second).toContain(`${file} (DATABASE_URL) is in use by process ${first.pid} on ${hostname()} since ${new Date().getFullYear()}-`);
  expect((await people.create()).status).toBe(200);
  await customer.client.settle();
  customer.client.cut();
  await first.stop('SIGKILL');
  const third = await start();
  expect((await peopleOf(third.port).create()).status).toBe(200);
});

/** Ends with what a start on this file prints. Root, too, may then only write what its files let it. */
function printedBy(databaseUrl: string): string {
  const plain: [string, ...string[]] = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : ['env'];
  const [command, ...args] = [plain[0], ...plain.slice(1), process.execPath, SERVICE] as const;
  const env = { PATH: process.env.PATH, PORT: '0', ...ENVIRONMENT, DATABASE_URL: databaseUrl };
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: join(import.meta.dirname, '../..'),
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(status, stdout + stderr).toBe(1);
  return stderr;
}

test('D18 a start that cannot keep anything says why, where and what to do', () => {
  mkdirSync(join(data, 'folder'));
  chmodSync(join(data, 'folder'), 0o555);
  writeFileSync(join(data, 'text'), 'no database'.repeat(1_000));
  writeFileSync(join(data, 'locked'), '');
  chmodSync(join(data, 'locked'), 0o000);
  for (const [name, cause, remedy] of [
    ['folder/a.db', 'this user may not write where it is kept', /folder is of user \d+, mode 555; the service runs as user \d+/],
    ['folder/deeper/a.db', 'this user may not write where it is kept', /give file and folder to the service’s user/],
    ['locked', 'this user may not write where it is kept', /locked is of user \d+, mode 0/],
    ['folder', 'there can be no file of this name', /name a file/],
    ['text/a.db', 'there can be no file of this name', /name a file/],
    ['text', 'the file is damaged or is no database', /backup/],
  ] as const) {
    const said = printedBy(`file:${join(data, name)}`);
    expect(said, name).toContain(`The service did not start: ${join(data, name)} (DATABASE_URL): ${cause}`);
    expect(said, name).toMatch(remedy);
  }
});
