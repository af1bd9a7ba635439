/** Counters that leak: what was added is forgotten with time. */
export interface Levels {
  /** What is left, rounded up. */
  of(key: string): number;
  add(key: string): void;
  takeBack(key: string): void;
}

const DAY_MS = 86_400_000;

/** `perDay` is forgotten each day, evenly. At most `most` counters are kept; beyond, the oldest go first. */
export function createLevels(options: { perDay: number; most: number; now(): number }): Levels {
  const { perDay, most, now } = options;
  const kept = new Map<string, { level: number; at: number }>();
  const left = (key: string): number => {
    const entry = kept.get(key);
    return entry ? Math.max(0, entry.level - (Math.max(0, now() - entry.at) / DAY_MS) * perDay) : 0;
  };
  function put(key: string, level: number): void {
    // Anew, so that the map stays in order of use.
    kept.delete(key);
    if (level <= 0) return;
    kept.set(key, { level, at: now() });
    if (kept.size <= most) return;
    for (const key of kept.keys()) if (left(key) === 0) kept.delete(key);
    for (const key of kept.keys()) {
      if (kept.size <= most) return;
      kept.delete(key);
    }
  }
  return {
    // What leaked within a moment does not make a whole one less.
    of: (key) => Math.ceil(left(key) - 1e-9),
    add: (key) => put(key, left(key) + 1),
    takeBack: (key) => put(key, left(key) - 1),
  };
}
