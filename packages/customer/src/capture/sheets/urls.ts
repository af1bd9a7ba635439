/** What has begun never fails, closed or not: nothing is ever read twice, whatever the text. */
const STRING = `"(?:[^"\\\\\\n]|\\\\[^])*"?|'(?:[^'\\\\\\n]|\\\\[^])*'?`;
const COMMENT = `/\\*[^]*?(?:\\*/|$)`;
/** `url(` as an identifier, letters escaped or not, as CSS reads it. */
const letter = (plain: string, codes: string): string => `(?:\\\\?${plain}|\\\\0{0,4}(?:${codes})\\s?)`;
const URL_NAME = `(?<![-\\w\\\\])${letter('u', '55|75')}${letter('r', '52|72')}${letter('l', '4c|6c')}\\(`;
const URL_TOKEN = `${URL_NAME}\\s*(?:(${STRING})|((?:[^)"'\\\\\\s]|\\\\[^])*))\\s*([^)]*)\\)?`;
const SET = `(?:-webkit-)?image-set\\((?:[^()"']|${STRING}|\\((?:[^()"']|${STRING})*\\)?)*\\)?`;
const TOKENS = new RegExp(
  `${COMMENT}|${URL_TOKEN}|(${SET})|@namespace[^;{}]*;?|(@import(?:[^;"'{}()]|${STRING}|\\((?:[^()"']|${STRING})*\\)?)*;?)|${STRING}`,
  'gi',
);
const IN_SET = new RegExp(`${URL_TOKEN}|type\\(\\s*(?:${STRING})?\\s*\\)?|(${STRING})`, 'gi');

/** Whether a text can hold an address at all: spares the tokenizer on nearly every `style` attribute. */
export const mayHoldUrl = (css: string): boolean => /url|\\|image-set|@import/i.test(css);

const unescape = (text: string): string =>
  text.replace(/\\(?:([0-9a-f]{1,6})\s?|(\r\n|[^]))/gi, (_, hex: string | undefined, plain: string | undefined) => {
    if (hex === undefined) return plain === '\n' || plain === '\r\n' ? '' : (plain ?? '');
    const code = Number.parseInt(hex, 16);
    return code === 0 || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  });
const unquote = (text: string): string => unescape(/^(.)([^]*)\1$/.exec(text)?.[2] ?? '');
const quote = (text: string): string => `"${text.replace(/["\\\n\r\f]/g, (c) => `\\${c.charCodeAt(0).toString(16)} `)}"`;

/**
 * Replaces every address in CSS by what `stands` gives for it ('' drops it). Knows comments, strings, escapes and
 * `image-set`; `@import` is left out (its rules travel inside the sheet), `@namespace` and fragments stay.
 */
export function rewriteUrls(css: string, stands: (address: string) => string): string {
  const replaced = (raw: string): string => {
    const address = raw.trim();
    return `url(${quote(address === '' || address.startsWith('#') ? address : stands(address))})`;
  };
  /** `rest`: what stands there besides an address, which makes it none. */
  const token = (quoted: string | undefined, plain: string | undefined, rest: string | undefined): string =>
    replaced(rest ? '' : quoted === undefined ? unescape(plain ?? '') : unquote(quoted));
  return css.replace(TOKENS, (all: string, quoted?: string, plain?: string, rest?: string, set?: string, imported?: string) => {
    if (rest !== undefined) return token(quoted, plain, rest);
    if (set) {
      return set.replace(IN_SET, (inner: string, q?: string, p?: string, more?: string, text?: string) => {
        if (more !== undefined) return token(q, p, more);
        return text ? replaced(unquote(text)) : inner;
      });
    }
    if (imported) return '';
    return all[0] === '/' ? '/**/' : all;
  });
}
