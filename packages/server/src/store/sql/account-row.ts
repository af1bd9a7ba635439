import { formatSite, parseSite, type Site } from '../../access/site.js';
import type { Account, AccountDefaults } from '../account.js';
import type { Tables } from '../tables.js';

const sites = (json: string): Site[] => {
  const list: unknown = JSON.parse(json);
  return (list as string[]).map(parseSite).filter((site) => site !== undefined);
};

/** Columns that hold yes or no, by the switch they are. */
const SWITCHES = {
  disabled: 'disabled',
  maskData: 'mask_data',
  remoteAssist: 'remote_assist',
  multiTab: 'multi_tab',
  annotation: 'annotation',
  confirmSubmits: 'confirm_submits',
  loadAssetsDirectly: 'load_assets_directly',
  shortenAddresses: 'shorten_addresses',
  developerMode: 'developer_mode',
} as const satisfies Partial<Record<keyof Account, keyof Tables['accounts']>>;

type Switches = { [S in keyof typeof SWITCHES]: boolean };
type SwitchColumns = { [S in keyof typeof SWITCHES as (typeof SWITCHES)[S]]: number };

const names = Object.keys(SWITCHES) as (keyof typeof SWITCHES)[];
const switchesOf = (row: SwitchColumns): Switches => Object.fromEntries(names.map((name) => [name, row[SWITCHES[name]] === 1])) as Switches;
const columnsOf = (switches: Switches): SwitchColumns =>
  Object.fromEntries(names.map((name) => [SWITCHES[name], switches[name] ? 1 : 0])) as SwitchColumns;

/** `secrets`: the active ones of the account, newest first. */
export const accountOfRow = (row: Tables['accounts'], secrets: Record<'sdk' | 'api', string[]>): Account => ({
  id: row.id,
  name: row.name,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  sdkKey: row.sdk_key,
  sdkSecrets: secrets.sdk,
  apiKey: row.api_key,
  apiSecrets: secrets.api,
  allowedSites: sites(row.allowed_sites),
  allowedAgentSites: sites(row.allowed_agent_sites),
  plan: row.trial_minutes === null ? { kind: 'unlimited' } : { kind: 'trial', minutes: row.trial_minutes, used: row.trial_used },
  maskCssSelectors: row.mask_css_selectors,
  maskAttributes: row.mask_attributes,
  ...switchesOf(row),
  defaults: JSON.parse(row.defaults) as AccountDefaults,
  keepQuery: JSON.parse(row.keep_query) as string[],
  retention: { sessionDays: row.session_days, deliveryDays: row.delivery_days },
});

/** All columns but those of secrets, and of the minutes used. */
export const rowOfAccount = (account: Account): Omit<Tables['accounts'], 'sdk_secrets' | 'api_secret' | 'trial_used'> => ({
  id: account.id,
  name: account.name,
  version: account.version,
  created_at: account.createdAt,
  updated_at: account.updatedAt,
  sdk_key: account.sdkKey,
  api_key: account.apiKey,
  allowed_sites: JSON.stringify(account.allowedSites.map(formatSite)),
  allowed_agent_sites: JSON.stringify(account.allowedAgentSites.map(formatSite)),
  trial_minutes: account.plan.kind === 'trial' ? account.plan.minutes : null,
  mask_css_selectors: account.maskCssSelectors,
  mask_attributes: account.maskAttributes,
  ...columnsOf(account),
  defaults: JSON.stringify(account.defaults),
  keep_query: JSON.stringify(account.keepQuery),
  session_days: account.retention.sessionDays,
  delivery_days: account.retention.deliveryDays,
});

/** What a row of a new account holds besides. */
export const NEW_ROW = { sdk_secrets: '[]', api_secret: '', trial_used: 0 };
