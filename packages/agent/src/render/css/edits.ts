/** Stretches of a text that are replaced, in the order of the text. */
export interface Edits {
  replace(from: number, to: number, by: string): void;
  /** A replacement that `settle` does or drops, with all others since the last time. */
  maybe(from: number, to: number, by: string): void;
  settle(keep: boolean): void;
  /** How many there are. */
  readonly count: number;
  dropSince(count: number): void;
  /** The text up to `end` with all of them done. */
  text(end?: number): string;
}

interface Edit {
  from: number;
  to: number;
  by: string;
}

export function createEdits(source: string): Edits {
  const edits: Edit[] = [];
  /** Places of those that wait. */
  let open: number[] = [];
  return {
    replace: (from, to, by) => void edits.push({ from, to, by }),
    maybe(from, to, by) {
      open.push(edits.length);
      edits.push({ from, to, by });
    },
    settle(keep) {
      for (const at of open) if (!keep) edits[at] = { from: 0, to: 0, by: '' };
      if (open.length > 0) open = [];
    },
    get count() {
      return edits.length;
    },
    dropSince(count) {
      edits.length = Math.min(count, edits.length);
      while ((open.at(-1) ?? -1) >= count) open.pop();
    },
    text(end = source.length) {
      // One that was dropped is empty.
      const parts: string[] = [];
      let copied = 0;
      for (const { from, to, by } of edits) {
        if (to === 0) continue;
        parts.push(source.slice(copied, from), by);
        copied = to;
      }
      return parts.join('') + source.slice(copied, end);
    },
  };
}
