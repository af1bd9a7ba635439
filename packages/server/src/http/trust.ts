import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Which proxies in front are believed about who called them (`TRUST_PROXY`): the nearest few, or those of these networks. */
export type Trust =
  | { kind: 'hops'; hops: number }
  | { kind: 'networks'; networks: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[] };

/** Reads `TRUST_PROXY`: a number of hops, or addresses and CIDRs with commas. Throws where it is neither. */
export function parseTrust(text: string): Trust {
  if (/^\d{1,2}$/.test(text)) return { kind: 'hops', hops: Number(text) };
  const networks = text.split(',').map((part) => {
    const entry = part.trim();
    // `ipaddr` alone would take shortened forms like 10.1.
    if (!isIP(entry.split('/', 1)[0] ?? '')) throw new Error(entry);
    if (ipaddr.isValidCIDR(entry)) return ipaddr.parseCIDR(entry);
    if (!isIP(entry)) throw new Error(entry);
    const address = ipaddr.process(entry);
    return [address, address.kind() === 'ipv4' ? 32 : 128] as [ipaddr.IPv4 | ipaddr.IPv6, number];
  });
  return { kind: 'networks', networks };
}

/** Whether the address `hop` steps away (0: whoever opened the connection) is a proxy that is believed. */
export type TrustCheck = (address: string, hop: number) => boolean;

export function trustCheck(trust: Trust | undefined): TrustCheck {
  switch (trust?.kind) {
    case undefined:
      return () => false;
    case 'hops':
      return (_address, hop) => hop < trust.hops;
    case 'networks':
      return (address) => {
        if (!ipaddr.isValid(address)) return false;
        const from = ipaddr.process(address);
        return trust.networks.some(([network, bits]) => network.kind() === from.kind() && from.match(network, bits));
      };
    default:
      return trust satisfies never;
  }
}

/**
 * The client's address: the first one, from the connection outwards along `X-Forwarded-For`, that is no believed proxy.
 * What is no address there is not believed either: the proxy that said so stands for it.
 */
export function clientAddress(request: IncomingMessage, trusted: TrustCheck): string {
  let address = request.socket.remoteAddress ?? '';
  const header = request.headers['x-forwarded-for'];
  const named = (typeof header === 'string' ? header : '').split(',').reverse();
  for (const [hop, entry] of named.entries()) {
    if (!trusted(address, hop) || !isIP(entry.trim())) break;
    address = entry.trim();
  }
  return address;
}
