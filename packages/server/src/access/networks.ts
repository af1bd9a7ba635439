import ipaddr from 'ipaddr.js';
import { addressKey } from './address-key.js';

/** The networks an address is in, from the widest to what limits count it by: IPv4 /16, /24 and itself, IPv6 /32, /48 and /64. */
export function networksOf(address: string): readonly [string, string, string] {
  const key = addressKey(address);
  if (!ipaddr.isValid(address)) return [key, key, key];
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? [`${parsed.parts.slice(0, 2).join(':')}::`, `${parsed.parts.slice(0, 3).join(':')}::`, key]
    : [parsed.octets.slice(0, 2).join('.'), parsed.octets.slice(0, 3).join('.'), key];
}
