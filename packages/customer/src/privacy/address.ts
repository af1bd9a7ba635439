const PART_LENGTH = 20;

export interface AddressRules {
  /** Parameters of the query that leave. */
  keepQuery?: readonly string[] | undefined;
  base?: string;
  /** Whether a pattern means this part of the path, or this value of a parameter. */
  hides?: ((part: string) => boolean) | undefined;
}

/**
 * What may leave of an address (surface §7): origin and path of http(s), a path part that is longer than 20 characters, holds an
 * `@` or is meant by a pattern as `:x`, nothing of a host that is, no fragment, of the query only the parameters to keep. Anything else gives ''.
 */
export function publicAddress(url: string, { keepQuery = [], base, hides = () => false }: AddressRules = {}): string {
  const hidden = (part: string): boolean => part.length > PART_LENGTH || part.includes('@') || hides(part);
  let parsed: URL;
  try {
    parsed = new URL(url, base);
  } catch {
    return '';
  }
  if ((parsed.protocol !== 'http:' && parsed.protocol !== 'https:') || hides(parsed.hostname)) return '';
  const path = parsed.pathname.replace(/\/([^/]*)/g, (whole, part: string) =>
    hidden(plain(part)) || part.length > PART_LENGTH ? '/:x' : whole,
  );
  let query = '';
  for (const name of keepQuery) {
    for (const value of parsed.searchParams.getAll(name)) {
      query += `${query === '' ? '?' : '&'}${encodeURIComponent(name)}=${hides(value) ? ':x' : encodeURIComponent(value)}`;
    }
  }
  return parsed.origin + path + query;
}

/** As it is read. What is wrongly encoded is read as it stands. */
function plain(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
