import type { Secrets } from '../privacy/secrets.js';
import type { PrivateStyle } from './late-dots.js';
import type { Natives } from './natives.js';
import { eachSheet } from './sheets/list.js';
import { rulesOf } from './sheets/text.js';

/** Elements that a style turns into dots, which are passwords in all but name, or into something that is typed in. */
export interface Dots {
  /** Those of a root as it is now. `dotted`: also once they are dotted no more. */
  each(root: Document | ShadowRoot, dotted: (element: Element) => void, typed?: (element: Element) => void): void;
}

type Rule = CSSRule & { style?: PrivateStyle; cssRules?: CSSRuleList; selectorText?: string; styleSheet?: CSSStyleSheet | null };

/** Of rules in rules, of hosts, parts and slots the selector alone does not say whom they mean. */
const ELSEWHERE = /&|:host|:scope|::/;
/** Milliseconds after which sheets are read again: a rule that is changed in place is as long as it was. */
const KEPT_MS = 1000;
const INLINE = '[style*="-text-security" i],[style*="-user-modify" i]';

export function createDots(natives: Natives, secrets: Secrets): Dots {
  const { getComputedStyle, getRootNode, localName, now } = natives;
  /** What was dotted once stays private. */
  const known = new WeakSet<Element>();
  let dotted: WeakRef<Element>[] = [];
  let read = new WeakMap<CSSStyleSheet, { count: number; selectors: string[] }>();
  /** Whom a rule means cannot be said: everybody is looked at. */
  let anyone = false;
  let readAt = 0;

  const collect = (rules: CSSRuleList | undefined, into: string[], nested: boolean): void => {
    // A sheet that cannot be read may mean anyone.
    if (!rules) anyone = true;
    for (const rule of (rules ?? []) as Iterable<Rule>) {
      const { style, cssRules, selectorText, styleSheet } = rule;
      if (style?.webkitTextSecurity || style?.webkitUserModify) {
        if (nested || !selectorText || ELSEWHERE.test(selectorText)) anyone = true;
        else into.push(selectorText);
      }
      if (styleSheet) collect(rulesOf(styleSheet), into, nested);
      if (cssRules) collect(cssRules, into, nested || selectorText !== undefined || 'start' in rule);
    }
  };
  const selectorsOf = (sheet: CSSStyleSheet): string[] => {
    const rules = rulesOf(sheet);
    const count = rules?.length ?? -1;
    let found = read.get(sheet);
    if (found?.count !== count) {
      found = { count, selectors: [] };
      collect(rules, found.selectors, false);
      read.set(sheet, found);
    }
    return found.selectors;
  };
  const look = (element: Element, typed?: (element: Element) => void): void => {
    const style: PrivateStyle = getComputedStyle(element);
    if (style.webkitTextSecurity && style.webkitTextSecurity !== 'none') {
      if (known.has(element)) return;
      known.add(element);
      dotted.push(new WeakRef(element));
      // What is made anew in its place is one, too.
      if (/^(?:input|textarea)$/.test(localName.call(element))) secrets.note(element);
    } else if (typed && style.webkitUserModify?.startsWith('read-write')) typed(element);
  };
  return {
    each(root, hide, typed) {
      if (now() - readAt > KEPT_MS) {
        readAt = now();
        read = new WeakMap();
        anyone = false;
      }
      const selectors = [INLINE];
      eachSheet(root, (sheet) => {
        if (!sheet.disabled) selectors.push(...selectorsOf(sheet));
      });
      const found = natives.querySelectorAll(root, anyone ? '*' : selectors.join());
      for (let i = 0; i < found.length; i++) look(found[i] as Element, typed);
      const { host } = root as ShadowRoot;
      // Hosts, parts and slots mean what is outside of it.
      if (anyone && host) for (const element of [host, ...natives.inElement.call(host, '*')]) look(element, typed);
      dotted = dotted.filter((ref) => {
        const element = ref.deref();
        if (!element) return false;
        const own = getRootNode.call(element);
        if (own === root || own === host?.getRootNode()) hide(element);
        return true;
      });
    },
  };
}
