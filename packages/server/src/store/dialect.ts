import { type Kysely, PostgresAdapter } from 'kysely';

/** Which of the two databases it is. Everything is written in the SQL of both; where they differ, by this. */
export type Dialect = 'sqlite' | 'postgres';

export const dialectOf = <T>(db: Kysely<T>): Dialect => (db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite');
