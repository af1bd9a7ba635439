import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from '../tables.js';
import { dialectOf } from '../dialect.js';

/** Milliseconds since the epoch by the one clock that all processes on a database share. */
export const databaseNow = (db: Kysely<Tables>): RawBuilder<number> =>
  dialectOf(db) === 'postgres'
    ? sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`
    : sql<number>`cast(round(unixepoch('subsec') * 1000) as integer)`;
