/** Longer than an honest pattern needs for one look; a pause of the machine may be as long once, hardly twice. */
const LOOK_MS = 8;
/** What looks above a millisecond may cost together, in the life of a page. */
const SPENT_MS = 250;
/** Quantified groups and backward references: with each character that is added the time may double. */
const EXPLOSIVE = /\)(?:[*+]|\{\d+,|\{\d*[2-9])|\\[1-9]|\\k</;
/** More than one of these: time may grow with a power of the length. */
const UNBOUNDED = /[*+]|\{\d+,\}|\{\d*,?\d{2,}\}/g;
/**
 * UTF-16 units that are added at a time (0: all), and that are looked at together; the next piece begins inside the one before.
 * `endings`: continuations that are tried after each beginning: a match that goes on is fast, what makes it fail may not be.
 */
const CALM = { step: 0, piece: 4096, overlap: 1024, endings: 0 };
const DOUBTFUL = { step: 16, piece: 512, overlap: 128, endings: 4 };
const DANGEROUS = { step: 2, piece: 256, overlap: 128, endings: 12 };

/** A page's RegExp that cannot hang the page. */
export interface Guarded {
  /** Calls back for every place the pattern means. One that takes too long means everything, from then on. */
  find(text: string, found: (start: number, end: number) => void): void;
  slow(): boolean;
}

/**
 * A running RegExp cannot be stopped: one that could take long is asked about growing beginnings of the text, a few characters
 * more each time and with other ends than they have, so that time runs out long before the page stands still. Made anew from source and flags: the page's own object
 * has a state and methods that are the page's.
 */
export function guardPattern(pattern: { source: string; flags: string }, now: () => number): Guarded {
  const expression = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
  const { exec } = RegExp.prototype;
  const pace = EXPLOSIVE.test(pattern.source) ? DANGEROUS : (pattern.source.match(UNBOUNDED)?.length ?? 0) > 1 ? DOUBTFUL : CALM;
  const state = { slow: false, spent: 0 };

  const look = (text: string, from: number): RegExpExecArray | null => {
    for (let again = false; ; again = true) {
      const start = now();
      expression.lastIndex = from;
      const match = exec.call(expression, text);
      const took = now() - start;
      if (took > 1) state.spent += took;
      if (state.spent > SPENT_MS || (took > LOOK_MS && again)) state.slow = true;
      if (took <= LOOK_MS || again) return match;
    }
  };
  const inPiece = (piece: string, found: (start: number, end: number) => void): void => {
    let from = 0;
    const endings = pace.endings > 0 ? endingsOf(piece, pace.endings) : [];
    for (let length = pace.step || piece.length; ; length += pace.step) {
      const end = Math.min(length, piece.length);
      const part = piece.slice(0, end);
      for (let i = 0; i < endings.length && !state.slow; i++) look(part + (endings[i] as string), from);
      for (let match = look(part, from); match !== null && !state.slow; match = look(part, from)) {
        const to = match.index + match[0].length;
        // What ends with the beginning may go on in the whole.
        if (to === end && end < piece.length) break;
        if (match[0] !== '') found(match.index, to);
        from = Math.max(to, match.index + 1);
        if (from > end) break;
      }
      if (state.slow || end === piece.length) return;
    }
  };
  return {
    slow: () => state.slow,
    find(text, found) {
      for (let at = 0; !state.slow; at += pace.piece - pace.overlap) {
        inPiece(text.slice(at, at + pace.piece), (start, end) => found(at + start, at + end));
        if (at + pace.piece >= text.length) break;
      }
      if (state.slow) found(0, text.length);
    },
  };
}

/** Characters the text goes on with where it changes, and one that no pattern means. */
function endingsOf(text: string, most: number): string[] {
  const endings = new Set(['\u0001']);
  for (let i = 1; i < text.length && endings.size < most; i++) if (text[i] !== text[i - 1]) endings.add(text[i] as string);
  return [...endings];
}
