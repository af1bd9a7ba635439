import { lookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';

export interface HostAddress {
  address: string;
  family: number;
}

/** One address of a host (as `URL.hostname` gives it); throws where any of its addresses is not allowed. */
export async function resolveHost(hostname: string, allowed: (address: string) => boolean): Promise<HostAddress> {
  const host = hostname.replace(/^\[|\]$/g, '');
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await lookup(host, { all: true, verbatim: false });
  if (!found.every(({ address }) => allowed(address))) throw new Error('not a public address');
  const [first] = found;
  if (!first) throw new Error('no address');
  return first;
}

/** A look-up that gives this very address: what was checked is what is connected to. */
export const pinnedTo = (address: HostAddress): LookupFunction =>
  ((_host, settings, callback) => {
    if (settings.all) callback(null, [address]);
    else callback(null, address.address, address.family);
  }) as LookupFunction;

/** The name of a host may take the resolver longer to find than there is time; it goes on by itself and nobody listens. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((done, fail) => {
    const abort = (): void => fail(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(done, fail).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Ports above 1023 that belong to other protocols a request could be read as (the Fetch standard's "bad ports"). */
const OTHER_PROTOCOLS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** `port` as `URL.port` gives it. */
export const isWebPort = (port: string): boolean =>
  port === '' || port === '80' || port === '443' || (Number(port) > 1023 && !OTHER_PROTOCOLS.has(Number(port)));
