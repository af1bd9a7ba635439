import { FrameFlag } from '@sightline/protocol';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startPostgres, type TestPostgres } from '../../../../scripts/postgres.mjs';
import { type TestService, testService } from '../testing/test-service.js';

/** A call is tried again by the client after 3 s: an answer has to come before. */
const BOUND_MS = 3_000;
const BACK_MS = 20_000;

let postgres: TestPostgres;
let service: TestService;
let log: { level: number; msg: string; remedy?: string; path?: string }[];
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
afterEach(() => service.stop());

async function start(database: string): Promise<void> {
  await postgres.query(`create database ${database}`);
  log = [];
  const lines = pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line)) });
  service = await testService({ DATABASE_URL: postgres.url(database), SECRETS_KEY: '07'.repeat(32) }, lines);
}

const readiness = async (): Promise<unknown> => {
  const answer = await fetch(`${service.server.url}/readyz`);
  return [answer.status, ((await answer.json()) as { status: string }).status];
};

async function inTime<T>(work: Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work;
  expect(performance.now() - began).toBeLessThan(BOUND_MS);
  return result;
}

/** A session that lives, its database taken away and given back; what is promised of it. */
async function playLoss(database: string, lose: () => Promise<void>, giveBack: () => Promise<void>): Promise<void> {
  await start(database);
  const customer = await service.customer();
  const { pinCode, sessionId } = customer.seat;
  const agent = await service.agent(pinCode, 'ada');
  await customer.client.next('keyframe');
  expect(await (await fetch(`${service.server.url}/metrics`)).text()).toMatch(/sightline_database_connections\{of="open"\} [1-9]/);
  await lose();

  const crowd = Array.from({ length: 20 }, (_, n) => service.create({ userId: `u${n}` }));
  const [opened, joined, more] = await inTime(
    Promise.all([service.create({ userId: 'b' }), service.find(pinCode, { userId: 'bob' }), Promise.all(crowd)]),
  );
  expect(opened.body).toMatchObject({ code: 9999, cause: 'service_error', retryable: true });
  expect(joined.body).toMatchObject({ code: 1011, cause: 'join_internal', retryable: true });
  for (const { body } of more) expect(body.cause).toBe('service_error');
  await expect.poll(readiness, { timeout: BACK_MS }).toEqual([503, 'the database does not answer']);

  // Whoever is in it notices nothing, and what happens meanwhile is kept later.
  customer.client.frame({ flags: FrameFlag.Key | FrameFlag.KeyEnd }, 'meanwhile');
  expect((await agent.client.nextFrame()).text).toBe('meanwhile');
  agent.client.send({ t: 'leave' });
  await customer.client.next('agent_left');
  customer.client.send({ t: 'end' });
  await customer.client.next('ended');

  await giveBack();
  await expect.poll(readiness, { timeout: BACK_MS }).toEqual([200, 'ready']);
  const again = await service.create({ userId: 'b' });
  expect(again.status).toBe(200);
  expect((await service.find(again.body.pinCode, { userId: 'bob' })).status).toBe(200);
  const row = async () => (await postgres.query(`select ended_at from sessions where id = '${sessionId}'`, database))[0];
  await expect.poll(row, { timeout: BACK_MS }).toEqual({ ended_at: expect.any(String) });
  const joins = await postgres.query(
    `select user_id, left_at is null as inside from joins where session_id = '${sessionId}' order by 1`,
    database,
  );
  expect(joins).toEqual([
    { user_id: 'ada', inside: false },
    { user_id: 'customer', inside: false },
  ]);
  // Nobody's PIN is held by a session that never was.
  const orphans = async () =>
    postgres.query(`select s.id from sessions s where s.ended_at is null and s.id <> '${again.body.sessionId}'`, database);
  await expect.poll(orphans, { timeout: BACK_MS }).toEqual([]);

  expect(log.filter(({ msg }) => msg === 'nothing can be kept: the database does not answer')).toHaveLength(1);
  expect(log.filter(({ msg }) => msg === 'what has to be kept is kept again')).toHaveLength(1);
  expect(log.find(({ level }) => level >= 50)).toMatchObject({ path: postgres.url(database).replace('postgres@', '') });
}

test('D24 Postgres is killed and started again under a running service', { timeout: 90_000 }, () =>
  playLoss('killed', postgres.kill, postgres.start),
);

test('D24 Postgres is stopped and started again under a running service', { timeout: 90_000 }, () =>
  playLoss('stopped', postgres.halt, postgres.start),
);

test('D24 Postgres answers nothing any more, connected as it is, and then goes on', { timeout: 90_000 }, async () => {
  let frozen: number[] = [];
  const signal = async (name: NodeJS.Signals): Promise<void> => {
    for (const pid of frozen) process.kill(pid, name);
  };
  try {
    await playLoss(
      'frozen',
      async () => {
        // Those that serve the service, and the one that would make new ones.
        const rows = await postgres.query(
          `select pid from pg_stat_activity where datname = 'frozen' and pid <> pg_backend_pid()`,
          'frozen',
        );
        frozen = [...rows.map(({ pid }) => Number(pid)), postgres.pid()];
        await signal('SIGSTOP');
      },
      () => signal('SIGCONT'),
    );
  } finally {
    await signal('SIGCONT').catch(() => {});
  }
});
