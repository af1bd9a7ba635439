import { splitRules } from './split.js';

const SAMPLES = 8;

/** The rules of a sheet; undefined where it belongs to another origin. */
export function rulesOf(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

export interface ProbeOptions {
  rules: CSSRuleList;
  text: string;
  window: Window & typeof globalThis;
  replaceSync: (this: CSSStyleSheet, text: string) => void;
}

/** The rules a text makes, by index as in the sheet made of it. */
export type RuleCopies = (index: number) => CSSRule | undefined;

/**
 * Whether `text` still says what the sheet's rules say: as many rules, and some of them read alike. Returns its rules, or
 * undefined. A text with `@import` is never taken: a constructed sheet leaves those out. Parsing a large sheet again takes longer
 * than all else a snapshot does with it, so only the rules that are looked at are parsed, where their places can be told.
 */
export function probeText(options: ProbeOptions): RuleCopies | undefined {
  const { rules, text, window, replaceSync } = options;
  if (/@import/i.test(text)) return undefined;
  const scratch = new window.CSSStyleSheet();
  const parse = (part: string): CSSRuleList => {
    replaceSync.call(scratch, part);
    return scratch.cssRules;
  };
  const step = Math.max(1, Math.floor(rules.length / SAMPLES));
  const agree = (copies: RuleCopies): boolean => {
    for (let i = 0; i < rules.length; i += step) if (!sameRule(rules[i], copies(i))) return false;
    return rules.length === 0 || sameRule(rules[rules.length - 1], copies(rules.length - 1));
  };
  const spans = spansOfRules(text, rules.length, parse);
  const parts: RuleCopies | undefined = spans && ((index) => parse(text.slice(spans[2 * index], spans[2 * index + 1]))[0]);
  if (parts !== undefined && agree(parts)) return parts;
  const all = parse(text);
  const whole: RuleCopies = (index) => all[index];
  return all.length === rules.length && agree(whole) ? whole : undefined;
}

/** What a browser may drop as unknown: a selector with a prefix, a statement. */
const DOUBTFUL = /^@(?!media|font-face|keyframes|supports|page|layer|container|property)|^[^{]*:-/;

/** The places of the rules the browser keeps; undefined where they cannot be told. */
function spansOfRules(text: string, count: number, parse: (part: string) => CSSRuleList): number[] | undefined {
  const all = splitRules(text);
  if (all.length === 2 * count) return all;
  const kept: number[] = [];
  for (let i = 0; i < all.length; i += 2) {
    const rule = text.slice(all[i], all[i + 1]);
    if (!DOUBTFUL.test(rule) || parse(rule).length === 1) kept.push(all[i] as number, all[i + 1] as number);
  }
  return kept.length === 2 * count ? kept : undefined;
}

/** Addresses are left out: a linked sheet writes them as they stand in it, its copy may not. */
const plain = (rule: CSSRule | null | undefined): string => (rule?.cssText ?? '').replace(/url\((?:"[^"]*"?|[^)]*)\)?/g, 'url()');

export const sameRule = (a: CSSRule | null | undefined, b: CSSRule | undefined): boolean => plain(a) === plain(b);
