import { Kysely, PostgresDialect } from 'kysely';
import { createSealing, KEY_BYTES } from '../secrets/sealing.js';
import { createPatience } from '../store/patience.js';
import { isTakenBack } from '../store/postgres-fault.js';
import { boundedPool } from '../store/postgres-pool.js';
import { sqlStore } from '../store/sql-store.js';
import type { Tables } from '../store/tables.js';
import { createAddressRules, parsePrivateHosts } from '../webhooks/address-rules.js';
import { createPoster } from '../webhooks/post-json.js';
import { createSender, SENDER_LIMITS } from '../webhooks/sender.js';

/**
 * A process that sends what is in the outbox of a Postgres beside others that do: as the processes of one installation will. It
 * takes no lock of the database, which one service has. Back-off is short.
 */
const [url = ''] = process.argv.slice(2);
const pool = boundedPool({ config: { connectionString: url }, check: () => {}, now: Date.now });
const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
const store = sqlStore(db, createPatience(isTakenBack, Date.now), createSealing([Buffer.alloc(KEY_BYTES, 7)]));
const limits = { ...SENDER_LIMITS, pollMs: 20, leaseMs: 3_000, postMs: 500 };
const poster = createPoster({
  rules: createAddressRules({ demo: true, privateHosts: parsePrivateHosts('') }),
  deadlineMs: limits.postMs,
});
createSender({
  store,
  post: poster.post,
  limits,
  now: Date.now,
  random: () => 0.02,
  tried: () => {},
  fault: (error) => process.stderr.write(`${String(error)}\n`),
});
