import { CssToken, readCssTokens } from '@sightline/protocol';
import { createEdits } from './edits.js';

/** Conditions every engine knows to be true or false, whatever the frame's size. */
const TRUE = '(min-width:0px)';
const FALSE = '(max-width:-1px)';

/** Brackets in brackets: a browser reads one inside the other and has no more room at some depth. */
const DEEPEST = 100;

/** Tokens of the longest condition that means something, and units of each. */
const MOST_TOKENS = 12;
const LONGEST = 64;

/** Features and the values each takes. */
const DISCRETE = new Map(
  (
    'prefers-color-scheme light dark;prefers-reduced-motion no-preference reduce;prefers-contrast no-preference more less custom;' +
    'prefers-reduced-transparency no-preference reduce;prefers-reduced-data no-preference reduce;forced-colors none active;' +
    'inverted-colors none inverted;color-gamut srgb p3 rec2020;dynamic-range standard high;hover none hover;any-hover none hover;' +
    'pointer none coarse fine;any-pointer none coarse fine;update none slow fast;scripting none initial-only enabled;' +
    'display-mode fullscreen standalone minimal-ui browser window-controls-overlay picture-in-picture'
  )
    .split(';')
    .map((line): [string, string[]] => {
      const [name = '', ...values] = line.split(' ');
      return [name, values];
    }),
);
/** A device that has a later value of these has all before it. */
const ORDERED = /^(?:color-gamut|dynamic-range)$/;

/** Dots a pixel for one of each unit. */
const RESOLUTION: Readonly<Record<string, number>> = { dppx: 1, x: 1, dpi: 1 / 96, dpcm: 2.54 / 96 };
/** Prefixed spellings of the same, as plain numbers. */
const RATIO: Readonly<Record<string, number>> = { '': 1 };

type Media = Readonly<Record<string, string>>;

/** An amount as the feature's grammar has it. What it does not have (below zero, another unit) is left to the browser to refuse. */
function amount(text: string | undefined, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^\+?((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)([a-z]*)$/.exec(text ?? '');
  const unit = match?.[2];
  return match && unit !== undefined && Object.hasOwn(units, unit) ? Number(match[1]) * (units[unit] ?? 1) : undefined;
}

function compare(left: number, operator: string, right: number): boolean {
  const near = Math.abs(left - right) < 1e-3;
  if (operator === '=') return near;
  return near ? operator.endsWith('=') : operator.startsWith('<') ? left < right : left > right;
}

/** A feature with a range under any of its spellings, and the comparison a prefix asks for. */
function rangeOf(name: string): { units: Readonly<Record<string, number>>; operator: string; bounded: boolean } | undefined {
  const match = /^(?:(min-|max-)?resolution|-(?:webkit|moz)-(min-|max-)?device-pixel-ratio|(min|max)--moz-device-pixel-ratio)$/.exec(name);
  if (!match) return undefined;
  const bound = match[1] ?? match[2] ?? match[3] ?? '';
  return {
    units: name.endsWith('resolution') ? RESOLUTION : RATIO,
    operator: bound.startsWith('min') ? '>=' : bound.startsWith('max') ? '<=' : '=',
    bounded: bound !== '',
  };
}

function discrete(name: string, value: string | undefined, media: Media): boolean | undefined {
  const values = DISCRETE.get(name);
  if (!values || !Object.hasOwn(media, name)) return undefined;
  const own = (media[name] ?? '').toLowerCase().split(' ');
  if (value === undefined) return own[0] !== '' && own[0] !== 'none' && own[0] !== 'no-preference';
  const wanted = values.indexOf(value);
  if (wanted < 0) return undefined;
  return ORDERED.test(name) ? wanted <= values.indexOf(own[0] ?? '') : own.includes(value);
}

/** `parts`: the condition's tokens in small letters, operators whole. What its grammar does not have is `undefined`. */
function evaluate(parts: readonly string[], media: Media): boolean | undefined {
  const [first = '', second, third, fourth, fifth] = parts;
  const own = amount(media.resolution, RESOLUTION);
  const range = rangeOf(first);
  if (parts.length === 1) {
    if (!range) return discrete(first, undefined, media);
    return range.bounded || own === undefined ? undefined : own > 0;
  }
  if (parts.length === 3 && second === ':') {
    if (!range) return discrete(first, third, media);
    const limit = amount(third, range.units);
    return limit === undefined || own === undefined ? undefined : compare(own, range.operator, limit);
  }
  if ((parts.length !== 3 && parts.length !== 5) || own === undefined || !second || !/^(?:[<>]=?|=)$/.test(second)) return undefined;
  const named = parts.length === 3 && range;
  const { units, bounded } = named || (third === undefined ? undefined : rangeOf(third)) || {};
  const limit = units && amount(named ? third : first, units);
  if (limit === undefined || bounded) return undefined;
  const holds = named ? compare(own, second, limit) : compare(limit, second, own);
  if (parts.length === 3) return holds;
  const upper = units && amount(fifth, units);
  // Both comparisons of a range go the same way.
  if (upper === undefined || !fourth || second === '=' || fourth[0] !== second[0]) return undefined;
  return holds && compare(own, fourth, upper);
}

/**
 * Replaces every media feature that `media` knows by a condition that is as true for the agent as it is for the customer
 * (design decision 10). Features the frame's own size decides stay as they are, and so does what no grammar has: there every
 * browser knows for itself that it never holds, not even under `not`.
 */
export function resolveMedia(query: string, media: Media): string {
  if (!query.includes('(')) return query;
  const tokens = readCssTokens(query);
  const edits = createEdits(query);
  /** Where the innermost condition begins, -1 outside one; its parts so far; where an operator ended. */
  let open = -1;
  let parts: string[] = [];
  let operator = -1;
  /** Edits before it. */
  let count = 0;
  let depth = 0;
  for (let kind = tokens.next(); kind !== CssToken.End; kind = tokens.next()) {
    const { start, end } = tokens;
    const c = query[start] ?? '';
    if (kind === CssToken.Function || '([{'.includes(c)) depth++;
    else if (')]}'.includes(c)) depth--;
    if (depth > DEEPEST) return 'not all';
    if (kind === CssToken.Comment) edits.replace(start, end, ' ');
    else if (kind === CssToken.Char && c === '(') {
      open = start;
      count = edits.count;
      parts = [];
    } else if (open < 0 || kind === CssToken.Blank) continue;
    else if (kind === CssToken.Char && c === ')') {
      const holds = evaluate(parts, media);
      if (holds !== undefined) {
        edits.dropSince(count);
        edits.replace(open, end, holds ? TRUE : FALSE);
      }
      open = -1;
    } else if (kind === CssToken.Char && c === '=' && operator === start) parts.push(`${parts.pop() ?? ''}=`);
    else if (kind === CssToken.Function || parts.length >= MOST_TOKENS || end - start > LONGEST) open = -1;
    else {
      parts.push(query.slice(start, end).toLowerCase());
      operator = c === '<' || c === '>' ? end : -1;
    }
  }
  return edits.text();
}
