import type { AccountPolicy } from '@sightline/protocol';
import type { MaskSettings } from './policy.js';

/** Version of what is masked whatever the rules say (`gate.ts`, `secrets.ts`): raised whenever that set changes. */
const ALWAYS = 1;

const sorted = (list: readonly unknown[] = []): string[] => [...new Set(list.map(String))].sort();

/**
 * A list as it counts: plain items in one order, each once; one with parentheses in its own order; needless space left out. With quotes
 * or escapes, where space may mean something, as it is written.
 */
function listText(list = ''): string | string[] {
  if (/["'\\]/.test(list)) return list.trim();
  const text = list
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?([>+~=,]) ?|(\() | (\))/g, '$1$2$3');
  return text.includes('(') ? text : sorted(text.split(',').filter(Boolean));
}

/** The rules of a page as one text, in their order (surface §7). */
export const policyText = (masks: MaskSettings, account?: AccountPolicy): string =>
  JSON.stringify([
    ALWAYS,
    listText(account?.maskCssSelectors),
    listText(account?.maskHTMLAttributes),
    listText(masks.maskCssSelectors),
    listText(masks.maskHTMLAttributes),
    sorted(masks.maskPatterns),
    listText(masks.unmaskCssSelectors),
    masks.maskType ?? 'custom_input',
    sorted(account?.keepQuery),
  ]);

/** The first 16 bytes of the SHA-256 of `policyText`, in hex. Rejects where the browser has no `crypto.subtle`: off https and loopback. */
export async function policyHash(masks: MaskSettings, account?: AccountPolicy): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(policyText(masks, account)));
  return Array.from(new Uint8Array(digest, 0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
