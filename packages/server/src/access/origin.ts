import type { Role } from '../session/state.js';
import type { Account } from '../store/account.js';
import { siteAllowed } from './site.js';

/** Whether a page may act in a role: customers from the allowed sites, agents from theirs and from the service itself (surface §5). */
export type OriginCheck = (origin: string | undefined, account: Account, role: Role) => boolean;

/** `own` gives the service's origins, which are known once it listens; `demo` lets loopback pages in. */
export function createOriginCheck(options: { own(): readonly string[]; demo: boolean }): OriginCheck {
  return (origin, account, role) => {
    if (role === 'agent' && origin !== undefined && options.own().includes(origin)) return true;
    return siteAllowed(origin, role === 'customer' ? account.allowedSites : account.allowedAgentSites, options.demo);
  };
}
