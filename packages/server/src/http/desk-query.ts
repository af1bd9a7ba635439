import { formatSite, type Site } from '../access/site.js';
import type { Account } from '../store/account.js';

/** Names the account in the desk's address, where the page is another one for it than for anybody. */
export function deskQuery(account: Account | undefined, frameSites: readonly Site[]): string {
  if (!account) return '';
  const known = new Set(frameSites.map(formatSite));
  const differs = account.loadAssetsDirectly || account.allowedAgentSites.some((site) => !known.has(formatSite(site)));
  return differs ? `?app_key=${encodeURIComponent(account.sdkKey)}` : '';
}
