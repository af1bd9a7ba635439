const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for a host name no other machine can be behind. */
export const isLoopback = (hostname: string): boolean => LOOPBACK.test(hostname);

/** The service's origin from `host` (an origin: https, http on loopback); `undefined` where it is none. */
export function originOf(host: string): string | undefined {
  try {
    const url = new URL(host);
    const plain = url.username + url.password + url.pathname + url.search + url.hash === '/';
    const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
    return plain && safe ? url.origin : undefined;
  } catch {
    return undefined;
  }
}

/** The service's origin from `zoomHostName` (host[:port]: https, http on loopback); `undefined` where it is none. */
export function originOfHostName(name: string): string | undefined {
  if (!/^[\w.[\]:-]+$/.test(name)) return undefined;
  const https = originOf(`https://${name}`);
  return https !== undefined && isLoopback(new URL(https).hostname) ? originOf(`http://${name}`) : https;
}

/** The service of `<meta name="cobrowse-host" content="…">`: an origin or a host name. */
export function originOfMeta(document: Document): string | undefined {
  const content = document.querySelector('meta[name="cobrowse-host"]')?.getAttribute('content')?.trim();
  if (content === undefined) return undefined;
  return content.includes('://') ? originOf(content) : originOfHostName(content);
}

/** The address of the live connection of a service: `wss` for `https`. */
export const socketUrl = (service: string, path: string): string => service.replace(/^http/, 'ws') + path;
