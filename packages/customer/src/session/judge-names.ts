import { ignoredSettings, invalid, type Result, strangeNames } from '@sightline/link';
import type { StrangeTable } from './settings.js';

const MASKS = 'piiMask.';

/**
 * Judges names that no setting has: one that is nearly one of ours is refused, as is any among the masks, because what is not set is
 * shown. `warn` hears of the others.
 */
export function judgeNames(tables: readonly StrangeTable[], warn: ((text: string) => void) | undefined): Result<never> | undefined {
  const ignored: string[] = [];
  for (const { table, known, path } of tables) {
    const { misspelt, others } = strangeNames(table, known);
    const refused = misspelt?.name ?? (path === MASKS ? others[0] : undefined);
    if (refused !== undefined) return invalid(path + refused, misspelt && path + misspelt.meant);
    ignored.push(...others.map((name) => path + name));
  }
  if (ignored.length > 0) warn?.(ignoredSettings(ignored));
  return undefined;
}
