/**
 * Fills an empty Postgres database with accounts, sessions of a year (one in a hundred lives), their joins, PINs and deliveries, and has it
 * count what is where, as its autovacuum does by itself.
 */
export async function fillDatabase(
  ask: (text: string) => Promise<unknown>,
  { sessions, joinsEach }: { sessions: number; joinsEach: number },
): Promise<void> {
  await ask('truncate accounts, secrets, pins, sessions, joins, deliveries, webhook_endpoints, webhook_secrets restart identity');
  const accounts = 1_000;
  // After every time a test names: what is older than that is nothing, as in a service that forgets in time.
  const began = 4_000_000_000_000;
  const every = Math.floor((365 * 86_400_000) / sessions);
  await ask(`insert into accounts (id, sdk_key, sdk_secrets, api_key, api_secret, disabled, allowed_sites, allowed_agent_sites, trial_used, mask_css_selectors, mask_attributes)
    select 'account ' || i, 'sdk ' || i, '[]', 'api ' || i, '', 0, '[]', '[]', 0, '', '' from generate_series(1, ${accounts}) i`);
  await ask(`insert into secrets (id, account_id, kind, sealed, created_at)
    select 'secret ' || i, 'account ' || (i % ${accounts} + 1), case i % 2 when 0 then 'sdk' else 'api' end, 'v1', i from generate_series(1, ${4 * accounts}) i`);
  await ask(`insert into sessions (id, account_id, sdk_key, pin, started_at, ended_at, state, start_url)
    select 'session ' || i, 'account ' || (i % ${accounts} + 1), 'sdk ' || (i % ${accounts} + 1), 'P' || i, ${began} + i::bigint * ${every},
      case i % 100 when 0 then null else ${began} + i::bigint * ${every} + 600000 end, '{}', 'https://shop.example/' || i
    from generate_series(1, ${sessions}) i`);
  // More than live sessions have: a table of one page is read as a whole, whatever indexes there are.
  await ask(`insert into pins select sdk_key, pin, id from sessions where ended_at is null or started_at % 4 = 0`);
  await ask(`insert into joins (connection_id, session_id, user_id, user_name, role, address, joined_at, left_at)
    select 'c' || i || '-' || n, 'session ' || i, 'user ' || (i % 5000), 'Name', 'agent', '192.0.2.1', ${began} + i::bigint * ${every} + n,
      case i % 100 when 0 then null else ${began} + i::bigint * ${every} + 600000 end
    from generate_series(1, ${sessions}) i, generate_series(1, ${joinsEach}) n`);
  await ask(`insert into webhook_endpoints (id, account_id, name, url, events, state, created_at, updated_at)
    select 'endpoint ' || i, 'account ' || i, '', 'https://crm.example', '[]', 'active', i, i from generate_series(1, ${accounts}) i`);
  await ask(`insert into webhook_secrets (id, endpoint_id, sealed, created_at)
    select 'hook ' || i, 'endpoint ' || i, 'v1', i from generate_series(1, ${accounts}) i`);
  await ask(`insert into deliveries (endpoint_id, account_id, session_id, event_id, event, event_ts, body, state, attempts, next_at, give_up_at, claimed_until, done_at)
    select 'endpoint ' || (i % ${accounts} + 1), 'account ' || (i % ${accounts} + 1), 'session ' || (i / 2), 'event ' || i, 'session_started', i, '{}',
      case i % 500 when 0 then 'pending' else 'done' end, 1, i, i, 0, case i % 500 when 0 then null else ${began} + i end
    from generate_series(1, ${2 * sessions}) i`);
  await ask('analyze');
}
