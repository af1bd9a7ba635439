import { CssToken, type CssTokens, unescapeCss } from '@sightline/protocol';
import type { Edits } from './edits.js';
import { type AssetPlace, cssAddress, cssString } from './urls.js';

/** A function no browser knows: what it stands in is left out. */
const UNKNOWN = 'sightline-x';

/** What may put in a string from elsewhere: a property, an attribute, a function of the page's. */
const FROM_ELSEWHERE = /^(?:var|attr|env|if|inherit|random-item|--.*)$/;

/** A namespace is a name that looks like an address. */
const NAMESPACE = /^\s*["']?[\w:/.#-]*["']?\s*$/;

/** Units of an address that may have escapes or need some: each costs as much as a hundred plain ones. */
const LONGEST_ESCAPED = 1_000_000;

/** Replaces addresses of a sheet. Fed with all tokens; moves on in `tokens` where it takes several. */
export interface Addresses {
  token(kind: number): void;
}

/**
 * A name that is not plain cannot stand before a parenthesis: with escapes it hides what it is, and not all browsers agree which
 * other letters belong to one, so that what is one name here might end in `url(` there.
 */
const NOT_PLAIN = /[^-\w@#.+%]/;

export function createAddresses(text: string, tokens: CssTokens, edits: Edits, assetBase: AssetPlace): Addresses {
  let depth = 0;
  /** Depths at which `image-set()` or its kind, and `type()` inside it, were entered; 0 outside. */
  let images = 0;
  let type = 0;
  let braces = 0;
  /** Nothing of a statement was read yet. */
  let fresh = true;
  let namespace = false;

  const url = (raw: string): string => {
    if (raw.length > LONGEST_ESCAPED && /["\\\n]/.test(raw)) return url('');
    return `url(${cssString(cssAddress(unescapeCss(raw), assetBase))})`;
  };
  /** True where the name had to go. */
  const disarmed = (start: number, end: number): boolean => {
    const name = text.slice(start, end);
    const at = name.search(NOT_PLAIN);
    if (at >= 0) edits.replace(start + at, end, UNKNOWN);
    return at >= 0;
  };
  const past = (): number => {
    let kind = tokens.next();
    while (kind === CssToken.Blank) kind = tokens.next();
    return kind;
  };
  /** Inside `url(` and its kind: one string is an address, anything else is none, up to where it closes. */
  const quoted = (start: number): void => {
    let kind = past();
    const string = kind === CssToken.String ? text.slice(tokens.start, tokens.end) : undefined;
    if (string !== undefined) kind = past();
    const whole = string !== undefined && kind === CssToken.Char && text[tokens.start] === ')';
    for (let open = 1; kind !== CssToken.End; kind = tokens.next()) {
      if (kind === CssToken.Function || (kind === CssToken.Char && text[tokens.start] === '(')) open++;
      else if (kind === CssToken.Char && text[tokens.start] === ')' && --open === 0) break;
    }
    if (namespace && whole && NAMESPACE.test(string)) return;
    edits.replace(start, tokens.end, url(whole ? string.slice(1, -1) : ''));
  };
  const unquoted = (kind: number, start: number, end: number): void => {
    const open = text.indexOf('(', start);
    const closed = kind === CssToken.Url && text[end - 1] === ')' && text[end - 2] !== '\\';
    const raw = closed ? text.slice(open + 1, end - 1).trim() : '';
    if (!namespace || !NAMESPACE.test(raw)) edits.replace(start, end, url(raw));
  };
  const called = (start: number, end: number): void => {
    depth++;
    if (disarmed(start, end - 1)) return;
    const name = text.slice(start, Math.min(end - 1, start + 64)).toLowerCase();
    if (name === 'url' || name === 'src') {
      depth--;
      return quoted(start);
    }
    if (images === 0) {
      if (name === 'image' || name.endsWith('image-set') || name.endsWith('cross-fade')) images = depth;
    } else if (name === 'type') type ||= depth;
    else if (FROM_ELSEWHERE.test(name)) edits.replace(start, end - 1, UNKNOWN);
  };
  const char = (c: string | undefined): void => {
    if (c === '(') depth++;
    else if (c === ')') {
      if (depth === type) type = 0;
      if (depth === images) images = 0;
      if (depth > 0) depth--;
    } else if (c === '{') braces++;
    else if (c === '}' && braces > 0) braces--;
  };
  return {
    token(kind) {
      const { start, end } = tokens;
      switch (kind) {
        case CssToken.Blank:
        case CssToken.Comment:
          return;
        case CssToken.Url:
        case CssToken.BadUrl:
          unquoted(kind, start, end);
          break;
        case CssToken.Function:
          called(start, end);
          break;
        case CssToken.String:
          if (images > 0 && type === 0) edits.replace(start, end, url(text.slice(start + 1, end).replace(/["']$/, '')));
          break;
        case CssToken.AtKeyword:
          if (fresh && braces === 0) namespace = /^@namespace$/i.test(text.slice(start, end));
          if (text[end] === '(') disarmed(start, end);
          break;
        case CssToken.Hash:
        case CssToken.Number:
          if (text[end] === '(') disarmed(start, end);
          break;
        case CssToken.Char:
          char(text[start]);
          break;
        default:
      }
      fresh = kind === CssToken.Fence || (kind === CssToken.Char && ';{}'.includes(text[start] ?? ''));
      if (fresh) namespace = false;
    },
  };
}
