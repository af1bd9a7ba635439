import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import pg from 'pg';
import { createPatience } from './patience.js';
import { coded, isLost, lostError, mayComeBack } from './postgres-fault.js';
import { plainText, postgresTypes } from './postgres-values.js';

/** What one call of the store may take from its first statement to its last, waiting for a connection included. */
const CALL_MS = 1_800;
/** Less: where the database answers at all, it says itself that it was too slow. */
const STATEMENT_MS = 1_500;
const CONNECT_MS = 800;
const IDLE_MS = 30_000;
const MOST = 10;

export interface BoundedPool extends PostgresPool {
  /** How many connections there are, and how many calls wait for one. */
  connections(): { open: number; idle: number; waiting: number };
}

export interface BoundedPoolOptions {
  config: pg.ClientConfig;
  /** Asked before each call; throws where nothing may be asked of the database now. */
  check(): void;
  now(): number;
}

type Answer = PostgresQueryResult<unknown>;

/**
 * Connections whose every use ends in time: a call that the database does not answer fails by itself, and its connection is not
 * used again. What cannot have happened is tried on another one while there is time.
 */
export function boundedPool({ config, check, now }: BoundedPoolOptions): BoundedPool {
  const pool = new pg.Pool({
    ...config,
    ...POOL_SETTINGS,
    types: postgresTypes,
  });
  // A connection that breaks while nobody asks anything is replaced when it is needed.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const patiently = createPatience(mayComeBack, now);

  const take = (): Promise<pg.PoolClient> =>
    patiently(async () => {
      check();
      return pool.connect().catch((error: unknown) => {
        throw coded(error);
      });
    });

  async function connect(): Promise<PostgresPoolClient> {
    const until = now() + CALL_MS;
    let client = await take();
    let fresh = true;
    let broken: unknown;

    async function ask(text: string, values: readonly unknown[]): Promise<Answer> {
      try {
        return (await within(client.query(text, values.map(plainText)), until - now())) as Answer;
      } catch (error) {
        const known = coded(error);
        if (isLost(known)) broken = known;
        throw known;
      }
    }

    async function query(text: string, values: readonly unknown[]): Promise<Answer> {
      // Gone with its connection; kysely would hide by its failure why.
      if (broken !== undefined && text === 'rollback') return NOTHING;
      if (broken !== undefined) throw broken;
      const first = fresh;
      fresh = false;
      try {
        return await ask(text, values);
      } catch (error) {
        if (broken === undefined || !first || !HARMLESS.test(text) || now() >= until) throw error;
        client.release(true);
        // Where none is to be had, the one that is gone is not given back twice.
        client = await take().catch((none: unknown) => {
          client = RELEASED;
          throw none;
        });
        broken = undefined;
        return ask(text, values);
      }
    }

    return {
      query: query as unknown as PostgresPoolClient['query'],
      release: () => client.release(broken !== undefined),
    };
  }

  return {
    connect,
    end: () => pool.end(),
    connections: () => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  };
}

const POOL_SETTINGS = {
  max: MOST,
  connectionTimeoutMillis: CONNECT_MS,
  idleTimeoutMillis: IDLE_MS,
  keepAlive: true,
  // What nobody waits for any more shall not hold rows either.
  statement_timeout: STATEMENT_MS,
  lock_timeout: STATEMENT_MS,
  idle_in_transaction_session_timeout: 2 * CALL_MS,
} as const;

/** What changes nothing, and begins what is to be done: to ask it twice is to ask it once. */
const HARMLESS = /^(?:begin$|start transaction\b|select\b(?!.*\bfor update\b))/s;
const NOTHING: Answer = { command: 'SELECT', rowCount: 0, rows: [] };
const RELEASED = { release: () => {}, query: () => Promise.reject(lostError()) } as unknown as pg.PoolClient;

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(lostError()), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
