import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICE } from '../../scripts/node-bundle.mjs';
import { startPostgres } from '../../scripts/postgres.mjs';
import { barePostgres, bareSqlite, fillPostgres, fillSqlite, idOf } from '../lib/many-sessions.mjs';
import { interleave } from '../lib/interleave.mjs';
import { runProcess } from '../lib/service.mjs';
import { quantile } from '../lib/stats.mjs';

const DAY_MS = 86_400_000;
/** Requests a sample: its 95th percentile is one figure. */
const REQUESTS = 60;
const SECRET = 'an-api-secret-of-the-bench-0123456789abc';

function token() {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256' })}.${part({ iss: 'bench', exp: Math.floor(Date.now() / 1000) + 86_400 })}`;
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}

function startService(databaseUrl) {
  const env = {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    ALLOWED_SITES: 'https://shop.example',
    SDK_KEY: 'bench',
    SDK_SECRET: SECRET,
    API_KEY: 'bench',
    API_SECRET: SECRET,
    SECRETS_KEY: Buffer.alloc(32, 7).toString('hex'),
    DEMO: '0',
    RATE_REST: 'off',
    LOG_LEVEL: 'silent',
  };
  return runProcess({ args: [SERVICE], env, ready: /Health\s+(http:\S+)\/healthz\n/ });
}

/** A database with so many sessions, the service on it, and one connection past it. */
async function openSqlite(count, now) {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-bench-'));
  const file = join(folder, 'a.db');
  await (await startService(`file:${file}`)).stop();
  fillSqlite(file, count, now);
  const service = await startService(`file:${file}`);
  const bare = bareSqlite(file);
  const stop = async () => {
    await bare.stop();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { origin: service.line[1], bare, stop };
}

async function openPostgres(count, now) {
  const postgres = await startPostgres({ settings: { shared_buffers: '256MB', max_wal_size: '4GB' } });
  const url = `postgres://postgres@127.0.0.1:${postgres.port}/postgres`;
  await (await startService(url)).stop();
  await fillPostgres(url, count, now);
  const service = await startService(url);
  const bare = await barePostgres(url);
  const stop = async () => {
    await bare.stop();
    await service.stop();
    await postgres.stop();
  };
  return { origin: service.line[1], bare, stop };
}

const OPEN = { SQLite: openSqlite, Postgres: openPostgres };

/** The 95th percentile of the milliseconds so many calls take, one after the other. */
async function p95(call) {
  const times = [];
  for (let n = 0; n < REQUESTS; n++) {
    const begun = performance.now();
    await call(n);
    times.push(performance.now() - begun);
  }
  return quantile(times, 0.95);
}

/** Pages anywhere in the half year, by either time, each followed by the next one. */
function pages(origin, now) {
  const headers = { authorization: `Bearer ${token()}` };
  let next = '';
  return async (n) => {
    if (n % 2 === 0) {
      const from = now - Math.floor((30 + Math.random() * 130) * DAY_MS);
      const range = `from=${new Date(from).toISOString()}&to=${new Date(from + 29 * DAY_MS).toISOString()}`;
      next = `${origin}/v2/cobrowsesdk/past_sessions?${range}&time_type=${Math.random() < 0.5 ? 'start_time' : 'end_time'}`;
    }
    const answer = await fetch(next, { headers });
    const page = await answer.json();
    if (page.sessions?.length !== 30)
      throw new Error(`${next} answered ${answer.status} with ${page.sessions?.length} rows: ${page.message}`);
    next += `&next_page_token=${page.next_page_token}`;
  };
}

/** Lines of the REST interface over many sessions; the floor is one bare query by primary key. */
export async function measure({ pairs, sessions: rows, note, lines }) {
  const results = [];
  for (const [name, open] of Object.entries(OPEN)) {
    const line = lines.find((one) => one.includes(name));
    if (!line) continue;
    note(`rest, ${name}, ${rows} sessions`);
    const now = Date.now();
    const { origin, bare, stop } = await open(rows, now);
    try {
      const page = pages(origin, now);
      const how = {
        ours: () => p95(page),
        bare: () =>
          p95(async () => {
            if (!(await bare.find(idOf(1 + Math.floor(Math.random() * rows))))) throw new Error('no such row');
          }),
      };
      const samples = await interleave(['ours', 'bare'], pairs, (who, round) => {
        note(`rest, ${name}, ${who}, ${round}`);
        return how[who]();
      });
      results.push({ line, ours: samples.ours, floor: samples.bare, unit: 'ms' });
    } finally {
      await stop();
    }
  }
  return results;
}
