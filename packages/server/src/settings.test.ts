import { expect, test } from 'vitest';
import { readSettings, SETTINGS } from './settings.js';

const KEYS = { SDK_KEY: 'a-key', SDK_SECRET: 'a-secret-with-thirty-two-bytes-ok' };
const read = (env: Record<string, string>) => readSettings(env);
const settings = (env: Record<string, string>) => {
  const result = read(env);
  if (!result.ok) throw new Error(result.problems.join('; '));
  return result.settings;
};

test('C1 every setting of the surface is in the table, and ours: what an account keeps and shows, how long scripts are kept, how many sessions live and what they may fill, what seals secrets and opens the admin API, where webhooks go', () => {
  const names =
    'PORT HOST PUBLIC_URL DATABASE_URL SDK_KEY SDK_SECRET API_KEY API_SECRET ALLOWED_SITES ALLOWED_AGENT_SITES PLAN TRIAL_MINUTES WAIT_FOR_CUSTOMER_MS RECONNECT_WINDOW_MS PIN_TTL_MS SESSION_MAX_MS RATE_REQUESTS RATE_JOIN_FAILS ACCOUNT_MASK_CSS_SELECTORS ACCOUNT_MASK_ATTRIBUTES TRUST_PROXY MIN_SDK_VERSION DEMO LOG_LEVEL';
  const ours = [
    'ACCOUNT_KEEP_QUERY',
    'DEVELOPER_MODE',
    'KEEP_SCRIPTS_MS',
    'SESSIONS_PER_USER',
    'SESSIONS_PER_KEY',
    'MEMORY_MB',
    'METRICS_TOKEN',
    'SECRETS_KEY',
    'ADMIN_TOKEN',
    'WEBHOOK_URL',
    'WEBHOOK_SECRET',
    'WEBHOOK_PRIVATE_HOSTS',
    'DATA_CENTER',
    'RATE_REST',
  ];
  expect(Object.keys(SETTINGS).sort()).toEqual([...names.split(' '), ...ours].sort());
});

test('C1 nothing set is a demo on loopback with the documented times', () => {
  expect(settings({})).toMatchObject({
    demo: true,
    port: 8080,
    host: '127.0.0.1',
    waitForCustomerMs: 180_000,
    reconnectWindowMs: 120_000,
    pinTtlMs: 1_200_000,
  });
});

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['PUBLIC_URL', 'http://help.example'],
  ['PUBLIC_URL', 'https://help.example/path'],
  ['DATABASE_URL', 'postgres://h'],
  ['DATABASE_URL', 'postgres://h/d?sslmode=prefer'],
  ['DATABASE_URL', 'mysql://h/d'],
  ['DATABASE_URL', 'mysql://h/d'],
  ['ALLOWED_SITES', 'shop.example'],
  ['ALLOWED_AGENT_SITES', 'https://*'],
  ['PLAN', 'gold'],
  ['TRIAL_MINUTES', '-1'],
  ['WAIT_FOR_CUSTOMER_MS', '1.5'],
  ['RATE_REQUESTS', '0'],
  ['TRUST_PROXY', 'yes'],
  ['TRUST_PROXY', '10.0.0.0/99'],
  ['SESSION_MAX_MS', 'never'],
  ['HOST', 'two words'],
  ['API_SECRET', 'with blanks in it'],
  ['ACCOUNT_MASK_CSS_SELECTORS', '.a, , .b'],
  ['ACCOUNT_MASK_CSS_SELECTORS', '.a:not(.b'],
  ['ACCOUNT_MASK_CSS_SELECTORS', '.a { color: red }'],
  ['ACCOUNT_MASK_ATTRIBUTES', 'data-a=1, "'],
  ['ACCOUNT_KEEP_QUERY', 'page&name'],
  ['RATE_JOIN_FAILS', 'ten'],
  ['RECONNECT_WINDOW_MS', 'off'],
  ['MIN_SDK_VERSION', '4.0.0'],
  ['DEMO', 'true'],
  ['LOG_LEVEL', 'loud'],
  ['SDK_SECRET', 'one two three'],
  ['SECRETS_KEY', 'short'],
  ['SECRETS_KEY', `${'0'.repeat(64)},`],
  ['WEBHOOK_PRIVATE_HOSTS', '10.0.0.0/99'],
  ['ADMIN_TOKEN', `with a blank ${'x'.repeat(32)}`],
])('C2 %s=%s is refused by name', (name, value) => {
  const result = read({ ...KEYS, ...(name.startsWith('API_') ? { API_KEY: 'k' } : {}), [name]: value });
  expect(result.ok ? [] : result.problems).toEqual([expect.stringContaining(name)]);
});

