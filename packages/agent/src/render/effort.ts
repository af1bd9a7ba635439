import { MalformedFrame } from '@sightline/protocol';

/**
 * What a stream may make this browser do. Units are about nanoseconds of an ordinary machine: a budget in clock time would
 * fault honest pages on slow ones.
 */
export interface Effort {
  /** Throws `MalformedFrame` where it is too much. */
  spend(units: number): void;
}

/** At once: what a page of the largest size takes. */
const BURST = 3e9;
/** For each millisecond afterwards: half of the time goes to the mirror, the other half to the agent. */
const REFILL = 5e5;

export function createEffort(now: () => number): Effort {
  let left = BURST;
  let at = now();
  return {
    spend(units) {
      left -= units;
      if (left >= 0) return;
      const time = now();
      left = Math.min(BURST, left + (time - at) * REFILL);
      at = time;
      if (left < 0) throw new MalformedFrame('too much work');
    },
  };
}

/** Prices of what a stream can repeat cheaply. */
export const COST = {
  operation: 500,
  node: 2_000,
  /** A node that is only looked at. */
  visit: 200,
  /** A UTF-16 unit that is set. */
  unit: 4,
  /** A UTF-16 unit of style, which is rewritten and parsed. */
  style: 32,
  /** Something asked for over the network. */
  request: 100_000,
} as const;
