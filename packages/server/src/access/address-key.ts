import ipaddr from 'ipaddr.js';

/** What limits count an address by: IPv4 whole (also where written as IPv6), IPv6 by its /64, because one customer line has a whole one. */
export function addressKey(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
