import type { Role } from '../session/state.js';
import { isLoopbackHost } from './site.js';

const LONGEST = 120;

/** Words for why a page's origin (the request's header) may not act in a role; they name the origin, without what markup is made of. */
export function originFault(origin: string | undefined, role: Role): string {
  if (origin === undefined || origin === 'null') return 'the request names no origin: the page is a file, sandboxed, or no page';
  const shown = origin.replace(/[^\w.:/[\]-]/g, '?').slice(0, LONGEST);
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (url?.protocol === 'http:' && !isLoopbackHost(url.hostname)) return `${shown} is not https`;
  return `${shown} is none of the account’s ${role === 'customer' ? 'allowed sites' : 'allowed agent sites'}`;
}
