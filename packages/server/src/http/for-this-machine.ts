import type { IncomingMessage } from 'node:http';
import { isLoopbackHost } from '../access/site.js';

/** Headers by which a proxy says whom it asks for, or whom it was asked as. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-server', 'x-real-ip', 'x-client-ip', 'true-client-ip'];

/** The name in `name`, `name:port`, `[v6]:port` or a bare address. */
function hostOf(text: string): string {
  const bare = text.trim().replace(/^::ffff:/i, '');
  if (isLoopbackHost(bare)) return bare;
  return URL.canParse(`http://${bare}`) ? new URL(`http://${bare}`).hostname : '';
}

/** Every `for` and `host` of a `Forwarded` header (RFC 7239). */
function namedIn(forwarded: string): string[] {
  const pairs = forwarded.split(/[,;]/).map((pair) => pair.split('='));
  return pairs.filter(([name = '']) => /^\s*(?:for|host)\s*$/i.test(name)).map(([, value = '']) => value.trim().replace(/^"|"$/g, ''));
}

/**
 * Whether a request was sent on this machine, to this machine: `Host` is a loopback name (another one is a page elsewhere whose
 * name was made to mean 127.0.0.1), and nothing says that it was passed on for somebody else. A proxy that says nothing speaks
 * HTTP/1.0 (nginx as it comes), which no browser does.
 */
export function forThisMachine({ headers, httpVersion }: Pick<IncomingMessage, 'headers' | 'httpVersion'>): boolean {
  const { host = '', origin = 'null', forwarded } = headers;
  const named = FORWARDED.flatMap((name) => headers[name] ?? []).flatMap((list) => list.split(','));
  const hosts = [host, ...(origin === 'null' ? [] : [origin.replace(/^https?:\/\//, '')]), ...named];
  if (forwarded !== undefined) hosts.push(...namedIn(forwarded));
  return httpVersion !== '1.0' && headers.via === undefined && hosts.every((one) => isLoopbackHost(hostOf(one)));
}
