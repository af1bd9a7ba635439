import { ASSET_SCHEME } from '@sightline/protocol';

const COMMENT = String.raw`\/\*[\s\S]*?\*\/`;
const DOUBLE = String.raw`"(?:\\[\s\S]|[^"\\\n])*"`;
const SINGLE = String.raw`'(?:\\[\s\S]|[^'\\\n])*'`;
const TOKEN = new RegExp(String.raw`${COMMENT}|(@import\s+)?(?:url\(\s*(${DOUBLE}|${SINGLE}|[^"')\s]*)\s*\)|${DOUBLE}|${SINGLE})`, 'gi');

const unquote = (text: string): string =>
  text
    .replace(/^["']|["']$/g, '')
    .replace(/\\([\da-f]{1,6})\s?/gi, (_all, hex: string) => String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10ffff)))
    .replace(/\\([^\n])/g, '$1');

/**
 * Points every `url()` of a style sheet at an asset. `number` gives an absolute address its asset number, or `undefined`
 * where it gets none; such a `url()` stays as it is, for the viewer to drop. Imports are left alone: constructed sheets have none.
 */
export function rewriteCss(text: string, base: string, number: (url: string) => number | undefined): string {
  return text.replace(TOKEN, (all: string, imported: string | undefined, inner: string | undefined) => {
    if (inner === undefined || imported !== undefined) return all;
    const address = unquote(inner);
    if (address === '' || address.startsWith('#') || /^data:/i.test(address) || !URL.canParse(address, base)) return all;
    const url = new URL(address, base);
    if (!/^https?:$/.test(url.protocol)) return all;
    const fragment = url.hash;
    url.hash = '';
    const n = number(url.href);
    return n === undefined ? all : `url("${ASSET_SCHEME}${n}${fragment.replace(/["\\\n]/g, '')}")`;
  });
}
