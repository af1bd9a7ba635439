import ipaddr from 'ipaddr.js';

/** Whether an address is somewhere on the open internet: not this machine, no private, link-local, shared or special range. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  // `process` unwraps an IPv4 address written as IPv6.
  return ipaddr.process(text).range() === 'unicast';
}
