import { CssToken, unescapeCss } from '@sightline/protocol';
import type { Edits } from './edits.js';
import { STATES } from './pseudo-classes.js';

/** Pseudo-elements that may be written with one colon. */
const ELEMENTS = new Set(['before', 'after', 'first-line', 'first-letter']);

/** Units of the longest name that means something, with every letter escaped. */
const LONGEST = 200;

/** Replaces states in selectors by attributes. Fed with all tokens of a sheet. */
export interface Selectors {
  token(kind: number, start: number, end: number): void;
}

/**
 * A pseudo-class is one where a block follows: in `a{b:hover}` it is a value. What is said of a pseudo-element stays as it is, inside
 * `:not()` and its kind, too: no attribute selector may stand there, and one that does costs the whole rule.
 */
export function createSelectors(text: string, edits: Edits): Selectors {
  /** What is said now is said of a pseudo-element; so is, at this level, what follows a combinator. */
  let ofElement = false;
  let inherited = false;
  const outer: [ofElement: boolean, inherited: boolean][] = [];
  /** Colons right in front of the token. */
  let colons = 0;
  let colon = 0;

  const enter = (inside: boolean): void => {
    outer.push([ofElement, inherited]);
    ofElement = inherited = inside;
  };
  const leave = (): void => {
    [ofElement, inherited] = outer.pop() ?? [false, false];
  };
  const begin = (): void => {
    outer.length = 0;
    ofElement = inherited = false;
  };
  const nameOf = (start: number, end: number): string => {
    if (end - start > LONGEST) return '';
    return unescapeCss(text.slice(start, end)).toLowerCase();
  };
  const char = (c: string | undefined): void => {
    switch (c) {
      case '(':
      case '[':
        return enter(false);
      case ')':
      case ']':
        return leave();
      case ',':
      case '>':
      case '+':
      case '~':
        ofElement = inherited;
        return;
      case '{':
        edits.settle(true);
        return begin();
      case '}':
      case ';':
        edits.settle(false);
        return begin();
      default:
    }
  };
  return {
    token(kind, start, end) {
      if (kind === CssToken.Char && text[start] === ':') {
        if (++colons === 1) colon = start;
        return;
      }
      const after = colons;
      colons = 0;
      switch (kind) {
        case CssToken.Ident: {
          if (after === 0) return;
          const name = nameOf(start, end);
          if (after > 1 || ELEMENTS.has(name)) ofElement = true;
          else if (!ofElement && Object.hasOwn(STATES, name)) edits.maybe(colon, end, STATES[name] ?? '');
          return;
        }
        case CssToken.Function:
          if (after > 1) ofElement = true;
          return enter(after === 1 && ofElement);
        case CssToken.Blank:
          ofElement = inherited;
          return;
        case CssToken.Char:
          return char(text[start]);
        case CssToken.End:
          return edits.settle(false);
        default:
      }
    },
  };
}
