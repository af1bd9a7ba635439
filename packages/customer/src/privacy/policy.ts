import type { AccountPolicy } from '@sightline/protocol';
import { readPatterns } from './read-patterns.js';

/** `piiMask` of the settings (surface §4). */
export interface MaskSettings {
  maskType?: 'custom_input' | 'all_input' | 'all';
  maskCssSelectors?: string;
  maskHTMLAttributes?: string;
  unmaskCssSelectors?: string;
  maskPatterns?: (string | RegExp)[];
}

/** A pattern by its name, or what a RegExp of the page said when it was given: it may change its mind, we do not. */
export type Pattern = 'card' | 'iban' | 'ssn' | 'email' | 'phone' | { readonly source: string; readonly flags: string };

/** A checked set of rules. Selector lists, '' where there is none. */
export interface Policy {
  readonly mode: 'custom_input' | 'all_input' | 'all';
  /** Masks whatever the mode: the account's and the page's selectors and attributes. */
  readonly hard: string;
  /** What the mode masks; `unmask` opens it. */
  readonly soft: string;
  readonly unmask: string;
  /** What masks a text, value or attribute it is found in. */
  readonly patterns: readonly Pattern[];
  /** Query parameters an address keeps. */
  readonly keepQuery: readonly string[];
  /** A rule depends on what changes without a record of a mirrored node (`:checked`, `:hover`, `:has()`): it is asked again before anything is sent. */
  readonly volatile: boolean;
  /** Only the part `texts` can keep it. */
  readonly needsTexts: boolean;
}

/** `field` names the setting of `invalid_argument`. */
export type PolicyResult = { ok: true; policy: Policy } | { ok: false; field: string };

const INPUTS =
  'input:not([type=submit i],[type=button i],[type=reset i],[type=image i]),textarea,select,[contenteditable]:not([contenteditable=false i]),[role~=textbox i],[role~=searchbox i],[role~=combobox i],[role~=spinbutton i]';
/** What mode `all` takes for pictures. */
const PICTURES = 'img,video,audio,canvas,svg,math,object,embed,input[type=image i],meter,progress,area';
/** From the least to the most private. */
const MODES = ['custom_input', 'all_input', 'all'] as const;
/** What each mode masks. */
const SOFT = ['', INPUTS, `${INPUTS},input,${PICTURES}`];
/** Hold for whatever is asked, or for nothing: no rule of ours can mean them. */
const MEANINGLESS = /&|:(?:host|scope|visited)(?![\w])/i;
const STATIC_PSEUDO = /:(?:not|is|where|root|(?:nth|first|last|only)(?:-[a-z-]+)?)(?![\w-])/gi;
const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[[^\]"']*\]|\\./g;

/** Without what could look like a pseudo-class and is none. */
const bare = (selector: string): string => selector.replace(STRINGS, '');

/**
 * True where there is none, or where the browser can evaluate the whole list and an element can match it. `querySelector` alone forgives what it does not
 * know inside `:is()`, and takes pseudo-elements, which never match.
 */
function evaluable(selector: string): boolean {
  if (selector.trim() === '') return true;
  try {
    document.createDocumentFragment().querySelector(selector);
    return CSS.supports(`selector(:is(${selector}))`) && !MEANINGLESS.test(bare(selector));
  } catch {
    return false;
  }
}

/** `name=value` or `name`, comma list → selector list; undefined where an item is neither. */
function attributeSelectors(list: string): string | undefined {
  const out: string[] = [];
  for (const item of list.split(',')) {
    const text = item.trim();
    if (text === '') continue;
    const [, name, value] = /^([^\s"'<>/=[\]]+)(?:\s*=\s*([^]*))?$/.exec(text) ?? [];
    if (name === undefined) return undefined;
    const wanted = value === undefined ? '' : `="${CSS.escape(value.replace(/^(["'])(.*)\1$/, '$2'))}"`;
    out.push(`[${CSS.escape(name)}${wanted}]`);
  }
  return out.join(',');
}

/**
 * Checks the page's and the account's rules and puts them in the order of surface §7. A rule that cannot be evaluated is
 * refused, never left out.
 */
export function compilePolicy(settings: MaskSettings, account?: AccountPolicy): PolicyResult {
  const fail = (field: string): PolicyResult => ({ ok: false, field });
  const rank = (mode: Policy['mode'] = 'custom_input'): number => MODES.indexOf(mode);
  const asked = rank(settings.maskType);
  // What is no mode stands at -1, where there is none.
  const at = asked < 0 ? asked : Math.max(asked, rank(account?.maskType));
  const mode = MODES[at];
  const soft = SOFT[at];
  if (mode === undefined || soft === undefined) return fail('piiMask.maskType');
  const hard: string[] = [];
  for (const [from, rules] of [
    ['account', account],
    ['piiMask', settings],
  ] as const) {
    for (const field of ['maskCssSelectors', 'maskHTMLAttributes'] as const) {
      const { [field]: value = '' } = rules ?? {};
      const selector = typeof value !== 'string' ? undefined : field === 'maskCssSelectors' ? value.trim() : attributeSelectors(value);
      if (selector === undefined || !evaluable(selector)) return fail(`${from}.${field}`);
      if (selector !== '') hard.push(selector);
    }
  }
  const unmask = settings.unmaskCssSelectors ?? '';
  if (typeof unmask !== 'string' || !evaluable(unmask)) return fail('piiMask.unmaskCssSelectors');
  const patterns = readPatterns(settings.maskPatterns ?? []);
  if (patterns === undefined) return fail('piiMask.maskPatterns');
  const list = hard.join(',');
  // What makes a page or its iframe editable leaves no record.
  const volatile = soft !== '' || bare(`${list},${unmask}`).replace(STATIC_PSEUDO, '').includes(':');
  const keepQuery = account?.keepQuery ?? [];
  const needsTexts = mode === 'all' || patterns.length > 0;
  return { ok: true, policy: { mode, hard: list, soft, unmask: unmask.trim(), patterns, keepQuery, volatile, needsTexts } };
}
