import type { MaskSettings, Secrets } from '@sightline/customer/check';
import type { Box } from '../field.js';
import { labelOf } from '../shown-tree.js';
import { listItems } from './list-items.js';

export interface BoxesOptions {
  elements: readonly Element[];
  masks: MaskSettings;
  account: { maskCssSelectors: string; maskHTMLAttributes: string };
  secrets: Secrets;
}

const SECRET_TOKEN = /(?:^|\s)(cc-\S+|current-password|new-password|one-time-code)(?:\s|$)/i;
const FIELDS = 'input,textarea,select,[contenteditable]';

/** Masked elements with the rule that masks each: the first in the order of surface §7 that says so by itself. */
export function writtenBoxes({ elements, masks, account, secrets }: BoxesOptions): Box[] {
  const rules: { name: string; item: string; selector: string }[] = [];
  for (const [from, list] of [
    ['account ', account],
    ['', masks],
  ] as const) {
    for (const item of listItems(list.maskCssSelectors)) rules.push({ name: `${from}maskCssSelectors`, item, selector: item });
    for (const item of listItems(list.maskHTMLAttributes)) {
      const [name = '', value] = item.split('=');
      const selector =
        value === undefined ? `[${CSS.escape(name)}]` : `[${CSS.escape(name)}="${CSS.escape(value.replace(/^["']|["']$/g, ''))}"]`;
      rules.push({ name: `${from}maskHTMLAttributes`, item, selector });
    }
  }
  const ruleOf = (element: Element): string => {
    const token = SECRET_TOKEN.exec(element.getAttribute('autocomplete') ?? '')?.[1];
    if (element.localName === 'input') {
      const { type } = element as HTMLInputElement;
      if (type === 'password' || type === 'hidden' || type === 'file') return `always: ${type} field`;
      if (secrets.has(element)) return 'always: was a password field';
    }
    if (token) return `always: autocomplete ${token}`;
    const { webkitTextSecurity } = getComputedStyle(element) as CSSStyleDeclaration & { webkitTextSecurity?: string };
    if (webkitTextSecurity && webkitTextSecurity !== 'none') return 'always: dots by -webkit-text-security';
    for (const { name, item, selector } of rules) if (element.matches(selector)) return `${name}: ${item}`;
    const mode = masks.maskType ?? 'custom_input';
    if (mode !== 'custom_input' && element.matches(FIELDS)) return `maskType: ${mode}`;
    if (masks.maskPatterns?.length) return mode === 'all' ? 'maskType: all, or maskPatterns' : 'maskPatterns';
    return mode === 'all' ? 'maskType: all' : 'a rule for what is around it';
  };
  return elements.map((element) => ({ path: pathTo(element), rule: ruleOf(element) }));
}

function pathTo(element: Element): string {
  const parts: string[] = [];
  for (let at: Element | null = element; at; ) {
    const one: Element = at;
    parts.unshift(labelOf(one.localName, (name) => one.getAttribute(name)));
    const root: Node = one.getRootNode();
    at = one.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return parts.join(' > ');
}
