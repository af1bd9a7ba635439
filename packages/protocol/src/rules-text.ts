/** The rules a page is shared by, as it gave them; patterns by name or as RegExps write themselves (`/…/i`). */
export interface GivenRules {
  maskType?: string | undefined;
  maskCssSelectors?: string | undefined;
  maskHTMLAttributes?: string | undefined;
  unmaskCssSelectors?: string | undefined;
  maskPatterns?: readonly string[] | undefined;
}

/** What the account adds. */
export interface AddedRules {
  maskCssSelectors?: string | undefined;
  maskHTMLAttributes?: string | undefined;
  keepQuery?: readonly string[] | undefined;
  maskType?: string | undefined;
}

/** Version of what is masked whatever the rules say: raised whenever that set changes (`customer/src/privacy/gate.ts`, `secrets.ts`). */
const ALWAYS = 1;

const MODES = ['custom_input', 'all_input', 'all'];
const rank = (mode = 'custom_input'): number => MODES.indexOf(mode);

const sorted = (list: readonly string[] = []): string[] => [...new Set(list)].sort();

/**
 * A list as it counts: plain items in one order, each once; one with parentheses in its own order; needless space left out. With quotes
 * or escapes, where space may mean something, as it is written.
 */
function listText(list = ''): string | string[] {
  if (/["'\\]/.test(list)) return list.trim();
  const text = list
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/ ?([>+~=,]) ?|(\() | (\))/g, '$1$2$3');
  return text.includes('(') ? text : sorted(text.split(',').filter(Boolean));
}

/** The rules of a page as one text, in their order (surface §7): what their fingerprint is taken of. */
export const rulesText = (given: GivenRules, added: AddedRules = {}): string =>
  JSON.stringify([
    ALWAYS,
    listText(added.maskCssSelectors),
    listText(added.maskHTMLAttributes),
    listText(given.maskCssSelectors),
    listText(given.maskHTMLAttributes),
    sorted(given.maskPatterns),
    listText(given.unmaskCssSelectors),
    (rank(added.maskType) > rank(given.maskType) ? added.maskType : given.maskType) ?? 'custom_input',
    sorted(added.keepQuery),
  ]);
