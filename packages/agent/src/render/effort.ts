import { MalformedFrame } from '@sightline/protocol';

/**
 * What a stream may make this browser do. Units are about nanoseconds of an ordinary machine: a budget in clock time would
 * fault honest pages on slow ones.
 */
export interface Effort {
  /** Throws `MalformedFrame` where it is too much. */
  spend(units: number): void;
}

/** At once: more than a frame of an ordinary page takes; a page of the largest size takes its time. */
const BURST = 1e9;
/** In one piece: less than a tenth of a second on an ordinary machine, so that the agent's own buttons answer. */
const PIECE = 4e7;
/** For each millisecond afterwards: a fifth of the time stays for the agent. */
const REFILL = 8e5;

/** What is done in pieces: `tired` says when it is time for a pause. */
export interface Pace extends Effort {
  readonly tired: boolean;
}

/**
 * `begin` is called before each frame of the stream: within one nothing is refilled, however long it takes. `rested` is called after
 * each pause.
 */
export function createEffort(now: () => number): Pace & { begin(): void; rested(): void } {
  let left = BURST;
  let piece = PIECE;
  let at = now();
  return {
    begin() {
      const time = now();
      left = Math.min(BURST, left + (time - at) * REFILL);
      at = time;
    },
    rested() {
      piece = PIECE;
    },
    get tired() {
      return piece < 0;
    },
    spend(units) {
      // What is refused is not done, so it costs nothing: the keyframe that cures it needs what is left.
      if (left < units) throw new MalformedFrame('too much work');
      left -= units;
      piece -= units;
    },
  };
}

/** Prices of what a stream can repeat cheaply. */
export const COST = {
  operation: 500,
  node: 1_000,
  /** A node that is only looked at. */
  visit: 200,
  /** A node that goes elsewhere, with whatever contains it. */
  move: 1_000,
  /** A UTF-16 unit that is set. */
  unit: 4,
  /** A UTF-16 unit of style, which is rewritten and parsed. */
  style: 16,
  /** One with conditions, written again when they change. */
  condition: 200,
  /** A child of the document: a browser looks at all the others first. */
  top: 1_000_000,
  /** Another document element: styles and layout of everything begin anew. */
  root: 20_000_000,
  /** Something asked for over the network. */
  request: 1_000_000,
} as const;
