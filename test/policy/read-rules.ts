import { NAMED } from './pattern-words.js';
import type { RulesPlan } from './plan.js';

/** Rules as the oracle reads them: each asked one by one. */
export interface ReadRules {
  mode: RulesPlan['mode'];
  /** Matched by the account's or the page's selectors or attributes. */
  named(element: Element): boolean;
  unmasked(element: Element): boolean;
  names: readonly string[];
  expressions: readonly RegExp[];
}

const within = (element: Element, selectors: readonly string[]): boolean => selectors.some((one) => element.matches(one));

function hasAttribute(element: Element, rule: string): boolean {
  const [name, ...rest] = rule.split('=');
  const value = element.getAttribute((name as string).trim());
  if (value === null || rest.length === 0) return value !== null;
  const wanted = rest.join('=').trim();
  return value === (/^(["']).*\1$/.test(wanted) ? wanted.slice(1, -1) : wanted);
}

/** Reads rules, the page's later ones added to the earlier: a second `init` adds masks, opens nothing, and the account stays. */
export function readRules(all: readonly RulesPlan[]): ReadRules {
  const account = all[0]?.account;
  const selectors = [...(account?.selectors ?? []), ...all.flatMap((r) => r.selectors)];
  const attributes = [...(account?.attributes ?? []), ...all.flatMap((r) => r.attributes)];
  const patterns = all.flatMap((r) => r.patterns);
  const unmask = all[0]?.unmask ?? [];
  return {
    mode: all[0]?.mode ?? 'all',
    named: (element) => within(element, selectors) || attributes.some((rule) => hasAttribute(element, rule)),
    unmasked: (element) => within(element, unmask),
    names: patterns.filter((name) => NAMED.includes(name)),
    expressions: patterns
      .filter((text) => text.startsWith('/'))
      .map((text) => new RegExp(text.slice(1, text.lastIndexOf('/')), text.slice(text.lastIndexOf('/') + 1).replace(/[gy]/g, ''))),
  };
}
