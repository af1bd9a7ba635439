import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Sealing } from '../secrets/sealing.js';
import { dialectOf } from './dialect.js';
import { sqlAccounts } from './sql/accounts.js';
import { sqlErasure } from './sql/erasure.js';
import { sqlRetention } from './sql/retention.js';
import { sqlSealed } from './sql/sealed.js';
import { sqlRecords } from './sql/records.js';
import { sqlSessionList } from './sql/session-list.js';
import { sqlSessions } from './sql/sessions.js';
import { sqlWebhookDeliveries } from './sql/webhook-deliveries.js';
import { sqlWebhookEndpoints } from './sql/webhook-endpoints.js';
import type { Patiently, SqlWork } from './sql/work.js';
import type { Store } from './store.js';
import type { Tables } from './tables.js';

/** Where there is room for this, sessions can be opened and saved. */
const PROBE_BYTES = 64 * 1024;

/** The store over SQL; what differs between databases is in the adapter that opened `db`. */
export function sqlStore(db: Kysely<Tables>, patiently: Patiently, sealing: Sealing): Store {
  const dialect = dialectOf(db);
  const work: SqlWork = {
    db,
    patiently,
    sealing,
    step: (work) => patiently(() => db.transaction().execute(work)),
    dialect,
    // In SQLite who writes is alone.
    toChange: (query) => (dialect === 'postgres' ? query.forUpdate() : query),
  };
  return {
    ...sqlAccounts(work),
    ...sqlErasure(work),
    ...sqlRetention(work),
    ...sqlSealed(work),
    ...sqlSessions(work),
    ...sqlSessionList(work),
    ...sqlRecords(work),
    ...sqlWebhookEndpoints(work),
    ...sqlWebhookDeliveries(work),
    async ready() {
      const at = Date.now();
      // Other bytes each time: what is as it was is not written.
      const row = { at, weight: randomBytes(PROBE_BYTES) };
      const put = db
        .insertInto('probe')
        .values({ id: 1, ...row })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row));
      await patiently(() => put.execute());
      await sql`select 1 from accounts limit 1`.execute(db);
    },
    async stop() {
      await db.destroy();
    },
  };
}
