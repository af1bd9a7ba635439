import { CssToken, readCssTokens } from '@sightline/protocol';
import { createAddresses } from './addresses.js';
import { createColorScheme } from './color-scheme.js';
import { createEdits } from './edits.js';
import { createSelectors } from './selectors.js';
import type { AssetPlace } from './urls.js';

export interface CssContext {
  assetBase: AssetPlace;
  media: Readonly<Record<string, string>>;
  /** Of `css/media.ts`; absent where the page is one of this browser's own, whose features are the page's. */
  resolveMedia?: ((query: string, media: Readonly<Record<string, string>>) => string) | undefined;
}

export interface Rewritten {
  text: string;
  /** The text depends on `media`: it must be rewritten again when that changes. */
  conditional: boolean;
}

/** CSS knows one line break; a carriage return ends a string there, too. */
const plainLines = (text: string): string => (/[\r\f]/.test(text) ? text.replace(/\r\n?|\f/g, '\n') : text);

/** Brackets in brackets: a browser reads one inside the other and has no more room at some depth. Where it is reached the text ends. */
const DEEPEST = 500;
/** Units of declarations that are read whatever stands in them. */
const LONG = 1_000;

/**
 * Runs in which nothing is rewritten and no bracket opens, found by the engine in one go: most of a sheet. A declaration up to its
 * end, and what stands before a block. Neither holds what begins a string, a comment, an escape or a function, and neither takes a
 * character twice.
 */
const plainRuns = (): { declaration: RegExp; prelude: RegExp } => ({
  declaration: /[ \t\n]*(?!color-scheme)[-\w]+[ \t\n]*:[^:;{}()"'\\/@[\]<]*(?:;|(?=\}))/iy,
  prelude: /[^:;{}()"'\\/@[\]<]*(?=\{)/y,
});

/** Tokens between two pauses. */
const STEP = 4_096;

/**
 * Makes a page's CSS fit for the mirror: addresses of assets become real ones and every other address goes, states become
 * attributes, media features the embedder cannot set are resolved. Looks at tokens only, so that strings, comments and
 * escapes stay as they are. Takes time that grows with the length of the text, whatever is in it, and pauses now and then.
 */
export function* rewriteInSteps(source: string, { assetBase, media, resolveMedia }: CssContext): Generator<void, Rewritten> {
  const text = plainLines(source);
  const tokens = readCssTokens(text);
  const edits = createEdits(text);
  const addresses = createAddresses(text, tokens, edits, assetBase);
  const selectors = createSelectors(text, edits);
  const scheme = createColorScheme(text, edits, media['prefers-color-scheme']);
  let conditional = false;
  let depth = 0;
  /** Behind the word `@media`, and how many edits there were. */
  let condition = -1;
  let before = 0;
  const endCondition = (at: number): void => {
    const query = text.slice(condition, at);
    condition = -1;
    // A condition holds no string and no address: one that does is read like everything else.
    if (!resolveMedia || /["'\\]|url/i.test(query)) return;
    edits.dropSince(before);
    edits.replace(at - query.length, at, resolveMedia(query, media));
    conditional = true;
  };
  const { declaration, prelude } = plainRuns();
  /** Behind a bracket or semicolon, where a rule or declaration begins. */
  let boundary = true;
  for (let count = 1; ; count++) {
    if (count % STEP === 0) yield;
    if (boundary) {
      declaration.lastIndex = prelude.lastIndex = tokens.end;
      if (declaration.test(text)) {
        tokens.seek(declaration.lastIndex);
        boundary = text[declaration.lastIndex - 1] === ';';
        continue;
      }
      if (prelude.test(text)) tokens.seek(prelude.lastIndex);
      boundary = false;
    }
    const kind = tokens.next();
    const { start, end } = tokens;
    const char = kind === CssToken.Char ? (text[start] ?? '') : '';
    if (kind === CssToken.Function || (char && '([{'.includes(char))) depth++;
    else if (depth > 0 && char && ')]}'.includes(char)) depth--;
    if (depth > DEEPEST) {
      edits.settle(false);
      return { text: edits.text(start), conditional };
    }
    const stop = kind === CssToken.End || (char !== '' && '{};'.includes(char));
    boundary = stop;
    if (stop && condition >= 0) endCondition(start);
    if (scheme.token(kind, start, end)) conditional = true;
    selectors.token(kind, start, end);
    addresses.token(kind);
    // It took a function to its end.
    if (tokens.start !== start) depth--;
    if (kind === CssToken.AtKeyword && end - start === 6 && text.slice(start, end).toLowerCase() === '@media') {
      condition = end;
      before = edits.count;
    }
    if (kind === CssToken.End) break;
  }
  return { text: edits.text(), conditional };
}

/** The same in one go. */
export function rewriteCss(source: string, context: CssContext): Rewritten {
  const work = rewriteInSteps(source, context);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** The same for declarations alone: a `style` attribute or an SVG presentation attribute. */
export function rewriteDeclarations(text: string, context: CssContext): string {
  return text.length > LONG || /url|src\(|image|cross-fade|color-scheme|\\/i.test(text) ? rewriteCss(text, context).text : text;
}
