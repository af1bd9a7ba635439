const PART_LENGTH = 20;

/**
 * What may leave of an address (surface §7): origin and path of http(s), a path part longer than 20 characters or holding an
 * `@` as `:x`, no fragment, of the query only the parameters in `keepQuery`. Anything else gives ''. Relative to `base`.
 */
export function publicAddress(url: string, keepQuery: readonly string[] = [], base?: string): string {
  let parsed: URL;
  try {
    parsed = new URL(url, base);
  } catch {
    return '';
  }
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return '';
  const parts = parsed.pathname.split('/');
  let path = '';
  for (let i = 1; i < parts.length; i++) {
    const part = parts[i] ?? '';
    path += `/${part.length > PART_LENGTH || part.includes('@') || /%40/.test(part) ? ':x' : part}`;
  }
  let query = '';
  for (const name of keepQuery) {
    for (const value of parsed.searchParams.getAll(name)) {
      query += `${query === '' ? '?' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
    }
  }
  return parsed.origin + path + query;
}
