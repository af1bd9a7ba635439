import { type Kysely, type Migration, sql } from 'kysely';

/**
 * What the REST interface looks up by. Live sessions are few and have indexes of their own, so that most of what a session writes
 * touches no large one; an ended session is put into those of the past once. Where two serve, SQLite takes the older one: those by
 * PIN come first.
 */
const INDEXES = [
  'sessions_live on sessions (account_id, started_at, id) where ended_at is null',
  'sessions_past_by_pin_start on sessions (account_id, pin, started_at, id) where ended_at is not null',
  'sessions_past_by_pin_end on sessions (account_id, pin, ended_at, id) where ended_at is not null',
  'sessions_past_by_start on sessions (account_id, started_at, id) where ended_at is not null',
  'sessions_past_by_end on sessions (account_id, ended_at, id) where ended_at is not null',
];

export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const index of INDEXES) await sql.raw(`create index ${index}`).execute(db);
  },
};