test('C2 all wrong ones are named at once, and what is only unusual is taken', () => {
  const wrong = read({ ...KEYS, PORT: 'x', PLAN: 'y', DEMO: 'z' });
  expect(wrong.ok ? [] : wrong.problems.map((problem) => problem.split(' ')[0])).toEqual(['DEMO', 'PORT', 'PLAN']);
  for (const [name, value] of [
    ['ACCOUNT_MASK_CSS_SELECTORS', '.a:is(.b, [data-x="),{"]) > p, #\\{c'],
    ['ACCOUNT_MASK_ATTRIBUTES', 'data-a=with blanks and = signs, title'],
    ['ACCOUNT_KEEP_QUERY', 'page, filter[size] utm_source'],
    ['TRUST_PROXY', '0'],
    ['TRUST_PROXY', '10.0.0.0/8, 192.0.2.1, fd00::/8'],
    ['HOST', '::'],
    ['ALLOWED_SITES', ''],
  ] as const)
    expect(read({ ...KEYS, [name]: value }).ok, `${name}=${value}`).toBe(true);
});

test('C3 a webhook of the environment has a URL that may be one, a secret, and an account', () => {
  const secret = 'x'.repeat(32);
  const hook = { WEBHOOK_URL: 'https://crm.example/hook', WEBHOOK_SECRET: `${secret} y${secret}` };
  expect(settings({ ...KEYS, ...hook }).webhook).toEqual({ url: hook.WEBHOOK_URL, secrets: [secret, `y${secret}`] });
  expect(settings(KEYS).webhook).toBeUndefined();
  expect(settings({ WEBHOOK_URL: 'http://localhost:9009/hook', WEBHOOK_SECRET: 'short' })).toMatchObject({
    demo: true,
    webhook: { secrets: ['short'] },
  });
  for (const [env, problem] of [
    [{ ...KEYS, WEBHOOK_URL: hook.WEBHOOK_URL }, 'WEBHOOK_SECRET is missing'],
    [{ ...KEYS, WEBHOOK_SECRET: secret }, 'WEBHOOK_URL is missing'],
    [{ ...KEYS, ...hook, WEBHOOK_SECRET: 'short' }, 'WEBHOOK_SECRET must have at least 32 bytes'],
    [{ ...KEYS, ...hook, WEBHOOK_URL: 'crm.example' }, 'WEBHOOK_URL must be a URL'],
    [{ ...KEYS, ...hook, WEBHOOK_URL: 'http://localhost:9009/hook' }, 'WEBHOOK_URL must begin with https://'],
    [{ ...hook, ADMIN_TOKEN: secret, DEMO: '0' }, 'WEBHOOK_URL is for the account of SDK_KEY'],
  ] as const) {
    const result = read(env);
    expect(result.ok ? [] : result.problems).toContainEqual(expect.stringContaining(problem));
  }
});

test('C3 keys come in pairs, and DEMO is off where any is set', () => {
  expect(settings(KEYS)).toMatchObject({ demo: false, keys: { sdkKey: 'a-key' } });
  for (const [env, name] of [
    [{ SDK_KEY: 'k' }, 'SDK_SECRET'],
    [{ SDK_SECRET: 's' }, 'SDK_KEY'],
    [{ ...KEYS, API_KEY: 'k' }, 'API_SECRET'],
    [{ HOST: '0.0.0.0' }, 'SDK_KEY'],
    [{ DEMO: '0' }, 'SDK_KEY'],
    [{ DEMO: '1', NODE_ENV: 'production' }, 'DEMO'],
  ] as const) {
    const result = read(env);
    expect(result.ok ? [] : result.problems).toContainEqual(expect.stringContaining(name));
  }
});

