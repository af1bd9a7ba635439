import type { ShorthandsOptions } from './shorthands.js';

/** Elements looked at for one rule in one document or shadow root. */
const LOOKED_AT = 8;

/** What stands for a value nobody knows any more: how the page shows it now. */
export interface ShownValues {
  /** On most of the first elements a rule matches, masked ones left out; '' where there are none. */
  inRule(rule: CSSRule, property: string): string;
  of(element: Element, property: string): string;
}

export function createShownValues({
  window,
  natives,
  masked,
  roots,
}: Pick<ShorthandsOptions, 'window' | 'natives' | 'masked'> & { roots(): (Document | ShadowRoot)[] }): ShownValues {
  const { getComputedStyle } = window;
  const valueOf = (element: Element, pseudo: string | undefined, property: string): string =>
    getComputedStyle.call(window, element, pseudo).getPropertyValue(property);
  /** Where the rules of a sheet are in force. */
  const rootsOf = (rule: CSSRule): (Document | ShadowRoot)[] => {
    let sheet = rule.parentStyleSheet;
    while (sheet?.ownerRule?.parentStyleSheet) sheet = sheet.ownerRule.parentStyleSheet;
    if (!sheet) return [];
    const own = sheet.ownerNode && natives.getRootNode.call(sheet.ownerNode);
    return roots().filter((root) => root === own || root.adoptedStyleSheets.includes(sheet));
  };
  const matching = (root: Document | ShadowRoot, selector: string): Element[] => {
    if (/^:host(?:\([^)]*\))?$/.test(selector)) return 'host' in root ? [root.host] : [];
    return Array.prototype.slice.call(natives.querySelectorAll(root, selector), 0, LOOKED_AT) as Element[];
  };
  return {
    inRule(rule, property) {
      const { selectorText } = rule as CSSStyleRule;
      if (selectorText === undefined || (rule.parentRule as CSSStyleRule | null)?.selectorText !== undefined) return '';
      const pseudo = selectorText.includes(',') ? undefined : /::[-\w]+$/.exec(selectorText)?.[0];
      const selector = pseudo === undefined ? selectorText : selectorText.slice(0, -pseudo.length) || '*';
      const counts = new Map<string, number>();
      let most = '';
      for (const root of rootsOf(rule))
        try {
          for (const element of matching(root, selector)) {
            if (masked(element)) continue;
            const value = valueOf(element, pseudo, property);
            const count = (counts.get(value) ?? 0) + 1;
            counts.set(value, count);
            if (count > (counts.get(most) ?? 0)) most = value;
          }
        } catch {
          // A selector that means no element of a tree.
        }
      return most;
    },
    of: (element, property) => valueOf(element, undefined, property),
  };
}
