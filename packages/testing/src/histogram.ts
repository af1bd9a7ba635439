/** Counts how often each kind of thing happened; a check that never happened proves nothing. */
export interface Histogram {
  add(kind: string): void;
  count(kind: string): number;
  readonly total: number;
  /** `kind count` pairs, most frequent first, in lines of about 120 columns. */
  lines(): string;
}

export function createHistogram(): Histogram {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    add: (kind) => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      total++;
    },
    count: (kind) => counts.get(kind) ?? 0,
    get total() {
      return total;
    },
    lines: () => {
      const lines = [''];
      for (const [kind, count] of [...counts].sort((a, b) => b[1] - a[1])) {
        const word = `${kind} ${count}`;
        const last = lines[lines.length - 1] as string;
        if (last.length + word.length > 118) lines.push(word);
        else lines[lines.length - 1] = last ? `${last}  ${word}` : word;
      }
      return lines.join('\n');
    },
  };
}
