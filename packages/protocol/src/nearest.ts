/** Longer than any name of ours and two letters: a peer's name costs no more to compare. */
const LONGEST = 64;
const NEAR = 2;

/** How many letters must be added, removed or changed to make `b` of `a`, whatever their case. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, (above[j] as number) + 1, (row[j - 1] as number) + 1);
    }
    above = row;
  }
  return above[b.length] as number;
}

/**
 * The known name a misspelt one means: at most two letters away, and fewer than it has. `undefined` where there is none.
 * A mistake in a name is a setting that is not set: for a mask that means shown.
 */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST) return undefined;
  const away = (one: string): number => distance(name.toLowerCase(), one.toLowerCase());
  let found: string | undefined;
  for (const one of known) if (away(one) <= Math.min(NEAR, one.length - 1) && (found === undefined || away(one) < away(found))) found = one;
  return found;
}
