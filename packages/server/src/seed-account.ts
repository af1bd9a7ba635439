import { randomBytes } from 'node:crypto';
import type { Settings } from './settings.js';
import { type Account, ACCOUNT_DEFAULTS } from './store/account.js';
import type { Store } from './store/store.js';

/** Ids of the account the environment names, and of the one a demo makes for itself. */
const ENVIRONMENT = 'environment';
const DEMO = 'demo';

const draw = (bytes: number): string => randomBytes(bytes).toString('base64url');

/**
 * Puts the account of the settings into the store. With `DEMO` and no keys they are made once and found again by the next
 * start; without `DEMO` a demo's keys of an earlier start are removed, so that they open nothing.
 */
export async function seedAccount(store: Store, settings: Settings): Promise<Account> {
  const { keys } = settings;
  const id = keys ? ENVIRONMENT : DEMO;
  if (!settings.demo || keys) await store.removeAccount(DEMO);
  if (!keys) await store.removeAccount(ENVIRONMENT);
  const before = keys ? undefined : await store.accountById(DEMO);
  const now = Date.now();
  await store.putAccount({
    ...ACCOUNT_DEFAULTS,
    id,
    name: '',
    version: 1,
    createdAt: now,
    updatedAt: now,
    sdkKey: keys?.sdkKey ?? before?.sdkKey ?? draw(12),
    sdkSecrets: keys?.sdkSecrets ?? before?.sdkSecrets ?? [draw(24)],
    apiKey: keys?.apiKey ?? before?.apiKey ?? draw(12),
    apiSecrets: keys?.apiSecret ? [keys.apiSecret] : (before?.apiSecrets ?? [draw(24)]),
    allowedSites: settings.allowedSites,
    allowedAgentSites: settings.allowedAgentSites,
    plan: settings.plan === 'trial' ? { kind: 'trial', minutes: settings.trialMinutes, used: 0 } : { kind: 'unlimited' },
    maskCssSelectors: settings.maskCssSelectors,
    maskAttributes: settings.maskAttributes,
    keepQuery: settings.keepQuery,
    developerMode: settings.developerMode,
  });
  const account = await store.accountById(id);
  if (!account) throw new Error('the store did not keep the account');
  return account;
}
