const SAMPLES = 8;
const IMPORT_RULE = 3;

/** The rules of a sheet; undefined where it belongs to another origin. */
export function rulesOf(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

/** A rule as text that stands alone: `@import` becomes the rules of the imported sheet inside its conditions. */
export function ruleText(rule: CSSRule): string {
  if (rule.type !== IMPORT_RULE) return rule.cssText;
  const imported = rule as CSSImportRule & { layerName?: string | null; supportsText?: string | null };
  const sheet = imported.styleSheet;
  const rules = sheet ? rulesOf(sheet) : undefined;
  if (!sheet || !rules) return '';
  let text = '';
  for (let i = 0; i < rules.length; i++) text += `${ruleText(rules[i] as CSSRule)}\n`;
  const { layerName, supportsText } = imported;
  if (typeof layerName === 'string') text = `@layer ${layerName} {\n${text}}`;
  if (supportsText)
    text = `@supports ${supportsText.includes(':') && !supportsText.startsWith('(') ? `(${supportsText})` : supportsText} {\n${text}}`;
  const media = imported.media.mediaText;
  return media ? `@media ${media} {\n${text}}` : text;
}

/**
 * Whether `text` still says what the sheet's rules say: as many rules, and some of them read alike. Returns the parsed copy, or
 * undefined. A text with `@import` is never taken: a constructed sheet leaves those out.
 */
export function probeText(options: {
  rules: CSSRuleList;
  text: string;
  base: string;
  window: Window & typeof globalThis;
  replaceSync: (this: CSSStyleSheet, text: string) => void;
}): CSSStyleSheet | undefined {
  const { rules, text, base, window, replaceSync } = options;
  if (/@import/i.test(text)) return undefined;
  const probe = new window.CSSStyleSheet({ baseURL: base });
  replaceSync.call(probe, text);
  const copies = probe.cssRules;
  if (copies.length !== rules.length) return undefined;
  const step = Math.max(1, Math.floor(rules.length / SAMPLES));
  for (let i = 0; i < rules.length; i += step) if (!sameRule(rules, copies, i)) return undefined;
  if (rules.length > 0 && !sameRule(rules, copies, rules.length - 1)) return undefined;
  return probe;
}

/** Addresses are left out: a linked sheet writes them as they stand in it, its copy may not. */
const plain = (rule: CSSRule | undefined): string => (rule?.cssText ?? '').replace(/url\((?:"[^"]*"|[^)]*)\)/g, 'url()');

export const sameRule = (a: CSSRuleList, b: CSSRuleList, index: number): boolean => plain(a[index]) === plain(b[index]);
