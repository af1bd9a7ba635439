import { formatSite } from '../access/site.js';
import type { Account } from '../store/account.js';
import type { AccountAnswer } from './account-schemas.js';

/** An account as the admin API tells it: nothing of it is secret. */
export const accountAnswer = (account: Account): AccountAnswer => ({
  id: account.id,
  name: account.name,
  disabled: account.disabled,
  version: account.version,
  createdAt: account.createdAt,
  updatedAt: account.updatedAt,
  sdkKey: account.sdkKey,
  apiKey: account.apiKey,
  allowedSites: account.allowedSites.map(formatSite),
  allowedAgentSites: account.allowedAgentSites.map(formatSite),
  plan: account.plan,
  switches: {
    maskData: account.maskData,
    remoteAssist: account.remoteAssist,
    multiTab: account.multiTab,
    annotation: account.annotation,
    confirmSubmits: account.confirmSubmits,
    loadAssetsDirectly: account.loadAssetsDirectly,
    shortenAddresses: account.shortenAddresses,
    developerMode: account.developerMode,
  },
  masks: { cssSelectors: account.maskCssSelectors, attributes: account.maskAttributes },
  defaults: account.defaults,
  keepQuery: account.keepQuery,
  retention: account.retention,
});
