import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** Which of the two databases it is. Everything is written in the SQL of both; where they differ, by this. */
export type Dialect = 'sqlite' | 'postgres';

export const dialectOf = <T>(db: Kysely<T>): Dialect => (db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite');

export async function hasTable<T>(db: Kysely<T>, name: string): Promise<boolean> {
  const asked =
    dialectOf(db) === 'postgres'
      ? sql`select 1 where to_regclass(${name}) is not null`
      : sql`select 1 from sqlite_master where type = 'table' and name = ${name}`;
  return (await asked.execute(db)).rows.length > 0;
}
