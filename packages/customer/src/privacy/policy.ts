import type { AccountPolicy } from '@sightline/protocol';

/** `piiMask` of the settings (surface §4). */
export interface MaskSettings {
  maskType?: 'custom_input' | 'all_input' | 'all';
  maskCssSelectors?: string;
  maskHTMLAttributes?: string;
  unmaskCssSelectors?: string;
  maskPatterns?: (string | RegExp)[];
}

/** A checked set of rules. Selector lists, '' where there is none. */
export interface Policy {
  readonly mode: 'custom_input' | 'all_input' | 'all';
  /** Masks whatever the mode: the account's and the page's selectors and attributes. */
  readonly hard: string;
  /** What the mode masks; `unmask` opens it. */
  readonly soft: string;
  readonly unmask: string;
  /** Query parameters an address keeps. */
  readonly keepQuery: readonly string[];
  /** A rule depends on state (`:checked`, `:hover`) that changes without a mutation record. */
  readonly volatile: boolean;
  /** Only the part `texts` can keep it. */
  readonly needsTexts: boolean;
}

/** `field` names the setting of `invalid_argument`. */
export type PolicyResult = { ok: true; policy: Policy } | { ok: false; field: string };

const INPUTS =
  'input:not([type=submit i],[type=button i],[type=reset i],[type=image i]),textarea,select,[contenteditable]:not([contenteditable=false i])';
/** What mode `all` takes for pictures. */
const PICTURES = 'img,video,audio,canvas,svg,math,object,embed,input[type=image i],meter,progress,area';
const PSEUDO_ELEMENT = /::|:(?:before|after|first-line|first-letter)(?![\w-])/i;
const STATIC_PSEUDO = /:(?:not|is|where|has|root|host|empty|(?:nth|first|last|only)(?:-[a-z-]+)?)(?![\w-])/gi;
const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\[[^\]"']*\]|\\./g;

/** Without what could look like a pseudo-class and is none. */
const bare = (selector: string): string => selector.replace(STRINGS, '');

/** True where the browser can evaluate the list, and an element can match it. */
function evaluable(selector: string): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
  } catch {
    return false;
  }
  return !PSEUDO_ELEMENT.test(bare(selector));
}

/** `name=value` or `name`, comma list → selector list; undefined where an item is neither. */
function attributeSelectors(list: string): string | undefined {
  const out: string[] = [];
  for (const item of list.split(',')) {
    const text = item.trim();
    if (text === '') continue;
    const at = text.indexOf('=');
    const name = (at < 0 ? text : text.slice(0, at)).trim();
    if (!/^[^\s"'<>/=[\]]+$/.test(name)) return undefined;
    const value = text
      .slice(at + 1)
      .trim()
      .replace(/^(["'])(.*)\1$/, '$2');
    out.push(at < 0 ? `[${CSS.escape(name)}]` : `[${CSS.escape(name)}="${CSS.escape(value)}"]`);
  }
  return out.join(',');
}

/**
 * Checks the page's and the account's rules and puts them in the order of surface §7. A rule that cannot be evaluated is
 * refused, never left out.
 */
export function compilePolicy(settings: MaskSettings, account?: AccountPolicy): PolicyResult {
  const fail = (field: string): PolicyResult => ({ ok: false, field });
  const mode = settings.maskType ?? 'custom_input';
  if (mode !== 'custom_input' && mode !== 'all_input' && mode !== 'all') return fail('piiMask.maskType');
  const hard: string[] = [];
  const sources: [string, string | undefined, string | undefined][] = [
    ['account', account?.maskCssSelectors, account?.maskHTMLAttributes],
    ['piiMask', settings.maskCssSelectors, settings.maskHTMLAttributes],
  ];
  for (const [from, selectors, attributes] of sources) {
    for (const [field, value] of [
      ['maskCssSelectors', selectors],
      ['maskHTMLAttributes', attributes],
    ] as const) {
      if (value !== undefined && typeof value !== 'string') return fail(`${from}.${field}`);
      if (value === undefined || value.trim() === '') continue;
      const selector = field === 'maskCssSelectors' ? value.trim() : attributeSelectors(value);
      if (selector === undefined || (selector !== '' && !evaluable(selector))) return fail(`${from}.${field}`);
      if (selector !== '') hard.push(selector);
    }
  }
  const unmask = settings.unmaskCssSelectors ?? '';
  if (typeof unmask !== 'string' || (unmask.trim() !== '' && !evaluable(unmask))) return fail('piiMask.unmaskCssSelectors');
  // Patterns need the joined text of a block; until the gate has that it refuses them rather than share unmasked text.
  const patterns: unknown = settings.maskPatterns;
  if (patterns !== undefined && !(Array.isArray(patterns) && patterns.length === 0)) return fail('piiMask.maskPatterns');
  const list = hard.join(',');
  const volatile = bare(`${list},${unmask}`).replace(STATIC_PSEUDO, '').includes(':');
  const soft = mode === 'custom_input' ? '' : mode === 'all' ? `${INPUTS},input,${PICTURES}` : INPUTS;
  const keepQuery = account?.keepQuery ?? [];
  return { ok: true, policy: { mode, hard: list, soft, unmask: unmask.trim(), keepQuery, volatile, needsTexts: mode === 'all' } };
}
