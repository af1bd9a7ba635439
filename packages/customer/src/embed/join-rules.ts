import type { MaskSettings } from '../privacy/policy.js';
import { joinMasks } from '../session/join-masks.js';

const STRICTNESS = ['custom_input', 'all_input', 'all'] as const;
const rank = ({ maskType }: MaskSettings): number => STRICTNESS.indexOf(maskType ?? 'custom_input');

/**
 * The rules of a page in an iframe and those of the page around it, together: what either masks is masked. What opens a mode's
 * masks counts only where it belongs to the stricter mode, which is the one in force.
 */
export function joinRules(own: MaskSettings, around: MaskSettings): MaskSettings {
  const both = joinMasks(own, around);
  const [mine, theirs] = [own.unmaskCssSelectors ?? '', around.unmaskCssSelectors ?? ''];
  const stricter = rank(own) - rank(around);
  const unmaskCssSelectors = stricter > 0 ? mine : stricter < 0 ? theirs : mine === theirs ? mine : '';
  return { ...both, unmaskCssSelectors };
}
