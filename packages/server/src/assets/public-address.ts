import ipaddr from 'ipaddr.js';

/** Global unicast; what lies outside is reserved, local, or a way to say an IPv4 address. */
const GLOBAL = ipaddr.IPv6.parse('2000::');
/** Parts of it that lead elsewhere: Teredo and its neighbours, documentation, 6to4. */
const ELSEWHERE: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

/** Whether an address is somewhere on the open internet: not this machine, no private, link-local, shared or special range. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  // `process` unwraps an IPv4 address written as IPv6.
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  if (address instanceof ipaddr.IPv4) return true;
  return address.match(GLOBAL, 3) && !ELSEWHERE.some(([start, bits]) => address.match(ipaddr.IPv6.parse(start), bits));
}
