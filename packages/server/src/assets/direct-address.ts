import { type Site, siteAllowed } from '../access/site.js';
import { pageAddress } from '../session/page-address.js';
import type { Asset } from './asset.js';

/**
 * Where an agent's browser may load a picture itself (design decision 4b): from one of these sites, over https off loopback, at an
 * address that the address rules leave as it is, so that it tells no more than an address of a page may.
 */
export function directAddress({ open }: Asset, sites: readonly Site[]): string | undefined {
  if (open === undefined || !siteAllowed(new URL(open).origin, sites, false)) return undefined;
  return pageAddress(open, []) === open ? open : undefined;
}
