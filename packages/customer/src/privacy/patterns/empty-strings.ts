const STRING = `"(?:[^"\\\\\\n]|\\\\[^])*"?|'(?:[^'\\\\\\n]|\\\\[^])*'?`;
const TOKENS = new RegExp(
  `/\\*[^]*?(?:\\*/|$)|(${STRING})|\\\\[^]|[{};]|\\[[^\\]"']*|@[-\\w]+|(?<![-\\w])(--[-\\w]+|[-a-z]+)(?=\\s*:)`,
  'gi',
);

/** Strings in these are names, places or forms, never words of the page. */
const NAMES =
  /^(?:@(?!counter-style).*|font|font-family|grid|grid-area|grid-template|grid-template-areas|src|syntax|font-feature-settings|font-variation-settings|font-language-override)$/i;
/** Declarations whose numbers a page can show as words. */
const COUNTERS = /(?<![-\w])counter-(?:reset|set|increment)\s*:[^;{}]*;?/gi;

const unescape = (text: string): string =>
  text.replace(/\\(?:([0-9a-f]{1,6})\s?|(\r\n|[^]))/gi, (_, hex: string | undefined, plain: string | undefined) =>
    hex === undefined ? (plain ?? '') : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)),
  );
/** Attributes whose values a mirror knows in every mode: a selector may name them. */
const KNOWN = /^\[\s*(?:class|id|type|lang|dir|role|slot|part|rel|media|hidden|open|popover)\s*[~|^$*]?=/i;
const COUNTER_STYLES = new RegExp(`@counter-style(?:${STRING}|[^"'}])*\\}?`, 'gi');
const sayNothing = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text);

/**
 * A sheet's or declaration's text without the words it shows: `hidden` is asked about the strings of one declaration, read as one;
 * all of them are emptied where it says so. Signs and icons (no letter, no digit) stay.
 */
export function emptyStrings(css: string, hidden: (words: string) => boolean): string {
  let out = '';
  let copied = 0;
  let property = '';
  let selected = false;
  let strings: { from: number; to: number; words: string }[] = [];
  const close = (): void => {
    const words = strings.map((one) => one.words).join('');
    if (strings.length > 0 && !NAMES.test(property) && !sayNothing(words) && hidden(words))
      for (const { from, to } of strings) {
        out += `${css.slice(copied, from)}""`;
        copied = to;
      }
    strings = [];
    property = '';
  };
  for (const match of css.matchAll(TOKENS)) {
    const [token, string, name] = match;
    const known = selected;
    selected = false;
    if (string !== undefined) {
      if (known) continue;
      const quoted = /^(["'])([^]*)\1$/.exec(string);
      strings.push({ from: match.index, to: match.index + string.length, words: unescape(quoted?.[2] ?? string.slice(1)) });
    } else if (name !== undefined) {
      if (property === '') property = name;
    } else if (token === '{' || token === '}' || token === ';') close();
    else if (token.startsWith('@')) property = token;
    else if (token.startsWith('[')) selected = KNOWN.test(token);
  }
  close();
  return out + css.slice(copied);
}

/** Without what shows numbers and names of the page's own as words. */
export const withoutCounters = (css: string): string => css.replace(COUNTERS, '').replace(COUNTER_STYLES, '');

const PIECES = new RegExp(`(/\\*[^]*?(?:\\*/|$))|${STRING}|(?<![-\\w])(--[-\\w]+\\s*:)([^;{}"'/]*)|[^\\s,;:(){}"'/]{9,}`, 'g');

/**
 * Without what `hidden` means outside of strings: a comment, the value of a property of the page's own, any word of at least nine characters. Each
 * is asked about by itself, for lengths side by side look like many things.
 */
export const withoutNumbers = (css: string, hidden: (words: string) => boolean): string =>
  css.replace(PIECES, (piece: string, comment?: string, name?: string, value?: string) => {
    if (name !== undefined) return hidden(value ?? '') ? `${name} ` : piece;
    return (comment !== undefined || !/^["']/.test(piece)) && hidden(piece) ? '' : piece;
  });
