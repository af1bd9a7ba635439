import { SUPPORTED_SDK } from '@sightline/protocol';
import { isLoopbackHost, parseSite, type Site } from './access/site.js';

/** Everything the service is told from outside (spec: surface §14). Times in milliseconds. */
export interface Settings {
  port: number;
  host: string;
  /** Origin clients reach the service under; absent: the address it listens on. */
  publicUrl: string | undefined;
  databaseUrl: string;
  /** Keys of the account the environment seeds; absent with `demo`: made and kept. */
  keys: { sdkKey: string; sdkSecrets: string[]; apiKey: string | undefined; apiSecret: string | undefined } | undefined;
  allowedSites: Site[];
  allowedAgentSites: Site[];
  plan: 'unlimited' | 'trial';
  trialMinutes: number;
  waitForCustomerMs: number;
  reconnectWindowMs: number;
  pinTtlMs: number;
  sessionMaxMs: number;
  /** Requests a minute and address; `undefined` is off. */
  rateRequests: number | undefined;
  /** Failed look-ups of a PIN a minute, address and user; `undefined` is off. */
  rateJoinFails: number | undefined;
  maskCssSelectors: string;
  maskAttributes: string;
  trustProxy: number | string | undefined;
  minSdkVersion: string | undefined;
  demo: boolean;
  logLevel: string;
}

export type SettingsResult = { ok: true; settings: Settings } | { ok: false; problems: string[] };

/** One row of the table: what it means, what it is when unset, and how its text is read (throws a sentence). */
interface Row<T> {
  readonly about: string;
  readonly unset: string;
  read(text: string): T;
}

const whole =
  (min: number, max: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) throw new Error(`must be a whole number from ${min} to ${max}`);
    return value;
  };

const orOff =
  <T>(read: (text: string) => T) =>
  (text: string): T | undefined =>
    text === 'off' ? undefined : read(text);

const oneOf =
  <T extends string>(...values: T[]) =>
  (text: string): T => {
    if (!values.includes(text as T)) throw new Error(`must be one of ${values.join(', ')}`);
    return text as T;
  };

const plain =
  (pattern: RegExp, rule: string) =>
  (text: string): string => {
    if (!pattern.test(text)) throw new Error(rule);
    return text;
  };

const optional =
  <T>(read: (text: string) => T) =>
  (text: string): T | undefined =>
    text === '' ? undefined : read(text);

const sites = (text: string): Site[] =>
  text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((entry) => {
      const site = parseSite(entry);
      if (!site) throw new Error(`holds "${entry}", which is neither an origin nor https://*.example.com`);
      return site;
    });

const publicUrl = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash) throw new Error('must be an origin');
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) throw new Error('must be https, or http on loopback');
  return url.origin;
};

const database = (text: string): string => {
  if (text.startsWith('postgres:') || text.startsWith('postgresql:'))
    throw new Error('postgres is not supported by this version; use file:');
  if (!/^file:.+/.test(text)) throw new Error('must be file:PATH (SQLite), or file::memory: (kept until the process ends)');
  return text;
};

const KEY = plain(/^[\w.-]{1,128}$/, 'must be 1 to 128 letters, digits, dots, _ or -');
const SECRET = plain(/^\S{1,256}$/, 'must be 1 to 256 characters without blanks');
const secrets = (text: string): string[] => {
  const list = text.split(/\s+/).map(SECRET);
  if (list.length > 2) throw new Error('must be one secret, or two with a blank between');
  return list;
};
/** In production a secret that can be guessed offline from one token is refused. */
const SHORTEST_SECRET = 16;
const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** The one table of settings, by name of the environment variable (spec: surface §14). */
export const SETTINGS = {
  PORT: { about: 'port to listen on; 0 takes a free one', unset: '8080', read: whole(0, 65_535) },
  HOST: { about: 'address to listen on', unset: '127.0.0.1', read: plain(/^[\w.:-]+$/, 'must be an address or host name') },
  PUBLIC_URL: { about: 'origin browsers reach the service under', unset: '', read: optional(publicUrl) },
  DATABASE_URL: { about: 'where records are kept', unset: 'file:./data/sightline.db', read: database },
  SDK_KEY: { about: 'SDK key of the account', unset: '', read: optional(KEY) },
  SDK_SECRET: { about: 'signs access tokens; two with a blank between while rotating', unset: '', read: optional(secrets) },
  API_KEY: { about: 'issuer of REST tokens', unset: '', read: optional(KEY) },
  API_SECRET: { about: 'signs REST tokens', unset: '', read: optional(SECRET) },
  ALLOWED_SITES: { about: 'origins, or https://*.example.com, customers may come from', unset: '', read: sites },
  ALLOWED_AGENT_SITES: { about: 'the same for agents; unset: ALLOWED_SITES', unset: '', read: sites },
  PLAN: { about: 'unlimited or trial', unset: 'unlimited', read: oneOf('unlimited', 'trial') },
  TRIAL_MINUTES: { about: 'minutes of a trial', unset: '600', read: whole(0, 10_000_000) },
  WAIT_FOR_CUSTOMER_MS: { about: 'how long an agent’s session waits for its customer', unset: '180000', read: whole(100, DAY_MS) },
  RECONNECT_WINDOW_MS: { about: 'how long a lost seat is held', unset: '120000', read: whole(100, DAY_MS) },
  PIN_TTL_MS: { about: 'age at which an unused PIN is replaced', unset: '1200000', read: whole(100, DAY_MS) },
  SESSION_MAX_MS: { about: 'longest life of a session', unset: '14400000', read: whole(100, 7 * DAY_MS) },
  RATE_REQUESTS: { about: 'requests a minute and address, or off', unset: '600', read: orOff(whole(1, 1_000_000)) },
  RATE_JOIN_FAILS: { about: 'failed PINs a minute, address and user, or off', unset: '10', read: orOff(whole(1, 1_000_000)) },
  ACCOUNT_MASK_CSS_SELECTORS: { about: 'selectors masked on every page', unset: '', read: String },
  ACCOUNT_MASK_ATTRIBUTES: { about: 'attributes (name or name=value) masked on every page', unset: '', read: String },
  TRUST_PROXY: {
    about: 'proxies in front: hops, or CIDRs with commas; unset: none',
    unset: '',
    read: optional((text) =>
      /^\d{1,2}$/.test(text) ? Number(text) : plain(/^[\da-fA-F.:/, ]+$/, 'must be a number of hops or CIDRs')(text),
    ),
  },
  MIN_SDK_VERSION: { about: 'oldest SDK that is served', unset: '', read: optional(plain(SUPPORTED_SDK, 'must be a 2.x or 3.x version')) },
  DEMO: { about: '1: demo site, demo tokens, loopback origins, keys made', unset: '', read: optional(oneOf('0', '1')) },
  LOG_LEVEL: {
    about: 'fatal … trace, or silent',
    unset: 'info',
    read: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
  },
} as const satisfies Record<string, Row<unknown>>;

