/** Clients a node takes back in a second without anybody waiting. */
const PER_SECOND = 500;
/** A restart takes this long at least. */
const FIRST_MS = 1_000;

/**
 * When each of `count` clients is to come back, in milliseconds, in random order: one after the other, and all of them before
 * `withinMs` has passed, so that nobody's seat lapses meanwhile.
 */
export function returnTimes({ count, withinMs, random }: { count: number; withinMs: number; random(): number }): number[] {
  const first = Math.min(FIRST_MS, withinMs / 2);
  const step = Math.min(1000 / PER_SECOND, (withinMs - first) / Math.max(1, count));
  const times = Array.from({ length: count }, (_, place) => Math.round(first + place * step));
  for (let at = times.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const time = times[at] ?? 0;
    times[at] = times[other] ?? 0;
    times[other] = time;
  }
  return times;
}
