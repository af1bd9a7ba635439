const PART_LENGTH = 20;

/**
 * The address rules (surface §7) once more, for what a page says of itself: origin and path, parts that are long or hold an `@` as
 * `:x`, of the query what the account keeps. Patterns are the page's to keep. '' for what is no address of a page.
 */
export function pageAddress(url: string, keepQuery: readonly string[]): string {
  if (!URL.canParse(url)) return '';
  const { protocol, origin, pathname, searchParams } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return '';
  const path = pathname
    .split('/')
    .map((part) => (part.length > PART_LENGTH || /@|%40/i.test(part) ? ':x' : part))
    .join('/');
  const kept = new URLSearchParams(keepQuery.flatMap((name) => searchParams.getAll(name).map((value): [string, string] => [name, value])));
  return `${origin}${path}${kept.size > 0 ? `?${kept.toString()}` : ''}`;
}
