import type { Pattern } from '../policy.js';
import { fold } from './fold.js';
import { guardPattern } from './guarded.js';
import { GROWING, NAMED } from './named.js';

const KEPT = 4096;
const KEPT_LENGTH = 128;
/** What no named pattern can be in. */
const NOTHING = /^[^@]*$/;
const FEW_DIGITS = /^(?:\P{Nd}*\p{Nd}){0,5}\P{Nd}*$/u;
const AT_WORD = /[[({] ?(?:at|ät)/i;

/** The patterns of a policy, asked about texts. */
export interface PatternSet {
  /** Which of these texts, read as one, take part in a match. */
  hits(parts: readonly string[]): ReadonlySet<number>;
  /** Whether a match is in this text. */
  test(text: string): boolean;
  /** Whether more typing may make a match of it. */
  growing(text: string): boolean;
}

export function createPatternSet(patterns: readonly Pattern[], now: () => number): PatternSet {
  const names = patterns.filter((pattern) => typeof pattern === 'string');
  const own = patterns.filter((pattern) => typeof pattern !== 'string').map((pattern) => guardPattern(pattern, now));
  let kept = new Map<string, boolean>();

  const hits = (parts: readonly string[]): Set<number> => {
    const hit = new Set<number>();
    const look = (texts: readonly string[], find: (text: string, found: (start: number, end: number) => void) => void): void => {
      find(texts.join(''), (start, end) => {
        let at = 0;
        for (let i = 0; i < texts.length && at < end; i++) {
          const to = at + (texts[i] as string).length;
          if (to > start && /\S/.test(parts[i] as string)) hit.add(i);
          at = to;
        }
      });
    };
    const folded = parts.map(fold);
    const whole = folded.join('');
    if (names.length > 0 && !(NOTHING.test(whole) && FEW_DIGITS.test(whole) && !AT_WORD.test(whole)))
      for (const name of names) look(folded, NAMED[name]);
    const same = whole === parts.join('');
    for (const { find } of own) {
      look(parts, find);
      if (!same) look(folded, find);
    }
    return hit;
  };
  return {
    hits,
    test(text) {
      if (text === '') return false;
      if (own.some(({ slow }) => slow())) return true;
      const known = kept.get(text);
      if (known !== undefined) return known;
      const found = hits([text]).size > 0;
      if (text.length > KEPT_LENGTH) return found;
      if (kept.size >= KEPT) kept = new Map();
      kept.set(text, found);
      return found;
    },
    growing: (text) => names.some((name) => GROWING[name].test(fold(text))),
  };
}
