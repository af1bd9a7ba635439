import { SUPPORTED_SDK } from '@sightline/protocol';
import { isLoopbackHost, type Site } from './access/site.js';
import type { Trust } from './http/trust.js';
import { FILE_SUFFIX, readSettingFiles } from './setting-files.js';
import { settingNotes } from './setting-notes.js';
import {
  address,
  attributes,
  database,
  key,
  label,
  names,
  oneOf,
  optional,
  privateHosts,
  orOff,
  origin,
  proxies,
  type Reader,
  secret,
  secretKeys,
  secrets,
  selectors,
  sites,
  time,
  version,
  webhookUrl,
  whole,
} from './setting-readers.js';
import { createAddressRules, type PrivateHosts } from './webhooks/address-rules.js';

/** Everything the service is told from outside (spec: surface §14). Times in milliseconds. */
export interface Settings {
  port: number;
  host: string;
  /** Origin clients reach the service under; absent: the address it listens on. */
  publicUrl: string | undefined;
  databaseUrl: string;
  /** What secrets are sealed with in the database, the first of them; none: a key of the service's own. */
  secretsKeys: Buffer[];
  /** Opens the admin API; absent: there is none, but for a demo's, which makes one. */
  adminToken: string | undefined;
  /** Where the events of the environment's account go; the first secret is the newest. */
  webhook: { url: string; secrets: string[] } | undefined;
  webhookPrivateHosts: PrivateHosts;
  /** Keys of the account the environment seeds; absent with `demo`: made and kept. */
  keys: { sdkKey: string; sdkSecrets: string[]; apiKey: string | undefined; apiSecret: string | undefined } | undefined;
  allowedSites: Site[];
  allowedAgentSites: Site[];
  plan: 'unlimited' | 'trial';
  trialMinutes: number;
  waitForCustomerMs: number;
  reconnectWindowMs: number;
  pinTtlMs: number;
  /** `Infinity` is off. */
  sessionMaxMs: number;
  /** Requests a minute and address; `undefined` is off. */
  rateRequests: number | undefined;
  /** Requests a minute and API key, of the REST interface; `undefined` is off. */
  rateRest: number | undefined;
  /** Failed look-ups of a PIN that are free to a user (access/join-guard.ts); `undefined` is off. */
  rateJoinFails: number | undefined;
  /** How long chunks of earlier builds stay served; `undefined`: not at all. */
  keepScriptsMs: number | undefined;
  /** Sessions that live at once: of one user, of one SDK key. `Infinity` is off. */
  sessionsPerUser: number;
  sessionsPerKey: number;
  /** Bytes that assets, frame logs and drawings of all sessions may fill; `undefined`: half of the machine's memory. */
  memoryBytes: number | undefined;
  maskCssSelectors: string;
  maskAttributes: string;
  keepQuery: string[];
  /** How the service names itself in the REST interface; '' is no name. */
  dataCenter: string;
  trustProxy: Trust | undefined;
  /** Whether anything says that others than this machine can reach the service. */
  reachable: boolean;
  /** Opens `/metrics`; absent: only this machine, and nobody where others can reach the service. */
  metricsToken: string | undefined;
  minSdkVersion: string | undefined;
  demo: boolean;
  developerMode: boolean;
  logLevel: string;
  /** Names of the settings that are given. */
  given: ReadonlySet<string>;
}

/** `notes`: what the operator should hear although it is no fault. */
export type SettingsResult = { notes: string[] } & ({ ok: true; settings: Settings } | { ok: false; problems: string[] });

/** One row of the table. Where the variable is not set, `unset` is read instead; `''` is none. */
interface Row<T> {
  readonly about: string;
  readonly unset: string;
  readonly as: Reader<T>;
  /** May stand in a file, which the setting with `_FILE` at its end names. */
  readonly inFile?: true;
}

