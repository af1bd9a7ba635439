/** A place a page may come from: one origin, or every host under a domain over https (spec: surface §13). */
export type Site = { kind: 'origin'; origin: string } | { kind: 'under'; suffix: string };

/** Whether a host name (as `URL.hostname` gives it) is this machine. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Reads one entry of an allow list; `undefined` where it is neither an origin nor `https://*.example.com`. */
export function parseSite(text: string): Site | undefined {
  const wild = /^https:\/\/\*\.([a-z\d-]+(?:\.[a-z\d-]+)+)$/i.exec(text);
  if (wild?.[1]) return { kind: 'under', suffix: `.${wild[1].toLowerCase()}` };
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username || url.hostname.includes('*'))
    return undefined;
  return { kind: 'origin', origin: url.origin };
}

/** The entry as it was written, for the store. */
export const formatSite = (site: Site): string => (site.kind === 'origin' ? site.origin : `https://*${site.suffix}`);

/**
 * Whether a page of `origin` (the request's header, `undefined` or `null` where there is none) may use the service.
 * Off loopback only https passes, whatever the list says.
 */
export function siteAllowed(origin: string | undefined, sites: readonly Site[], anyLoopback: boolean): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const url = new URL(origin);
  if (url.origin !== origin) return false;
  const loopback = isLoopbackHost(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) return false;
  if (anyLoopback && loopback) return true;
  return sites.some((site) => {
    switch (site.kind) {
      case 'origin':
        return site.origin === origin;
      case 'under':
        return url.protocol === 'https:' && url.port === '' && url.hostname.endsWith(site.suffix);
      default:
        return site satisfies never;
    }
  });
}