test.each([
  ['PUBLIC_URL', { PUBLIC_URL: 'https://help.example' }],
  ['TRUST_PROXY', { TRUST_PROXY: '1' }],
  ['TRUST_PROXY', { PUBLIC_URL: 'http://localhost:9000', TRUST_PROXY: '127.0.0.1' }],
  ['PUBLIC_URL, TRUST_PROXY', { PUBLIC_URL: 'https://help.example', TRUST_PROXY: '1' }],
  ['HOST', { HOST: '0.0.0.0' }],
  ['NODE_ENV', { NODE_ENV: 'production' }],
])('C3 where %s says that others can reach the service there is no demo, asked for or not', (names, env: Record<string, string>) => {
  const unset = read(env);
  expect(unset.ok ? [] : unset.problems).toEqual([expect.stringContaining('SDK_KEY is missing')]);
  const asked = read({ ...env, DEMO: '1' });
  expect(asked.ok ? [] : asked.problems).toEqual([expect.stringMatching(/^DEMO must not be 1 where others can reach the service/)]);
  for (const { problems } of [unset, asked] as { problems: string[] }[]) expect(problems.join()).toContain(names);
  const withKeys = settings({ ...KEYS, ...env });
  expect(withKeys.demo).toBe(false);
});

test('C3 what is this machine is no sign of others', () => {
  for (const publicUrl of ['http://localhost:9000', 'http://127.0.0.1:80', 'https://shop.localhost', 'http://[::1]:1'])
    expect(settings({ PUBLIC_URL: publicUrl }).demo, publicUrl).toBe(true);
});

test.each(['SDK_SECRET', 'API_SECRET', 'METRICS_TOKEN', 'ADMIN_TOKEN'])(
  'C3 a %s of fewer than 32 bytes is refused, but in a demo',
  (name) => {
    const env = { ...KEYS, API_KEY: 'k', API_SECRET: KEYS.SDK_SECRET };
    const refused = [`${name} must have at least 32 bytes: openssl rand -hex 32 makes one`];
    for (const short of ['x', 'x'.repeat(31), ...(name === 'SDK_SECRET' ? [`${KEYS.SDK_SECRET} ${'x'.repeat(31)}`] : [])])
      for (const more of [{}, { NODE_ENV: 'production' }, { HOST: '0.0.0.0' }] as Record<string, string>[]) {
        const result = read({ ...env, ...more, [name]: short });
        expect(result.ok ? [] : result.problems).toEqual(refused);
      }
    // Bytes, not characters.
    for (const enough of ['x'.repeat(32), 'é'.repeat(16)]) expect(read({ ...env, [name]: enough }).ok, enough).toBe(true);
    expect(read({ ...env, DEMO: '1', [name]: 'x' }).ok).toBe(true);
  },
);

test('C4 two secrets, sites and off', () => {
  const read = settings({
    ...KEYS,
    SDK_SECRET: `${'1'.repeat(32)} ${'2'.repeat(32)}`,
    ALLOWED_SITES: 'https://a.example, https://*.b.example',
    RATE_REQUESTS: 'off',
    RATE_JOIN_FAILS: 'off',
    SESSION_MAX_MS: 'off',
    TRUST_PROXY: '2',
  });
  expect(read.keys?.sdkSecrets).toEqual(['1'.repeat(32), '2'.repeat(32)]);
  expect(read.allowedSites).toHaveLength(2);
  expect(read.allowedAgentSites).toEqual(read.allowedSites);
  expect([read.rateRequests, read.rateJoinFails, read.sessionMaxMs]).toEqual([undefined, undefined, Number.POSITIVE_INFINITY]);
  expect(read.trustProxy).toEqual({ kind: 'hops', hops: 2 });
});

test('C3 without keys there is no account of the environment where the admin API makes accounts', () => {
  const ADMIN_TOKEN = 'x'.repeat(32);
  expect(settings({ HOST: '0.0.0.0', ADMIN_TOKEN })).toMatchObject({ demo: false, keys: undefined, adminToken: ADMIN_TOKEN });
  expect(read({ HOST: '0.0.0.0' })).toMatchObject({ ok: false });
  expect(settings({ ...KEYS, SECRETS_KEY: `${'01'.repeat(32)}, ${'02'.repeat(32)}` }).secretsKeys).toEqual([
    Buffer.alloc(32, 1),
    Buffer.alloc(32, 2),
  ]);
  expect([...settings(KEYS).given]).toEqual(['SDK_KEY', 'SDK_SECRET']);
});

test('C3 Postgres needs the key of the secrets to be given', () => {
  const env = { ...KEYS, DATABASE_URL: 'postgres://user:canary@db.example/sightline' };
  const result = read(env);
  expect(result.ok ? [] : result.problems).toEqual([expect.stringMatching(/^SECRETS_KEY is missing/)]);
  expect(JSON.stringify(result)).not.toContain('canary');
  expect(read({ ...env, SECRETS_KEY: '0a'.repeat(32) }).ok).toBe(true);
});
