import { CssToken } from '@sightline/protocol';
import type { Edits } from './edits.js';

/** A page that takes light and dark has the customer's choice; a frame would take the agent's. Fed with all tokens of a sheet. */
export function createColorScheme(
  text: string,
  edits: Edits,
  own: string | undefined,
): { token(kind: number, start: number, end: number): boolean } {
  let at: 'out' | 'name' | 'value' = 'out';
  let from = 0;
  let count = 0;
  let light = false;
  let dark = false;
  const begins = (kind: number, start: number, end: number): boolean =>
    kind === CssToken.Ident && end - start === 12 && text.slice(start, end).toLowerCase() === 'color-scheme';
  return {
    /** True where something was replaced that depends on the customer's choice. */
    token(kind, start, end) {
      if (kind === CssToken.Blank || kind === CssToken.Comment) return false;
      const c = text[start];
      if (at === 'value') {
        if (kind === CssToken.Ident) {
          const word = end - start < 6 ? text.slice(start, end).toLowerCase() : '';
          light ||= word === 'light';
          dark ||= word === 'dark';
          return false;
        }
        at = 'out';
        const ends = kind === CssToken.End || (kind === CssToken.Char && (c === ';' || c === '}' || c === ')' || c === '!'));
        if (!ends || !light || !dark || (own !== 'light' && own !== 'dark')) return false;
        edits.dropSince(count);
        edits.replace(from, start, `color-scheme:${own}`);
        return true;
      }
      if (begins(kind, start, end)) {
        at = 'name';
        from = start;
        count = edits.count;
      } else if (at === 'name') {
        at = kind === CssToken.Char && c === ':' ? 'value' : 'out';
        light = dark = false;
      }
      return false;
    },
  };
}
