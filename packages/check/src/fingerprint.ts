import { createHash } from 'node:crypto';
import { rulesText } from '@sightline/protocol';
import type { PolicyFile } from './policy.js';

/** The name a session by these rules is shown with. */
export function fingerprint({ account, maskPatterns, deepCapture: _, ...given }: PolicyFile): string {
  const patterns = (maskPatterns ?? []).map((one) => (typeof one === 'string' ? one : String(new RegExp(one.source, one.flags))));
  return createHash('sha256')
    .update(rulesText({ ...given, maskPatterns: patterns }, account))
    .digest('hex')
    .slice(0, 32);
}
