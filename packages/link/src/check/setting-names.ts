import { nearest } from '@sightline/protocol';

/** Names among settings that are none of ours. */
export interface StrangeNames {
  /** The first that is nearly one of ours, and which. */
  misspelt?: { name: string; meant: string };
  others: string[];
}

/** Looks for names that no setting has; may throw what a page's own object throws. */
export function strangeNames(given: object, known: readonly string[]): StrangeNames {
  const found: StrangeNames = { others: [] };
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    if (meant) found.misspelt ??= { name, meant };
    else found.others.push(name);
  }
  return found;
}

/** What an integrator is told of settings that are another SDK's, or nobody's. */
export const ignoredSettings = (names: readonly string[]): string => `init knows no setting ${names.join(', ')}: ignored.`;
