/** `https://*.example.com`: every host below that domain, over https on its own port. */
const UNDER = /^https:\/\/\*(\.[a-z\d-]+(?:\.[a-z\d-]+)+)$/;

/** Whether an entry of `frameOrigins` is one: an origin as browsers write it, or `https://*.example.com` (as sites, surface §13). */
export function isOriginEntry(entry: unknown): boolean {
  if (typeof entry !== 'string') return false;
  if (UNDER.test(entry)) return true;
  if (entry.includes('*')) return false;
  try {
    const { origin, protocol } = new URL(entry);
    return origin === entry && /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}

/** Whether an origin (as an event or a URL gives it) is on a list. An opaque one, `null`, is on none. */
export function onList(list: readonly string[], origin: string): boolean {
  return list.some((entry) => {
    const suffix = UNDER.exec(entry)?.[1];
    if (suffix === undefined) return entry === origin;
    return origin.startsWith('https://') && origin.endsWith(suffix) && /^[a-z\d.-]+$/.test(origin.slice('https://'.length));
  });
}
