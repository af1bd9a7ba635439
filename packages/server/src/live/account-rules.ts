import { hashKey } from '../session/key.js';
import type { AccountRules } from '../session/state.js';
import type { Account } from '../store/account.js';

/** What the account says of its sessions (surface §13). The switch *Mask data* removes its own rules, never what a page marks. */
export function accountRules(account: Account): AccountRules {
  const { maskCssSelectors, maskAttributes: maskHTMLAttributes, keepQuery, defaults } = account;
  const { remoteAssist, multiTab, annotation, confirmSubmits } = account;
  const { maskType } = defaults;
  const directSites = account.loadAssetsDirectly ? account.allowedSites : [];
  const masks = account.maskData
    ? { maskCssSelectors, maskHTMLAttributes, ...(maskType && { maskType }) }
    : { maskCssSelectors: '', maskHTMLAttributes: '' };
  const policy = { ...masks, keepQuery };
  return {
    policy,
    policyHash: hashKey(JSON.stringify(policy)),
    allows: { remoteAssist, multiTab, annotation, confirmSubmits },
    defaults,
    directSites,
  };
}
