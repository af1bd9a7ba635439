import type { MaskSettings } from '../privacy/policy.js';

const STRICTNESS = ['custom_input', 'all_input', 'all'] as const;

/** The masks of two calls of `init` together: never less private than the first (surface §4). */
export function joinMasks(first: MaskSettings, more: MaskSettings): MaskSettings {
  const lists = (a = '', b = ''): string => [...new Set([a, b])].filter((list) => list.trim() !== '').join(', ');
  const rank = (m: MaskSettings): number => STRICTNESS.indexOf(m.maskType ?? 'custom_input');
  const maskType = STRICTNESS[Math.max(rank(first), rank(more))] ?? 'all';
  return {
    maskType,
    maskCssSelectors: lists(first.maskCssSelectors, more.maskCssSelectors),
    maskHTMLAttributes: lists(first.maskHTMLAttributes, more.maskHTMLAttributes),
    // What opens masks is not added.
    unmaskCssSelectors: first.unmaskCssSelectors ?? '',
    maskPatterns: [...(first.maskPatterns ?? []), ...(more.maskPatterns ?? [])],
  };
}
