const FIRST_MS = 1_000;
const MOST_MS = 3_600_000;

/** How long to wait after a try that failed, the first one's number being 1: any time up to twice the one before, an hour at most. */
export function backOff(attempt: number, random: () => number): number {
  const bound = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempt - 1, 30));
  return Math.round(random() * bound);
}
