import { median } from './stats.mjs';

/** Fewer interleaved pairs than this settle nothing. */
export const PAIRS_NEEDED = 15;

/**
 * A measurement beside its budget: `{line, budget, ratio, held, ours, peer, unit, pairs}` and, where it is not held, `cause`.
 * The ratio is the median of the pairs' ratios; of `ofMedians` lines, whose samples are differences that may be near zero,
 * the ratio of the medians. `exact` measurements (bytes of a file) need no pairs.
 */
export function judge(row, measured) {
  const { line, budget, limit, goal } = row;
  if (!measured) return { line, budget, ratio: null, held: false, open: true };
  const { unit, exact = false, ofMedians = false, moreIsBetter = false } = measured;
  const mine = measured.ours;
  const theirs = measured.peer ?? mine.map(() => limit);
  const through = (a, b) => (moreIsBetter ? b / a : a / b);
  const ours = median(mine);
  const peer = median(theirs);
  const ratio = ofMedians ? through(ours, peer) : median(mine.map((value, i) => through(value, theirs[i])));
  const pairs = mine.length;
  const enough = exact || pairs >= PAIRS_NEEDED;
  const held = enough && ratio <= budget;
  const judged = { line, budget, ratio, held, ours, peer, unit, pairs };
  if (goal !== undefined) judged.goal = goal;
  if (measured.floor) judged.floor = median(measured.floor);
  if (ratio <= budget && !enough) judged.cause = `only ${pairs} pairs, ${PAIRS_NEEDED} needed`;
  else if (!held) judged.cause = measured.cause ?? `${Math.round((ratio / budget - 1) * 100)} % over its budget`;
  return judged;
}
