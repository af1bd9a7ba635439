/** Kinds of CSS tokens, as far as anybody here tells them apart. */
export const CssToken = {
  End: 0,
  Blank: 1,
  Comment: 2,
  String: 3,
  BadString: 4,
  /** A whole `url()` without quotes. With quotes it is a function. */
  Url: 5,
  BadUrl: 6,
  /** A name with its opening parenthesis. */
  Function: 7,
  Ident: 8,
  AtKeyword: 9,
  Hash: 10,
  /** With its unit or percent sign. */
  Number: 11,
  /** `<!--` or `-->`. */
  Fence: 12,
  /** One character that is none of these: a bracket, a colon, a comma. */
  Char: 13,
} as const;

/** Where a text's tokens are, one after the other. */
export interface CssTokens {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  /** Goes to the next token and answers its kind. */
  next(): number;
  /** The next token begins there: what lies between is known to need no look. */
  seek(to: number): void;
}

const isBreak = (c: number): boolean => c === 10 || c === 13 || c === 12;
const isBlank = (c: number): boolean => c === 32 || c === 9 || isBreak(c);
const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isHex = (c: number): boolean => isDigit(c) || ((c | 32) >= 97 && (c | 32) <= 102);
/** A zero is read as U+FFFD. */
const startsName = (c: number): boolean => ((c | 32) >= 97 && (c | 32) <= 122) || c === 95 || c >= 128 || c === 0;
const inName = (c: number): boolean => startsName(c) || isDigit(c) || c === 45;
const isUnprintable = (c: number): boolean => (c > 0 && c <= 8) || c === 11 || (c >= 14 && c <= 31) || c === 127;

/** Units of the longest way to write `url` with escapes. */
const LONGEST_URL = 3 * 8;

/** Resolves the escapes of a name, a string or an unquoted `url()`. */
export const unescapeCss = (text: string): string =>
  text.includes('\\')
    ? text.replace(
        /\\(?:([\da-f]{1,6})(?:\r\n|[ \t\n\r\f])?|\r\n|[\n\r\f]|([^])|$)/gi,
        (_all, hex: string | undefined, char: string | undefined) => {
          if (hex === undefined) return char ?? '';
          const code = Number.parseInt(hex, 16);
          return code > 0 && code <= 0x10ffff && code >> 11 !== 0x1b ? String.fromCodePoint(code) : '\ufffd';
        },
      )
    : text;

/**
 * Reads a style sheet as a browser does (CSS Syntax §4), in time that grows with the length of the text and in no memory. What is
 * kept of a text has to fall into the same tokens here and there: else a quote that is none here hides an address there.
 */
