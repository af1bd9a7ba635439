import { randomBytes } from 'node:crypto';
import type { Settings } from './settings.js';
import { type Account, ACCOUNT_DEFAULTS } from './store/account.js';
import type { Store } from './store/store.js';

/** Ids of the account the environment names, and of the one a demo makes for itself. */
const ENVIRONMENT = 'environment';
const DEMO = 'demo';

const draw = (bytes: number): string => randomBytes(bytes).toString('base64url');

/**
 * Puts the account of the settings into the store: its keys, and whatever else is set; the rest stays as it was changed by the admin
 * API. With `DEMO` and no keys they are made once and found again by the next start; without `DEMO` a demo's account of an earlier
 * start is removed, so that its keys open nothing. Without keys and `DEMO` there is none.
 */
export async function seedAccount(store: Store, settings: Settings, now: number): Promise<Account | undefined> {
  const { keys, demo } = settings;
  if (!demo || keys) await store.removeAccount(DEMO);
  if (!keys && !demo) return undefined;
  const id = keys ? ENVIRONMENT : DEMO;
  await refuseTaken(store, settings, id);
  const before = await store.accountById(id);
  const next = { ...(before ?? newAccount(id, now)), ...ofSettings(settings) };
  if (!before || !same(before, next)) {
    const { version = 0, createdAt = 0 } = before ?? {};
    await store.putAccount({ ...next, version: version + 1, createdAt: createdAt || now, updatedAt: now });
  }
  const account = await store.accountById(id);
  if (!account) throw new Error('the store did not keep the account');
  return account;
}

/**
 * The account that opens nothing while this process runs: in a demo the environment's. It is not removed: a start whose variables were
 * forgotten must not cost the masks and switches that were set by the admin API.
 */
export const unusedAccount = ({ keys, demo }: Settings): string | undefined => (demo && !keys ? ENVIRONMENT : undefined);

const newAccount = (id: string, now: number): Account => ({
  ...ACCOUNT_DEFAULTS,
  id,
  name: id === DEMO ? 'Demo' : 'Environment',
  version: 0,
  createdAt: now,
  updatedAt: now,
  sdkKey: draw(12),
  sdkSecrets: [draw(24)],
  apiKey: draw(12),
  // Nobody is told: REST is open once a secret is set, or added by the admin API.
  apiSecrets: [draw(24)],
});

/** What the environment says of the account. */
function ofSettings(settings: Settings): Partial<Account> {
  const { keys, given } = settings;
  const is = (...names: string[]): boolean => names.some((name) => (given as ReadonlySet<string>).has(name));
  const plan: Account['plan'] =
    settings.plan === 'trial' ? { kind: 'trial', minutes: settings.trialMinutes, used: 0 } : { kind: 'unlimited' };
  return {
    ...(keys && { sdkKey: keys.sdkKey, sdkSecrets: keys.sdkSecrets }),
    ...(keys?.apiKey && keys.apiSecret && { apiKey: keys.apiKey, apiSecrets: [keys.apiSecret] }),
    ...(is('ALLOWED_SITES') && { allowedSites: settings.allowedSites }),
    ...(is('ALLOWED_SITES', 'ALLOWED_AGENT_SITES') && { allowedAgentSites: settings.allowedAgentSites }),
    ...(is('PLAN') && { plan }),
    ...(is('ACCOUNT_MASK_CSS_SELECTORS') && { maskCssSelectors: settings.maskCssSelectors }),
    ...(is('ACCOUNT_MASK_ATTRIBUTES') && { maskAttributes: settings.maskAttributes }),
    ...(is('ACCOUNT_KEEP_QUERY') && { keepQuery: settings.keepQuery }),
    // A demo's own default is not kept: the next start may be no demo.
    ...(is('DEVELOPER_MODE') && { developerMode: settings.developerMode }),
  };
}

/** Whether they say the same: of a trial the minutes it has, of secrets which there are. */
function same(one: Account, other: Account): boolean {
  const text = ({ plan, sdkSecrets, apiSecrets, ...rest }: Account): string =>
    JSON.stringify([{ ...plan, used: 0 }, [...sdkSecrets].sort(), [...apiSecrets].sort(), Object.entries(rest).sort()]);
  return text(one) === text(other);
}

async function refuseTaken(store: Store, { keys }: Settings, id: string): Promise<void> {
  const bySdkKey = keys && (await store.account(keys.sdkKey));
  if (bySdkKey && bySdkKey.id !== id) throw new Error(`SDK_KEY is the key of account ${bySdkKey.id} already: choose another one`);
  const byApiKey = keys?.apiKey ? await store.accountByApiKey(keys.apiKey) : undefined;
  if (byApiKey && byApiKey.id !== id) throw new Error(`API_KEY is the key of account ${byApiKey.id} already: choose another one`);
}
