import { type Kysely, type Migration, sql } from 'kysely';

/** Records of deliveries whose account is gone are found by their age alone. */
export const migration: Migration = {
  async up(db: Kysely<unknown>) {
    await sql.raw('create index deliveries_by_time on deliveries (done_at) where done_at is not null').execute(db);
  },
};