export function readCssTokens(text: string): CssTokens {
  const code = (at: number): number => text.charCodeAt(at);
  const escapes = (at: number): boolean => code(at) === 92 && !isBreak(code(at + 1));
  // One class of characters each, which never fails: the engine reads a run in one go, and no character twice.
  const blanks = /[ \t\n\r\f]*/y;
  const letters = /[-\w\0\x80-\uffff]*/y;
  const after = (run: RegExp, from: number): number => {
    run.lastIndex = from;
    run.test(text);
    return run.lastIndex;
  };
  const afterBlanks = (from: number): number => after(blanks, from);
  const afterEscape = (from: number): number => {
    let at = from + 1;
    if (!isHex(code(at))) return Math.min(at + 1, text.length);
    for (let digits = 0; digits < 6 && isHex(code(at)); digits++) at++;
    if (!isBlank(code(at))) return at;
    return code(at) === 13 && code(at + 1) === 10 ? at + 2 : at + 1;
  };
  const afterName = (from: number): number => {
    let at = after(letters, from);
    while (escapes(at)) at = after(letters, afterEscape(at));
    return at;
  };
  const nameAt = (at: number): boolean => {
    if (code(at) !== 45) return startsName(code(at)) || escapes(at);
    return code(at + 1) === 45 || startsName(code(at + 1)) || escapes(at + 1);
  };
  const afterDigits = (from: number): number => {
    let at = from;
    while (isDigit(code(at))) at++;
    return at;
  };
  const isSign = (c: number): boolean => c === 43 || c === 45;
  const numberAt = (at: number): boolean => {
    const first = isSign(code(at)) ? at + 1 : at;
    return isDigit(code(first)) || (code(first) === 46 && isDigit(code(first + 1)));
  };
  const afterNumber = (from: number): number => {
    let at = afterDigits(isSign(code(from)) ? from + 1 : from);
    if (code(at) === 46 && isDigit(code(at + 1))) at = afterDigits(at + 1);
    const exponent = isSign(code(at + 1)) ? at + 2 : at + 1;
    if ((code(at) | 32) === 101 && isDigit(code(exponent))) at = afterDigits(exponent);
    if (nameAt(at)) return afterName(at);
    return code(at) === 37 ? at + 1 : at;
  };

  const tokens = { kind: CssToken.End as number, start: 0, end: 0, next, seek: (to: number) => void (tokens.end = to) };
  const is = (kind: number, end: number): number => {
    tokens.end = end;
    tokens.kind = kind;
    return kind;
  };
  const string = (start: number): number => {
    const quote = code(start);
    for (let at = start + 1; ; ) {
      const c = code(at);
      if (at >= text.length) return is(CssToken.String, at);
      if (c === quote) return is(CssToken.String, at + 1);
      if (isBreak(c)) return is(CssToken.BadString, at);
      if (c !== 92) at++;
      else if (!isBreak(code(at + 1))) at = afterEscape(at);
      else at += code(at + 1) === 13 && code(at + 2) === 10 ? 3 : 2;
    }
  };
  const badUrl = (from: number): number => {
    let at = from;
    while (at < text.length && code(at) !== 41) at = escapes(at) ? afterEscape(at) : at + 1;
    return is(CssToken.BadUrl, Math.min(at + 1, text.length));
  };
  const url = (from: number): number => {
    for (let at = from; ; ) {
      const blanks = afterBlanks(at);
      const c = code(blanks);
      if (c === 41 || blanks >= text.length) return is(CssToken.Url, Math.min(blanks + 1, text.length));
      if (blanks > at && at > from) return badUrl(blanks);
      at = blanks;
      if (c === 34 || c === 39 || c === 40 || isUnprintable(c)) return badUrl(at);
      if (c !== 92) at++;
      else if (escapes(at)) at = afterEscape(at);
      else return badUrl(at);
    }
  };
  const isUrl = (start: number, end: number): boolean => {
    if (end - start < 3 || end - start > LONGEST_URL) return false;
    return unescapeCss(text.slice(start, end)).toLowerCase() === 'url';
  };
  const name = (start: number): number => {
    const end = afterName(start);
    if (code(end) !== 40) return is(CssToken.Ident, end);
    if (isUrl(start, end)) {
      const inside = afterBlanks(end + 1);
      if (code(inside) !== 34 && code(inside) !== 39) return url(end + 1);
    }
    return is(CssToken.Function, end + 1);
  };

  function next(): number {
    const start = tokens.end;
    tokens.start = start;
    if (start >= text.length) return is(CssToken.End, start);
    const c = code(start);
    if (isBlank(c)) return is(CssToken.Blank, afterBlanks(start));
    if (startsName(c)) return name(start);
    if (c === 34 || c === 39) return string(start);
    if (numberAt(start)) return is(CssToken.Number, afterNumber(start));
    if (c === 47 && code(start + 1) === 42) {
      const closed = text.indexOf('*/', start + 2);
      return is(CssToken.Comment, closed < 0 ? text.length : closed + 2);
    }
    if (c === 45 && text.startsWith('-->', start)) return is(CssToken.Fence, start + 3);
    if (c === 60 && text.startsWith('<!--', start)) return is(CssToken.Fence, start + 4);
    if (nameAt(start)) return name(start);
    if (c === 64 && nameAt(start + 1)) return is(CssToken.AtKeyword, afterName(start + 1));
    if (c === 35 && (inName(code(start + 1)) || escapes(start + 1))) return is(CssToken.Hash, afterName(start + 1));
    return is(CssToken.Char, start + 1);
  }
  return tokens;
}
