import type { Writer } from '@sightline/protocol';

const STEP = 15;

/** Time and bytes of one slice. Asked for every element; looks at the clock every sixteenth time. */
export interface Budget {
  /** True when the walk must stop here; stays true until `begin` or `renew`. */
  spent(): boolean;
  /** Starts a slice that ends at `deadline` (natives' clock; Infinity: never). */
  begin(deadline: number): void;
  /** A frame was cut: its bytes are free again. True where there is time left. */
  renew(): boolean;
}

export function createBudget(options: { now: () => number; writer: Writer; frameBytes: number }): Budget {
  const { now, writer, frameBytes } = options;
  let deadline = 0;
  let asked = 0;
  let over = false;
  const look = (): boolean => {
    over = writer.weight > frameBytes || now() > deadline;
    return over;
  };
  return {
    spent: () => over || ((++asked & STEP) === 0 && look()),
    begin(at) {
      deadline = at;
      over = false;
    },
    renew() {
      over = false;
      return !look();
    },
  };
}
