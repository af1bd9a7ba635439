const DEEP = 9;

/**
 * The browser's own function behind a page's wrapper, where zone.js keeps it. A zone runs what is called after every task it sees (Angular
 * looks at the whole page): what is ours goes past it. Wrappers of others, such as monitors, say nothing of what they wrap and are used as they are.
 */
export function original<F>(given: F): F {
  let found = given as F & { __zone_symbol__OriginalDelegate?: F };
  for (let i = 0; i < DEEP; i++) found = (found?.__zone_symbol__OriginalDelegate ?? found) as typeof found;
  return found;
}
