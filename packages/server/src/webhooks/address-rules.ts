import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isLoopbackHost } from '../access/site.js';
import { isPublicAddress } from '../assets/public-address.js';
import { isWebPort } from '../net/pinned-address.js';

/** Private places webhooks may be sent to (`WEBHOOK_PRIVATE_HOSTS`): hosts by name, addresses by network. */
export interface PrivateHosts {
  names: readonly string[];
  networks: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[];
}

export interface AddressRules {
  /** Why no webhook may have this URL; `undefined` where it may, as far as can be seen without asking for its address. */
  urlFault(url: string): string | undefined;
  /** Whether an address may be connected to on behalf of this host. */
  allows(hostname: string): (address: string) => boolean;
}

const LONGEST_URL = 2_000;

/** Reads `WEBHOOK_PRIVATE_HOSTS`. Throws where an entry is none. */
export function parsePrivateHosts(text: string): PrivateHosts {
  const names: string[] = [];
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of text.split(/[\s,]+/).filter(Boolean)) {
    if (isIP(entry.split('/', 1)[0] ?? '')) {
      const address = entry.includes('/') ? undefined : ipaddr.process(entry);
      networks.push(address ? [address, address.kind() === 'ipv4' ? 32 : 128] : ipaddr.parseCIDR(entry));
    } else if (/^[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i.test(entry)) names.push(entry.toLowerCase());
    else throw new Error(entry);
  }
  return { names, networks };
}

/** `demo`: this machine is a receiver too, over http. */
export function createAddressRules({ demo, privateHosts }: { demo: boolean; privateHosts: PrivateHosts }): AddressRules {
  const isHere = (hostname: string): boolean => demo && isLoopbackHost(hostname);
  const isListed = (text: string): boolean => {
    const address = ipaddr.process(text);
    return privateHosts.networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  };
  return {
    urlFault(text) {
      if (text.length > LONGEST_URL || !URL.canParse(text)) return 'must be an absolute URL of at most 2,000 characters';
      const { protocol, hostname, port, username, password, hash } = new URL(text);
      if (protocol !== 'https:' && !(protocol === 'http:' && isHere(hostname))) return 'must begin with https://';
      if (username || password) return 'must hold no user name and no password';
      if (hash) return 'must hold no fragment';
      return isWebPort(port) ? undefined : 'must have a port of the web';
    },
    allows: (hostname) => (address) =>
      isPublicAddress(address) ||
      privateHosts.names.includes(hostname.toLowerCase()) ||
      (isHere(hostname) && isLoopbackHost(address)) ||
      isListed(address),
  };
}
