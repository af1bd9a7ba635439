import { createRequire } from 'node:module';

const server = createRequire(new URL('../../packages/server/package.json', import.meta.url));
const DAY_MS = 86_400_000;
/** As far back as the interface can be asked, and a little less. */
const DAYS = 170;

/**
 * Puts ended sessions with a customer and an agent each into a database of the service, evenly over half a year, with its indexes made anew at
 * the end. `now` in milliseconds. The statements are the database's own: as many rows as this are not sent one by one.
 */
const COLUMNS = 'id, account_id, sdk_key, pin, started_at, start_url, ended_at, state, policy_hashes, charged';
const JOINS = 'connection_id, session_id, user_id, user_name, role, address, joined_at, left_at';

/** The inserts: rows come `from` a list of numbers `n`; `id` makes a session's id of one, `before` stands first. */
function inserts({ before = '', from, id, count, now }) {
  const step = Math.floor((DAYS * DAY_MS) / count);
  const start = `${now} - n * ${step}`;
  const session = `${id}, 'environment', 'bench', cast(100000 + n % 900000 as text), ${start}, 'https://shop.example/', ${start} + 600000, '{}', '[]', 0`;
  const join = (role, later) =>
    `'${role} ' || n, ${id}, '${role} ' || (n % 5000), '${role}', '${role}', '198.51.100.7', ${start} + ${later}, ${start} + 600000`;
  return [
    `${before} insert into sessions (${COLUMNS}) select ${session} ${from}`,
    `${before} insert into joins (${JOINS}) select ${join('customer', 0)} ${from}`,
    `${before} insert into joins (${JOINS}) select ${join('agent', 20_000)} ${from}`,
  ];
}

/** The id of the session of a number. */
export const idOf = (n) => `s${String(n).padStart(21, '0')}`;

export function fillSqlite(file, count, now) {
  const { DatabaseSync } = server('@photostructure/sqlite');
  const db = new DatabaseSync(file);
  db.exec('pragma journal_mode = off; pragma synchronous = off; pragma cache_size = -400000; pragma temp_store = memory');
  const indexes = db
    .prepare("select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in ('sessions', 'joins')")
    .all();
  for (const { name } of indexes) db.exec(`drop index ${name}`);
  const before = `with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ${count})`;
  for (const text of inserts({ before, from: 'from numbers', id: "'s' || printf('%021d', n)", count, now })) db.exec(text);
  for (const { sql } of indexes) db.exec(sql);
  db.exec('pragma journal_mode = wal');
  db.close();
}

export async function fillPostgres(url, count, now) {
  const { Client } = server('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    "select indexname, indexdef from pg_indexes where tablename in ('sessions', 'joins') and indexname not like '%pkey'",
  );
  for (const { indexname } of rows) await client.query(`drop index ${indexname}`);
  await client.query("set maintenance_work_mem = '256MB'");
  for (const text of inserts({ from: `from generate_series(1::bigint, ${count}) n`, id: "'s' || lpad(n::text, 21, '0')", count, now }))
    await client.query(text);
  for (const { indexdef } of rows) await client.query(indexdef);
  await client.query('analyze sessions, joins');
  await client.end();
}

/** Reads one session by its primary key, through the driver alone. */
export function bareSqlite(file) {
  const { DatabaseSync } = server('@photostructure/sqlite');
  const db = new DatabaseSync(file, { readOnly: true });
  const find = db.prepare('select * from sessions where id = ?');
  return { find: async (id) => find.get(id), stop: async () => db.close() };
}

export async function barePostgres(url) {
  const { Client } = server('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    find: async (id) => (await client.query({ name: 'find', text: 'select * from sessions where id = $1', values: [id] })).rows[0],
    stop: () => client.end(),
  };
}
