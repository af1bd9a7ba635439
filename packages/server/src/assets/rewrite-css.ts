import { ASSET_SCHEME, CssToken, readCssTokens, unescapeCss } from '@sightline/protocol';

/** Tokens between two pauses. */
const STEP = 4_096;
/** Addresses of one sheet that are looked at, and UTF-16 units of each. What comes on top stays as it is. */
const MOST = 20_000;
const LONGEST = 16_384;

/** What an address points at, as a `url()`; `undefined` where it stays as it is. */
function pointed(raw: string, base: string, number: (url: string) => number | undefined): string | undefined {
  if (raw.length > LONGEST || /^data:/i.test(raw)) return undefined;
  const address = unescapeCss(raw);
  if (address === '' || address.startsWith('#') || /^data:/i.test(address) || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  if (!/^https?:$/.test(url.protocol)) return undefined;
  const fragment = url.hash;
  url.hash = '';
  const n = number(url.href);
  return n === undefined ? undefined : `url("${ASSET_SCHEME}${n}${fragment.replace(/["\\\n]/g, '')}")`;
}

/**
 * Points every `url()` of a style sheet at an asset. `number` gives an absolute address its asset number, or `undefined`
 * where it gets none; such a `url()` stays as it is, for the viewer to drop. Imports are left alone: constructed sheets have none.
 * The text is somebody else's, so the time it takes grows with its length, whatever is in it, and it pauses now and then.
 */
export function* rewriteCss(text: string, base: string, number: (url: string) => number | undefined): Generator<void, string> {
  const tokens = readCssTokens(text);
  const parts: string[] = [];
  let copied = 0;
  let seen = 0;
  let imported = false;
  /** Where a `url(` with a quote behind it began, and its string; -1 outside one. */
  let open = -1;
  let string = '';
  const replace = (from: number, to: number, raw: string): void => {
    if (imported || seen++ >= MOST) return;
    const by = pointed(raw, base, number);
    if (by === undefined) return;
    parts.push(text.slice(copied, from), by);
    copied = to;
  };
  for (let count = 1, kind = tokens.next(); kind !== CssToken.End; kind = tokens.next(), count++) {
    if (count % STEP === 0) yield;
    const { start, end } = tokens;
    if (kind === CssToken.Blank || kind === CssToken.Comment) continue;
    if (open >= 0 && kind === CssToken.String && string === '') string = text.slice(start, end);
    else if (open >= 0 && string.length > 1 && text[start] === ')') {
      replace(open, end, string.slice(1, -1));
      open = -1;
      imported = false;
    } else open = -1;
    if (kind === CssToken.Function && /^url\($/i.test(text.slice(start, Math.min(end, start + 5)))) {
      open = start;
      string = '';
    } else if (kind === CssToken.Url) {
      const inner = text.slice(text.indexOf('(', start) + 1, end).trim();
      if (inner.endsWith(')')) replace(start, end, inner.slice(0, -1).trimEnd());
      imported = false;
    } else if (kind === CssToken.AtKeyword) imported = end - start === 7 && /^@import$/i.test(text.slice(start, end));
    else if (open < 0) imported = false;
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}
