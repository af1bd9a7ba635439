import type { FetchedTexts } from './fetched.js';
import { rulesOf } from './text.js';

/** What becomes of the text of a rule, which stands in `sheet`. */
export type Inner = (css: string, sheet: CSSStyleSheet | null) => string;

/** `@import` as the rules of the imported sheet inside its conditions. */
export function createImportText(fetched: FetchedTexts, textOf: (rule: CSSRule, inner: Inner) => string) {
  return (rule: CSSImportRule, inner: Inner): string => {
    const { layerName, supportsText, styleSheet: sheet, media } = rule as CSSImportRule & { supportsText?: string | null };
    if (!sheet) return '';
    const rules = rulesOf(sheet);
    let text = '';
    if (rules) for (let i = 0; i < rules.length; i++) text += `${textOf(rules[i] as CSSRule, inner)}\n`;
    else {
      // Of another origin, which may let anyone read it.
      const found = sheet.href === null ? undefined : fetched.get(sheet.href, 'omit');
      if (found !== undefined && found !== 'waiting') text = inner(found, sheet);
    }
    if (typeof layerName === 'string') text = `@layer ${layerName} {\n${text}}`;
    if (supportsText)
      text = `@supports ${supportsText.includes(':') && !supportsText.startsWith('(') ? `(${supportsText})` : supportsText} {\n${text}}`;
    return `@media ${media.mediaText || 'all'} {\n${text}}`;
  };
}
