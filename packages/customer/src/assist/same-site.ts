/** Whether an address is one of the page's site. */
export interface SameSite {
  allows(url: string | URL, base?: string): boolean;
}

const PROBE = 'sightline.probe';

/**
 * A site is a registrable domain, as for the session's cookie (surface §9): the browser knows public suffixes and takes a cookie for
 * a domain that is none. Where it takes no cookies only the page's own host is its site.
 */
export function createSameSite({ document, origin }: Window): SameSite {
  /** Also of a document that was written into a frame of the page's. */
  const page = origin === 'null' ? undefined : new URL(origin);
  const known = new Map<string, boolean>();
  /** Whether a cookie can be for this domain: it is no public suffix. */
  const holds = (domain: string): boolean => {
    const cookie = (age: number): void => {
      // oxlint-disable-next-line unicorn/no-document-cookie
      document.cookie = `${PROBE}=1; Path=/; SameSite=Lax; Max-Age=${age}; Domain=${domain}`;
    };
    try {
      cookie(5);
      const held = document.cookie.includes(`${PROBE}=1`);
      if (held) cookie(0);
      return held;
    } catch {
      return false;
    }
  };
  const shared = (host: string): string => {
    const [ours, theirs] = [(page?.hostname ?? '').split('.').reverse(), host.split('.').reverse()];
    let same = 0;
    while (same < ours.length && ours[same] === theirs[same]) same++;
    return ours.slice(0, same).reverse().join('.');
  };
  return {
    allows(url, base) {
      try {
        const { protocol, hostname, username, password } = new URL(url, base ?? document.baseURI);
        if (!/^https?:$/.test(protocol) || (page?.protocol === 'https:' && protocol !== 'https:') || username || password) return false;
        if (hostname === page?.hostname) return true;
        const domain = shared(hostname);
        if (!domain.includes('.') || !/[a-z]/i.test(domain)) return false;
        let holding = known.get(domain);
        if (holding === undefined) known.set(domain, (holding = holds(domain)));
        return holding;
      } catch {
        return false;
      }
    },
  };
}
