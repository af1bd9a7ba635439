import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { createSealing, KEY_BYTES } from '../secrets/sealing.js';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the run's Postgres is asked for; it is started by the first who asks. */
    postgres: string;
  }
}

/** The keys of a Postgres have to be given. */
export const TEST_SEALING = createSealing([Buffer.alloc(KEY_BYTES, 7)]);

export interface TestDatabase {
  url: string;
  /** As its owner, beside whoever is tested. */
  query(text: string): Promise<Record<string, unknown>[]>;
  /** Removes it, whoever is connected. */
  stop(): Promise<void>;
}

/**
 * An empty database in the Postgres of this test run; with `like` one that holds what another holds, to which nobody may be
 * connected.
 */
export async function testDatabase(like?: TestDatabase): Promise<TestDatabase> {
  const answer = await fetch(inject('postgres'));
  const server = await answer.text();
  if (!answer.ok) throw new Error(server);
  const name = `t_${randomBytes(8).toString('hex')}`;
  const ask = async (database: string, text: string): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: `${server}/${database}` });
    // It is thrown out when the database is removed.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(text)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  await ask('postgres', `create database ${name}${like ? ` template ${like.url.split('/').at(-1)}` : ''}`);
  return {
    url: `${server}/${name}`,
    query: (text) => ask(name, text),
    async stop() {
      await ask('postgres', `drop database if exists ${name} with (force)`);
    },
  };
}
