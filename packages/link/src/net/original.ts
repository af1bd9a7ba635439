const DEEP = 9;

/**
 * The browser's own function behind a page's wrapper, where zone.js keeps it. Zones run what is called after every task they see (Angular looks at the whole
 * page), monitors report it as the page's: what is ours goes past both.
 */
export function original<F>(given: F): F {
  let found = given as F & { __zone_symbol__OriginalDelegate?: F };
  for (let i = 0; i < DEEP; i++) found = (found?.__zone_symbol__OriginalDelegate ?? found) as typeof found;
  return found;
}