/**
 * Reads the environment. Wrong settings are refused by name, all at once.
 * `DEMO` unset is 1 only where no key is set and `HOST` is loopback.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): SettingsResult {
  const problems: string[] = [];
  const read = <N extends keyof typeof SETTINGS>(name: N): ReturnType<(typeof SETTINGS)[N]['read']> => {
    const row = SETTINGS[name];
    const text = env[name]?.trim() ?? '';
    try {
      return row.read(text === '' ? row.unset : text) as ReturnType<(typeof SETTINGS)[N]['read']>;
    } catch (error) {
      problems.push(`${name} ${(error as Error).message}`);
      return row.read(row.unset) as ReturnType<(typeof SETTINGS)[N]['read']>;
    }
  };
  const sdkKey = read('SDK_KEY');
  const sdkSecrets = read('SDK_SECRET');
  const apiKey = read('API_KEY');
  const apiSecret = read('API_SECRET');
  const host = read('HOST');
  const demoSetting = read('DEMO');
  const demo =
    demoSetting === undefined ? ![sdkKey, sdkSecrets, apiKey, apiSecret].some(Boolean) && isLoopbackHost(host) : demoSetting === '1';
  const production = env.NODE_ENV === 'production';
  if (production && sdkSecrets?.some((secret) => secret.length < SHORTEST_SECRET))
    problems.push(`SDK_SECRET must have at least ${SHORTEST_SECRET} characters`);
  if (production && apiSecret !== undefined && apiSecret.length < SHORTEST_SECRET)
    problems.push(`API_SECRET must have at least ${SHORTEST_SECRET} characters`);
  if (demo && production) problems.push('DEMO must not be 1 with NODE_ENV=production: set SDK_KEY and SDK_SECRET');
  const given = (name: keyof typeof SETTINGS): boolean => (env[name]?.trim() ?? '') !== '';
  for (const [key, secret] of [['SDK_KEY', 'SDK_SECRET'] as const, ['API_KEY', 'API_SECRET'] as const])
    if (given(key) !== given(secret)) problems.push(`${given(key) ? secret : key} is missing: both or none`);
  if (!given('SDK_KEY') && !given('SDK_SECRET') && !demo)
    problems.push('SDK_KEY is missing: set SDK_KEY and SDK_SECRET, or DEMO=1 to try it out');
  const allowedSites = read('ALLOWED_SITES');
  const agentSites = read('ALLOWED_AGENT_SITES');
  const settings: Settings = {
    port: read('PORT'),
    host,
    publicUrl: read('PUBLIC_URL'),
    databaseUrl: read('DATABASE_URL'),
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
    rateJoinFails: read('RATE_JOIN_FAILS'),
    maskCssSelectors: read('ACCOUNT_MASK_CSS_SELECTORS'),
    maskAttributes: read('ACCOUNT_MASK_ATTRIBUTES'),
    trustProxy: read('TRUST_PROXY'),
    minSdkVersion: read('MIN_SDK_VERSION'),
    demo,
    logLevel: read('LOG_LEVEL'),
  };
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings };
}
