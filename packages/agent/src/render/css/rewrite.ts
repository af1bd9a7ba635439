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

/** Neither begins nor ends anything: no string, comment, escape, function, block or declaration. */
const PLAIN = String.raw`[^:;{}()"'\\/@[\]<]*`;
/** Functions that hold no address and give none to what they stand in, by their whole names. */
const CALL = String.raw`(?<=[ \t\n,:](?:rgba?|hsla?|var|calc|min|max|clamp|minmax|repeat|translate(?:[xyz]|3d)?|rotate|scale|cubic-bezier))\(${PLAIN}\)`;
const DECLARATION = String.raw`[ \t\n]*(?!color-scheme)[-\w]+[ \t\n]*:${PLAIN}(?:${CALL}${PLAIN})*`;

/**
 * Runs in which nothing is rewritten, found by the engine in one go: most of a sheet. Some whole rules, the declarations that come
 * next, or what stands before a block. No character of a run can be taken in two ways, so that one that fails has cost its length.
 */
const plainRuns = (): { rules: RegExp; declarations: RegExp; prelude: RegExp } => ({
  rules: new RegExp(String.raw`(?:${PLAIN}\{(?:${DECLARATION};)*(?:${DECLARATION})?[ \t\n]*\}){1,100}`, 'iy'),
  declarations: new RegExp(String.raw`(?:${DECLARATION}(?:;|(?=\}))){1,100}`, 'iy'),
  prelude: new RegExp(String.raw`${PLAIN}(?=\{)`, 'y'),
});

/** Tokens between two pauses, and units. */
const STEP = 4_096;
const STRETCH = 65_536;

/** Works for a while; answers when it is done. */
type Work = () => Rewritten | undefined;

function startRewriting(source: string, { assetBase, media, resolveMedia }: CssContext): Work {
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
  const { rules, declarations, prelude } = plainRuns();
  const skip = (run: RegExp): boolean => {
    run.lastIndex = tokens.end;
    const found = run.test(text);
    if (found) tokens.seek(run.lastIndex);
    return found;
  };
  /** Behind a bracket or semicolon, where a rule or declaration begins. */
  let boundary = true;
  const take = (): Rewritten | undefined => {
    const kind = tokens.next();
    const { start, end } = tokens;
    const char = kind === CssToken.Char ? text.charCodeAt(start) : 0;
    if (kind === CssToken.Function || char === 40 || char === 91 || char === 123) depth++;
    else if (depth > 0 && (char === 41 || char === 93 || char === 125)) depth--;
    if (depth > DEEPEST) {
      edits.settle(false);
      return { text: edits.text(start), conditional };
    }
    boundary = kind === CssToken.End || char === 123 || char === 125 || char === 59;
    if (boundary && condition >= 0) endCondition(start);
    if (scheme.token(kind, start, end)) conditional = true;
    selectors.token(kind, start, end);
    addresses.token(kind);
    // It took a function to its end.
    if (tokens.start !== start) depth--;
    if (kind === CssToken.AtKeyword && end - start === 6 && text.slice(start, end).toLowerCase() === '@media') {
      condition = end;
      before = edits.count;
    }
    return kind === CssToken.End ? { text: edits.text(), conditional } : undefined;
  };
  return () => {
    const from = tokens.end;
    for (let count = 0; count < STEP && tokens.end - from < STRETCH; count++) {
      if (boundary) {
        if (skip(rules)) continue;
        if (skip(declarations)) {
          boundary = text[tokens.end - 1] === ';';
          continue;
        }
        skip(prelude);
      }
      const done = take();
      if (done) return done;
    }
    return undefined;
  };
}

/**
 * Makes a page's CSS fit for the mirror: addresses of assets become real ones and every other address goes, states become
 * attributes, media features the embedder cannot set are resolved. Looks at tokens only, so that strings, comments and
 * escapes stay as they are. Takes time that grows with the length of the text, whatever is in it, and pauses now and then.
 */
export function* rewriteInSteps(source: string, context: CssContext): Generator<void, Rewritten> {
  // The loop is in a function of its own: engines do not speed up one they resume.
  const work = startRewriting(source, context);
  for (;;) {
    const done = work();
    if (done) return done;
    yield;
  }
}

/** The same in one go. */
export function rewriteCss(source: string, context: CssContext): Rewritten {
  const work = startRewriting(source, context);
  for (;;) {
    const done = work();
    if (done) return done;
  }
}

/** The same for declarations alone: a `style` attribute or an SVG presentation attribute. */
export function rewriteDeclarations(text: string, context: CssContext): string {
  return text.length > LONG || /url|src\(|image|cross-fade|color-scheme|\\/i.test(text) ? rewriteCss(text, context).text : text;
}