/** Bytes: from one token a shorter secret could be guessed offline. HS256 asks for no less (RFC 7518, 3.2). */
const SHORTEST_SECRET = 32;
/** The one table of settings, by name of the environment variable (spec: surface §14). */
export const SETTINGS = {
  PORT: { about: 'port to listen on; 0 takes a free one', unset: '8080', as: whole(0, 65_535) },
  HOST: { about: 'address to listen on', unset: '127.0.0.1', as: address },
  PUBLIC_URL: { about: 'origin browsers reach the service under; unset: from `HOST` and `PORT`', unset: '', as: optional(origin) },
  DATABASE_URL: { about: 'where records are kept', unset: 'file:./data/sightline.db', as: database, inFile: true },
  SECRETS_KEY: {
    about:
      'seals the secrets in the database (docs/security.md): the first of these keys; the others open what was sealed before. Unset: a key made once and kept in `secrets.key` beside the database file; with Postgres it must be set',
    unset: '',
    as: secretKeys,
    inFile: true,
  },
  SDK_KEY: { about: 'SDK key of the account', unset: '', as: optional(key) },
  SDK_SECRET: { about: 'signs access tokens; two while changing them', unset: '', as: optional(secrets), inFile: true },
  API_KEY: { about: 'issuer of REST tokens (docs/rest.md)', unset: '', as: optional(key) },
  API_SECRET: { about: 'signs REST tokens', unset: '', as: optional(secret), inFile: true },
  ALLOWED_SITES: { about: 'where customers may come from', unset: '', as: sites },
  ALLOWED_AGENT_SITES: { about: 'where agents may come from, besides the service itself; unset: as `ALLOWED_SITES`', unset: '', as: sites },
  PLAN: { about: 'whether the account is on a trial', unset: 'unlimited', as: oneOf('unlimited', 'trial') },
  TRIAL_MINUTES: { about: 'minutes of a trial', unset: '600', as: whole(0, 10_000_000) },
  WAIT_FOR_CUSTOMER_MS: { about: 'how long an agent’s session waits for its customer', unset: '180000', as: time() },
  RECONNECT_WINDOW_MS: { about: 'how long a lost seat is held', unset: '120000', as: time() },
  PIN_TTL_MS: { about: 'age at which an unused PIN of the service is replaced', unset: '1200000', as: time() },
  SESSION_MAX_MS: { about: 'longest life of a session', unset: '14400000', as: orOff(time(7), Number.POSITIVE_INFINITY) },
  RATE_REQUESTS: { about: 'requests a minute and address', unset: '600', as: orOff(whole(1, 1_000_000), undefined) },
  RATE_REST: {
    about: 'requests a minute and API key, of the REST interface',
    unset: '1200',
    as: orOff(whole(1, 1_000_000), undefined),
  },
  RATE_JOIN_FAILS: {
    about: 'failed PINs that are free to a user before he has to wait (docs/security.md)',
    unset: '10',
    as: orOff(whole(1, 1_000_000), undefined),
  },
  KEEP_SCRIPTS_MS: {
    about: 'how long scripts of earlier builds stay served, to pages that were open during an upgrade; beside the database',
    unset: '2592000000',
    as: orOff(time(365), undefined),
  },
  SESSIONS_PER_USER: {
    about: 'sessions one user may have opened that live at once; more are refused as `rate_limited`',
    unset: '100',
    as: orOff(whole(1, 1_000_000), Number.POSITIVE_INFINITY),
  },
  SESSIONS_PER_KEY: {
    about: 'the same of one SDK key',
    unset: '10000',
    as: orOff(whole(1, 1_000_000), Number.POSITIVE_INFINITY),
  },
  MEMORY_MB: {
    about:
      'what the assets, frame logs and drawings of all sessions may fill together, in MB; over it what nobody watches goes first, then new sessions are refused as `rate_limited`; unset: half of the machine’s memory',
    unset: '',
    as: optional(whole(64, 1_000_000)),
  },
  ACCOUNT_MASK_CSS_SELECTORS: { about: 'what is masked on every page of the account', unset: '', as: selectors },
  ACCOUNT_MASK_ATTRIBUTES: { about: 'the same by attribute', unset: '', as: attributes },
  ACCOUNT_KEEP_QUERY: { about: 'query parameters that addresses keep', unset: '', as: names },
  DATA_CENTER: { about: 'how the REST interface names this service to those who run several', unset: '', as: label },
  TRUST_PROXY: { about: 'proxies in front whose `X-Forwarded-For` is believed', unset: '', as: optional(proxies) },
  METRICS_TOKEN: {
    about:
      'opens `/metrics` to whoever sends it (`Authorization: Bearer …`); unset: to this machine, and to nobody where others can reach the service',
    unset: '',
    as: optional(secret),
    inFile: true,
  },
  ADMIN_TOKEN: {
    about:
      'opens the admin API to whoever sends it (`Authorization: Bearer …`, docs/accounts.md); unset: there is none, but in a demo that keeps records, which makes one and keeps it in `admin.token` beside them',
    unset: '',
    as: optional(secret),
    inFile: true,
  },
  WEBHOOK_URL: { about: 'where the events of the account of `SDK_KEY` are sent (docs/webhooks.md)', unset: '', as: optional(webhookUrl) },
  WEBHOOK_SECRET: {
    about: 'signs them; two while changing it, the newest first',
    unset: '',
    as: optional(secrets),
    inFile: true,
  },
  WEBHOOK_PRIVATE_HOSTS: {
    about: 'private hosts and networks that webhooks of all accounts may be sent to; unset: none, only public addresses',
    unset: '',
    as: privateHosts,
  },
  MIN_SDK_VERSION: { about: 'oldest SDK that is served', unset: '', as: optional(version(SUPPORTED_SDK)) },
  DEMO: {
    about:
      'demo site, demo tokens, loopback origins, keys made and kept; unset: 1 if no key is set and nothing says that others can reach the service, else 0',
    unset: '',
    as: optional(oneOf('0', '1')),
  },
  DEVELOPER_MODE: {
    about: 'errors of the account tell pages what exactly was wrong (`detail`); unset: as `DEMO`',
    unset: '',
    as: optional(oneOf('0', '1')),
  },
  LOG_LEVEL: {
    about: 'least level that is logged',
    unset: 'info',
    as: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
} as const satisfies Record<string, Row<unknown>>;

const NAMES = Object.keys(SETTINGS) as (keyof typeof SETTINGS)[];
const IN_FILE = NAMES.filter((name) => 'inFile' in SETTINGS[name]);

/**
 * Reads the environment. Wrong settings are refused by name, all at once.
 * `DEMO` unset is 1 only where no key is set and nothing says that others can reach the service.
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsResult {
  const { env, problems } = readSettingFiles(environment, IN_FILE);
  const read = <N extends keyof typeof SETTINGS>(name: N): ReturnType<(typeof SETTINGS)[N]['as']['read']> => {
    const { as, unset } = SETTINGS[name];
    const text = env[name]?.trim() ?? '';
    try {
      return as.read(text === '' ? unset : text) as ReturnType<(typeof SETTINGS)[N]['as']['read']>;
    } catch {
      problems.push(`${name} must be ${as.takes}`);
      return as.read(unset) as ReturnType<(typeof SETTINGS)[N]['as']['read']>;
    }
  };
  const sdkKey = read('SDK_KEY');
  const sdkSecrets = read('SDK_SECRET');
  const apiKey = read('API_KEY');
  const apiSecret = read('API_SECRET');
  const host = read('HOST');
  const demoSetting = read('DEMO');
  const publicUrl = read('PUBLIC_URL');
  const trustProxy = read('TRUST_PROXY');
  const toOthers = [
    ...(isLoopbackHost(host) ? [] : ['HOST']),
    ...(publicUrl === undefined || isLoopbackHost(new URL(publicUrl).hostname) ? [] : ['PUBLIC_URL']),
    ...(trustProxy === undefined ? [] : ['TRUST_PROXY']),
    ...(env.NODE_ENV === 'production' ? ['NODE_ENV=production'] : []),
  ];
  const demo =
    demoSetting === undefined ? ![sdkKey, sdkSecrets, apiKey, apiSecret].some(Boolean) && toOthers.length === 0 : demoSetting === '1';
  const metricsToken = read('METRICS_TOKEN');
  const adminToken = read('ADMIN_TOKEN');
  const hookUrl = read('WEBHOOK_URL');
  const webhookSecrets = read('WEBHOOK_SECRET');
  const webhookPrivateHosts = read('WEBHOOK_PRIVATE_HOSTS');
  const one = (secret: string | undefined): string[] => (secret === undefined ? [] : [secret]);
  const secretsOf = {
    SDK_SECRET: sdkSecrets ?? [],
    API_SECRET: one(apiSecret),
    METRICS_TOKEN: one(metricsToken),
    ADMIN_TOKEN: one(adminToken),
    WEBHOOK_SECRET: webhookSecrets ?? [],
  };
  for (const [name, list] of Object.entries(secretsOf))
    if (!demo && list.some((secret) => Buffer.byteLength(secret) < SHORTEST_SECRET))
      problems.push(`${name} must have at least ${SHORTEST_SECRET} bytes: openssl rand -hex 32 makes one`);
  const reachable = `others can reach the service (${toOthers.join(', ')})`;
  if (demo && toOthers.length > 0)
    problems.push(`DEMO must not be 1 where ${reachable}: it signs tokens for anyone. Set SDK_KEY and SDK_SECRET instead`);
  const given = (name: keyof typeof SETTINGS): boolean => (env[name]?.trim() ?? '') !== '';
  for (const [key, secret] of [
    ['SDK_KEY', 'SDK_SECRET'] as const,
    ['API_KEY', 'API_SECRET'] as const,
    ['WEBHOOK_URL', 'WEBHOOK_SECRET'] as const,
  ])
    if (given(key) !== given(secret)) problems.push(`${given(key) ? secret : key} is missing: both or none`);
  if (!given('SDK_KEY') && !given('SDK_SECRET') && !demo && adminToken === undefined)
    problems.push(
      toOthers.length > 0
        ? `SDK_KEY is missing: there is no demo where ${reachable}. Set SDK_KEY and SDK_SECRET`
        : 'SDK_KEY is missing: set SDK_KEY and SDK_SECRET, or ADMIN_TOKEN to make accounts by the admin API, or DEMO=1 to try it out',
    );
  const urlFault = hookUrl && createAddressRules({ demo, privateHosts: webhookPrivateHosts }).urlFault(hookUrl);
  if (urlFault !== undefined && urlFault !== '') problems.push(`WEBHOOK_URL ${urlFault}`);
  if (given('WEBHOOK_URL') && !sdkKey && !demo)
    problems.push('WEBHOOK_URL is for the account of SDK_KEY, which is not set: webhooks of other accounts are added by the admin API');
  const databaseUrl = read('DATABASE_URL');
  const secretsKeys = read('SECRETS_KEY');
  if (/^postgres/i.test(databaseUrl) && secretsKeys.length === 0 && !given('SECRETS_KEY'))
    problems.push('SECRETS_KEY is missing: with Postgres the key must be given, openssl rand -base64 32 makes one');
  const allowedSites = read('ALLOWED_SITES');
  const agentSites = read('ALLOWED_AGENT_SITES');
  const developerMode = read('DEVELOPER_MODE');
  const memoryMb = read('MEMORY_MB');
  const settings: Settings = {
    port: read('PORT'),
    host,
    publicUrl,
    databaseUrl,
    secretsKeys,
    adminToken,
    webhook: hookUrl && webhookSecrets ? { url: hookUrl, secrets: webhookSecrets } : undefined,
    webhookPrivateHosts,
    keys: sdkKey && sdkSecrets ? { sdkKey, sdkSecrets, apiKey, apiSecret } : undefined,
    allowedSites,
    allowedAgentSites: agentSites.length > 0 ? agentSites : allowedSites,
    plan: read('PLAN'),
    trialMinutes: read('TRIAL_MINUTES'),
    waitForCustomerMs: read('WAIT_FOR_CUSTOMER_MS'),
    reconnectWindowMs: read('RECONNECT_WINDOW_MS'),
    pinTtlMs: read('PIN_TTL_MS'),
    sessionMaxMs: read('SESSION_MAX_MS'),
    rateRequests: read('RATE_REQUESTS'),
    rateRest: read('RATE_REST'),
    rateJoinFails: read('RATE_JOIN_FAILS'),
    keepScriptsMs: read('KEEP_SCRIPTS_MS'),
    sessionsPerUser: read('SESSIONS_PER_USER'),
    sessionsPerKey: read('SESSIONS_PER_KEY'),
    memoryBytes: memoryMb === undefined ? undefined : memoryMb * 1024 * 1024,
    maskCssSelectors: read('ACCOUNT_MASK_CSS_SELECTORS'),
    maskAttributes: read('ACCOUNT_MASK_ATTRIBUTES'),
    keepQuery: read('ACCOUNT_KEEP_QUERY'),
    dataCenter: read('DATA_CENTER'),
    trustProxy,
    reachable: toOthers.length > 0,
    metricsToken,
    minSdkVersion: read('MIN_SDK_VERSION'),
    demo,
    developerMode: developerMode === undefined ? demo : developerMode === '1',
    logLevel: read('LOG_LEVEL'),
    given: new Set(NAMES.filter(given)),
  };
  const notes = settingNotes(environment, [...NAMES, ...IN_FILE.map((name) => name + FILE_SUFFIX)]);
  if (!demo && sdkKey !== undefined && allowedSites.length === 0)
    notes.push('ALLOWED_SITES is not set: no page can start a session. Name the origins of your sites, like https://www.example.com');
  return problems.length > 0 ? { ok: false, problems, notes } : { ok: true, settings, notes };
}
