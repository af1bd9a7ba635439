import { resolveMedia } from './media.js';
import { rewriteImageSet } from './image-set.js';
import { COMMENT, endOfBadUrl, ESCAPE, ESCAPED_FUNCTION, NO_FUNCTION, plainLines, STRING, URL, URL_OPEN } from './tokens.js';
import { type AssetPlace, cssAddress, cssString, unescapeCss } from './urls.js';

/**
 * Pseudo-classes an inert, untouched frame never matches, and what stands for them. An attribute selector has their
 * specificity. The attributes are ours: none of them is ever accepted from the wire.
 */
const STATES: Readonly<Record<string, string>> = {
  hover: '[sightline-hover]',
  active: '[sightline-active]',
  focus: '[sightline-focus]',
  'focus-visible': '[sightline-focus-visible]',
  'focus-within': '[sightline-focus-within]',
  '-moz-focusring': '[sightline-focus-visible]',
  target: '[sightline-target]',
  'target-within': '[sightline-target-within]',
  visited: '[sightline-visited]',
  fullscreen: '[sightline-fullscreen]',
  '-webkit-full-screen': '[sightline-fullscreen]',
  'user-valid': '[sightline-user-valid]',
  'user-invalid': '[sightline-user-invalid]',
  autofill: '[sightline-autofill]',
  '-webkit-autofill': '[sightline-autofill]',
  // Custom elements that the page has not defined carry the attribute; everything else is defined.
  defined: ':not([sightline-undefined])',
};

const TOKEN = [
  URL,
  URL_OPEN,
  ESCAPED_FUNCTION,
  ESCAPE,
  COMMENT,
  STRING,
  String.raw`(?:image-set|cross-fade|(?<![-\w])image)\(`,
  String.raw`(?<![-\w])color-scheme\s*:[a-z\s-]*(?=[;})!]|$)`,
  String.raw`@namespace\s+(?:[\w-]+\s+)?(?:url\(\s*[\w:/.#-]*\s*\)|url\(\s*"[\w:/.#-]*"\s*\)|"[^"\\\n]*"|'[^'\\\n]*')\s*;`,
  '@media(?![-\\w])',
  `:(${Object.keys(STATES).join('|')})(?![-\\w\\\\(])`,
].join('|');

/** A pseudo-element ends what may be said of an element: no attribute selector may follow it. */
const AFTER_ELEMENT = /::|:(?:before|after|first-line|first-letter)$/i;

export interface CssContext {
  assetBase: AssetPlace;
  media: Readonly<Record<string, string>>;
}

export interface Rewritten {
  text: string;
  /** The text depends on `media`: it must be rewritten again when that changes. */
  conditional: boolean;
}

const COMBINATOR = ' \t\n\r\f,{}();>+~';

/** Index of the first `{`, `;` or `}` at or after `from` that is no part of a string, comment or escape. */
function endOfPrelude(text: string, from: number): number {
  const stop = new RegExp(`${ESCAPE}|${COMMENT}|${STRING}|[{};]`, 'g');
  stop.lastIndex = from;
  for (let match = stop.exec(text); match; match = stop.exec(text)) {
    const found = match[0];
    if (found === '{' || found === ';' || found === '}') return match.index;
  }
  return text.length;
}

/** The compound selector that ends at `end`, back to its combinator, comma or opening parenthesis. */
function compoundBefore(text: string, end: number): string {
  let depth = 0;
  let at = end;
  for (; at > 0; at--) {
    const c = text[at - 1] ?? '';
    if (c === ')' || c === ']') depth++;
    else if (depth > 0 && (c === '(' || c === '[')) depth--;
    else if (depth === 0 && COMBINATOR.includes(c)) break;
  }
  return text.slice(at, end);
}

/**
 * Makes a page's CSS fit for the mirror: addresses of assets become real ones and every other address goes, states become
 * attributes, media features the embedder cannot set are resolved. Looks at tokens only, so that strings, comments and
 * escapes stay as they are.
 */
export function rewriteCss(source: string, context: CssContext): Rewritten {
  const text = plainLines(source);
  const token = new RegExp(TOKEN, 'gi');
  let out = '';
  let copied = 0;
  let conditional = false;
  let preludeEnd = -1;
  const url = (address: string): string => `url(${cssString(cssAddress(address, context.assetBase))})`;
  const replace = (from: number, to: number, by: string): void => {
    out += text.slice(copied, from) + by;
    copied = to;
  };
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const found = match[0];
    const end = match.index + found.length;
    switch (found[0]) {
      case ':': {
        if (match.index >= preludeEnd) preludeEnd = endOfPrelude(text, end);
        const by = STATES[(match[4] ?? '').toLowerCase()];
        // In `a{b:hover}` it is a value; behind a pseudo-element it can only stay as it is.
        if (by === undefined || text[preludeEnd] !== '{' || AFTER_ELEMENT.test(compoundBefore(text, match.index))) break;
        replace(match.index, end, by);
        break;
      }
      case 'u':
      case 'U':
      case 's':
      case 'S': {
        const address = match[1] ?? match[2] ?? match[3];
        const stop = address === undefined ? endOfBadUrl(text, end) : end;
        replace(match.index, stop, url(unescapeCss(address ?? '')));
        token.lastIndex = stop;
        break;
      }
      case '\\':
        // Nobody writes a function's name with escapes but to hide it.
        if (found.length > 2) replace(match.index, end, NO_FUNCTION);
        break;
      case 'i':
      case 'I':
      case 'c':
      case 'C': {
        if (found.endsWith('(')) {
          token.lastIndex = rewriteImageSet(text, end, {
            address: (from, to, address) => replace(from, to, url(address)),
            forbid: (from, to) => replace(from, to, NO_FUNCTION),
          });
          break;
        }
        const by = ownScheme(found, context.media);
        if (by === undefined) break;
        replace(match.index, end, by);
        conditional = true;
        break;
      }
      case '@': {
        if (found.length > 6) break;
        const stop = endOfPrelude(text, end);
        // A condition holds no string and no address: one that does is read like everything else.
        if (/["'\\]|url/i.test(text.slice(end, stop))) break;
        replace(end, stop, resolveMedia(text.slice(end, stop), context.media));
        conditional = true;
        token.lastIndex = stop;
        break;
      }
      default:
        break;
    }
  }
  return { text: copied === 0 ? text : out + text.slice(copied), conditional };
}

/** A page that takes light and dark has the customer's choice; a frame would take the agent's. */
function ownScheme(declaration: string, media: Readonly<Record<string, string>>): string | undefined {
  const own = media['prefers-color-scheme'];
  const both = /\blight\b/i.test(declaration) && /\bdark\b/i.test(declaration);
  return both && (own === 'light' || own === 'dark') ? `color-scheme:${own}` : undefined;
}

/** The same for declarations alone: a `style` attribute or an SVG presentation attribute. */
export function rewriteDeclarations(text: string, context: CssContext): string {
  return /url|src\(|image|cross-fade|color-scheme|\\/i.test(text) ? rewriteCss(text, context).text : text;
}
