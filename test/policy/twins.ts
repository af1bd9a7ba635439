import type { PagePlan } from './plan.js';
import { type Failure, runPlan, type Tally } from './run-plan.js';

/**
 * Runs a page twice, the second time with other and longer words wherever they are private: what leaves must be the same,
 * operation by operation. So nothing that leaves depends on them, neither a length nor a count, an order, a number or a checksum, and
 * of a size no more than its class.
 */
export async function runTwins(plan: PagePlan, tally?: Tally): Promise<Failure | undefined> {
  const first = await runPlan(plan, { traced: true, ...(tally && { tally }) });
  if (first.failure) return first.failure;
  let longer = 0;
  const other = JSON.stringify(plan).replace(/zq[a-p]{4}/g, (token) =>
    first.secrets.has(token) ? token + 'z'.repeat(1 + (longer++ % 23)) : token,
  );
  const second = await runPlan(JSON.parse(other) as PagePlan, { traced: true });
  if (second.failure) return second.failure;
  const length = Math.max(first.trace.length, second.trace.length);
  for (let index = 0; index < length; index++) {
    const [one, two] = [first.trace[index], second.trace[index]];
    if (one !== two)
      return { round: plan.rounds.length, kind: 'told apart', token: String(one).slice(0, 600), place: String(two).slice(0, 600) };
  }
  for (const [round, boxes] of first.boxes.entries())
    for (const [id, one] of boxes) {
      const two = second.boxes[round]?.get(id);
      if (two && one.style === two.style && alike(one.width, two.width) && (alike(one.height, two.height) || wraps(one.height, two.height)))
        continue;
      return { round, kind: 'size', token: `box ${id} ${JSON.stringify(one)}`, place: JSON.stringify(two) ?? 'not there' };
    }
  return undefined;
}

/** Pixels of the classes sizes are told in. */
const CLASS = 64;
/** The same, or each no more than a class: longer words may be of the next one. */
const alike = (one: number, two: number): boolean => one === two || (one % CLASS === 0 && two % CLASS === 0);
/** One line is as high as its font; where longer words need more lines they are of a class. */
const wraps = (one: number, two: number): boolean => Math.max(one, two) % CLASS === 0;
