import { unescapeCss } from './urls.js';
import { COMMENT, endOfBadUrl, ESCAPE, ESCAPED_FUNCTION, STRING, URL, URL_OPEN } from './tokens.js';

/** What may put in a string from elsewhere: a property, an attribute, a function of the page's. */
const FROM_ELSEWHERE = String.raw`(?<![-\w])(?:var|attr|env|if|inherit|random-item|--[-\w\x80-\uffff]+)\(`;
const TOKEN = [URL, URL_OPEN, ESCAPED_FUNCTION, ESCAPE, COMMENT, STRING, FROM_ELSEWHERE, String.raw`(?<![-\w])type\(`, '[()]'].join('|');

/**
 * Inside `image-set()` and its kind a bare string is an address, unless it stands in `type()`. `from` is behind the opening
 * parenthesis; `address` and `forbid` replace a stretch of `text`. Answers where it ends.
 */
export function rewriteImageSet(
  text: string,
  from: number,
  replace: { address(from: number, to: number, address: string): void; forbid(from: number, to: number): void },
): number {
  const token = new RegExp(TOKEN, 'gi');
  token.lastIndex = from;
  let depth = 1;
  /** Depth at which a `type()` ends, 0 outside one. */
  let type = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const [found] = match;
    const to = match.index + found.length;
    if (found === ')') {
      if (type === depth) type = 0;
      if (--depth === 0) return to;
    } else if (found === '(') depth++;
    else if (found[0] === '"' || found[0] === "'") {
      if (type === 0) replace.address(match.index, to, unescapeCss(found.slice(1).replace(/["']$/, '')));
    } else if (/^type\(/i.test(found)) {
      depth++;
      if (type === 0) type = depth;
    } else if (/^(?:url|src)\(/i.test(found)) {
      const address = match[1] ?? match[2] ?? match[3];
      const end = address === undefined ? endOfBadUrl(text, to) : to;
      replace.address(match.index, end, unescapeCss(address ?? ''));
      token.lastIndex = end;
    } else if (found.endsWith('(') && found.length > 2) {
      replace.forbid(match.index, to);
      depth++;
    }
  }
  return text.length;
}
