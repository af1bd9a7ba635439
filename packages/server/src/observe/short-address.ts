import ipaddr from 'ipaddr.js';

/** An address as logs may hold it: its /24 (IPv4) or /48 (IPv6) network, never a single line or household. */
export function shortAddress(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 3)
        .map((part) => part.toString(16))
        .join(':')}::/48`
    : `${parsed.octets.slice(0, 3).join('.')}.0/24`;
}
