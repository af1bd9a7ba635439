import type { Kysely } from 'kysely';
import type { Sealing } from '../../secrets/sealing.js';
import type { Dialect } from '../dialect.js';
import type { Tables } from '../tables.js';

/** Runs a piece of work on the database, again where it could not begin because another process was writing. */
export type Patiently = <T>(work: () => Promise<T>) => Promise<T>;

/** What the parts of the store over SQL work with. */
export interface SqlWork {
  db: Kysely<Tables>;
  patiently: Patiently;
  /** For the columns that `sealed.ts` lists. */
  sealing: Sealing;
  /** Several statements that happen together or not at all. */
  step<T>(work: (on: Kysely<Tables>) => Promise<T>): Promise<T>;
  dialect: Dialect;
  /** In a step: holds the rows a query reads until the step is done, where others may write at the same time. */
  toChange<Q extends { forUpdate(): Q }>(query: Q): Q;
}
