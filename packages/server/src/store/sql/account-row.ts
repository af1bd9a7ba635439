import { formatSite, parseSite, type Site } from '../../access/site.js';
import type { Account } from '../account.js';
import type { Tables } from '../tables.js';

const sites = (json: string): Site[] => {
  const list: unknown = JSON.parse(json);
  return (list as string[]).map(parseSite).filter((site) => site !== undefined);
};

export const accountOfRow = (row: Tables['accounts']): Account => ({
  id: row.id,
  sdkKey: row.sdk_key,
  sdkSecrets: JSON.parse(row.sdk_secrets) as string[],
  apiKey: row.api_key,
  apiSecret: row.api_secret,
  disabled: row.disabled === 1,
  allowedSites: sites(row.allowed_sites),
  allowedAgentSites: sites(row.allowed_agent_sites),
  plan: row.trial_minutes === null ? { kind: 'unlimited' } : { kind: 'trial', minutes: row.trial_minutes, used: row.trial_used },
  maskCssSelectors: row.mask_css_selectors,
  maskAttributes: row.mask_attributes,
  maskData: row.mask_data === 1,
  remoteAssist: row.remote_assist === 1,
  annotation: row.annotation === 1,
  confirmSubmits: row.confirm_submits === 1,
  keepQuery: JSON.parse(row.keep_query) as string[],
  developerMode: row.developer_mode === 1,
});

export const rowOfAccount = (account: Account): Tables['accounts'] => ({
  id: account.id,
  sdk_key: account.sdkKey,
  sdk_secrets: JSON.stringify(account.sdkSecrets),
  api_key: account.apiKey,
  api_secret: account.apiSecret,
  disabled: account.disabled ? 1 : 0,
  allowed_sites: JSON.stringify(account.allowedSites.map(formatSite)),
  allowed_agent_sites: JSON.stringify(account.allowedAgentSites.map(formatSite)),
  trial_minutes: account.plan.kind === 'trial' ? account.plan.minutes : null,
  trial_used: 0,
  mask_css_selectors: account.maskCssSelectors,
  mask_attributes: account.maskAttributes,
  mask_data: account.maskData ? 1 : 0,
  remote_assist: account.remoteAssist ? 1 : 0,
  annotation: account.annotation ? 1 : 0,
  confirm_submits: account.confirmSubmits ? 1 : 0,
  keep_query: JSON.stringify(account.keepQuery),
  developer_mode: account.developerMode ? 1 : 0,
});
