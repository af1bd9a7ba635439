import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { coded, lostError, TAKEN_AWAY } from './postgres-fault.js';

/** One that is just ending lets go within this time. */
const HANDOVER_MS = 1_000;
const HANDOVER_PAUSE_MS = 100;
/** How often it is asked whether the connection that holds it is there, and how long an answer may take. */
const BEAT_MS = 2_000;
const ANSWER_MS = 1_000;
const AGAIN_MS = 300;
/** Of every lock of ours in a database: there is one. */
const KEY = [0x5369_6768, 1] as const;

/**
 * Held by the process as long as its own connection is there: where that is lost, this process stops asking the database anything
 * (within three seconds) before the server lets go of the lock (after eleven), unless the server ends the connection itself.
 */
const SESSION_SETTINGS = {
  tcp_keepalives_idle: 5,
  tcp_keepalives_interval: 2,
  tcp_keepalives_count: 3,
  idle_session_timeout: 0,
  statement_timeout: 0,
};

export type LockLog = Pick<Logger, 'info' | 'warn' | 'error'>;

export interface DatabaseLock {
  /** Throws where this process does not hold the database now. */
  check(): void;
  stop(): Promise<void>;
}

type State = { at: 'held'; client: pg.Client } | { at: 'lost' } | { at: 'taken'; by: string } | { at: 'stopped' };

/**
 * Takes a Postgres database for this process: two would end each other's sessions. Throws, naming the holder, where another process
 * has it. It is an advisory lock: it goes with the process, however that ends. After a lost connection it is taken again, unless
 * another process was first; then this one has lost it for good.
 */
export async function lockDatabase(options: { config: pg.ClientConfig; place: string; log: LockLog }): Promise<DatabaseLock> {
  const { config, place, log } = options;
  const token = randomBytes(6).toString('hex');
  // Postgres keeps 63 characters of it.
  const name = `sightline ${process.pid} on ${hostname().slice(0, 24)} ${token}`;
  let state: State = { at: 'lost' };

  async function open(): Promise<pg.Client> {
    const client = new pg.Client({
      ...config,
      application_name: name,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    });
    client.on('error', () => {});
    try {
      await client.connect();
    } catch (error) {
      void client.end().catch(() => {});
      throw coded(error);
    }
    return client;
  }

  /** Takes it on a connection of its own; else says who has it. */
  async function take(): Promise<pg.Client | { holder: string; mine: boolean }> {
    const client = await open();
    try {
      // Those this version of Postgres has.
      await client.query('select set_config(name, $1::json ->> name, false) from pg_settings where ($1::json ->> name) is not null', [
        JSON.stringify(SESSION_SETTINGS),
      ]);
      if ((await client.query<{ got: boolean }>('select pg_try_advisory_lock($1, $2) as got', [...KEY])).rows[0]?.got) return client;
      const holder = await holderOf(client);
      const mine = holder?.application_name === name;
      // A connection of ours that only the server still believes in.
      if (mine && holder) await client.query('select pg_terminate_backend($1)', [holder.pid]);
      await client.end();
      return { holder: wordsOf(holder), mine };
    } catch (error) {
      void client.end().catch(() => {});
      throw coded(error);
    }
  }

  function hold(client: pg.Client): void {
    const lost = (): void => {
      if (state.at !== 'held' || state.client !== client) return;
      state = { at: 'lost' };
      clearInterval(beat);
      void client.end().catch(() => {});
      log.warn({ path: place }, 'the connection that holds the database is lost');
      void again();
    };
    const beat = setInterval(() => void client.query('select 1').catch(lost), BEAT_MS).unref();
    client.once('error', lost);
    client.once('end', () => {
      clearInterval(beat);
      lost();
    });
    state = { at: 'held', client };
  }

  async function again(): Promise<void> {
    while (state.at === 'lost') {
      const taken = await take().catch(() => undefined);
      // Meanwhile it may have been stopped.
      if ((state as State).at !== 'lost') return void (taken instanceof pg.Client && taken.end().catch(() => {}));
      if (taken instanceof pg.Client) {
        hold(taken);
        log.info({ path: place }, 'the database is held again');
      } else if (taken && !taken.mine) {
        state = { at: 'taken', by: taken.holder };
        log.error(
          { path: place, setting: 'DATABASE_URL', by: taken.holder },
          'another process has taken the database while it did not answer: this one keeps nothing any more. Stop the other one, then start this one again',
        );
      } else await pause(AGAIN_MS, undefined, { ref: false });
    }
  }

  const until = Date.now() + HANDOVER_MS;
  for (;;) {
    const taken = await take();
    if (taken instanceof pg.Client) {
      hold(taken);
      break;
    }
    if (Date.now() >= until)
      throw new Error(`${place} (DATABASE_URL) is in use by ${taken.holder}. Stop that one first, or give this one a database of its own.`);
    await pause(HANDOVER_PAUSE_MS);
  }

  return {
    check() {
      switch (state.at) {
        case 'held':
          return;
        case 'lost':
        case 'stopped':
          throw lostError();
        case 'taken':
          throw Object.assign(new Error(`the database was taken by ${state.by}`), { code: TAKEN_AWAY });
        default:
          state satisfies never;
      }
    },
    async stop() {
      const before = state;
      state = { at: 'stopped' };
      // A server that does not answer does not hear this either.
      if (before.at === 'held') await Promise.race([before.client.end().catch(() => {}), pause(ANSWER_MS, undefined, { ref: false })]);
    },
  };
}

interface Holder {
  pid: number;
  application_name: string | null;
  backend_start: Date | null;
}

async function holderOf(client: pg.Client): Promise<Holder | undefined> {
  const { rows } = await client.query<Holder>(
    `select a.pid, a.application_name, a.backend_start from pg_locks l join pg_stat_activity a on a.pid = l.pid
     where l.locktype = 'advisory' and l.granted and l.classid::bigint = $1 and l.objid::bigint = $2 and l.objsubid = 2
       and l.database = (select oid from pg_database where datname = current_database())`,
    [...KEY],
  );
  return rows[0];
}

/** Another role's connection shows neither its name nor its time. */
function wordsOf(holder: Holder | undefined): string {
  const [, pid, host] = /^sightline (\d+) on (\S+) /.exec(holder?.application_name ?? '') ?? [];
  if (pid === undefined) return 'another process';
  return `process ${pid} on ${host}${holder?.backend_start ? ` since ${holder.backend_start.toISOString()}` : ''}`;
}
