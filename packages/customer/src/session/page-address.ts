import { publicAddress } from '../privacy/address.js';
import type { Context } from './context.js';

/** The page's address by the rules, within the bounds of a message. Where patterns cannot be asked yet, they mean every part. */
export function pageAddress({ window, masks, texts, account }: Context): string {
  const { maskPatterns } = masks;
  const hides = maskPatterns?.length ? (part: string) => !texts || texts.patternsMean(maskPatterns, part) : undefined;
  return publicAddress(window.location.href, { hides, keepQuery: account?.keepQuery }).slice(0, 2048);
}
