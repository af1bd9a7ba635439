import type { StrokeName } from '@sightline/protocol';
import type { MemoryShare } from '../live/memory-budget.js';
import { createPackedFrames, LENGTH_BYTES, type PackedFrames } from './packed-frames.js';
import type { Peer } from './peer.js';

export interface StrokesOptions {
  bound: { strokes: number; bytes: number; frames: number };
  /** Room for what is kept. */
  share: Pick<MemoryShare, 'take' | 'give'>;
}

/** A stroke of a drawing that somebody may see. */
export interface Stroke extends StrokeName {
  /** The connection that began it. */
  by: Peer;
  /** `cut`: the service has ended it, since its author went away or began another. */
  state: 'open' | 'ended' | 'cut';
  /** Nobody keeps it; known only while it is open. */
  vanishing: boolean;
  /** Absent where it is not kept. */
  frames: PackedFrames | undefined;
  /** The newest word of what it is tied to. */
  anchor: Uint8Array | undefined;
}

/** The strokes of one session in order of their beginning, and their frames as far as there is room (surface §6). */
export interface Strokes {
  find(name: StrokeName): Stroke | undefined;
  /** Names of those that had to go for it: the oldest. */
  begin(stroke: StrokeName & { by: Peer; vanishing: boolean }): { stroke: Stroke; gone: StrokeName[] };
  /** As `begin`; the stroke itself may be among those that have to go. */
  append(stroke: Stroke, frame: Uint8Array): StrokeName[];
  end(stroke: Stroke, state: 'ended' | 'cut'): void;
  anchor(stroke: Stroke, frame: Uint8Array): StrokeName[];
  /** Takes these away; answers which there were. */
  remove(names: Iterable<StrokeName>): StrokeName[];
  /** Forgets what strokes are tied to. */
  dropAnchors(): void;
  drop(): void;
  all(): Iterable<Stroke>;
  /** What somebody who enters has to hear, in order. */
  frames(): Iterable<Uint8Array>;
  readonly size: number;
}

/** What a stroke costs beside its frames. */
const STROKE_BYTES = 256;

const idOf = ({ seat, number }: StrokeName): string => `${seat}.${number}`;
const nameOf = ({ seat, number }: StrokeName): StrokeName => ({ seat, number });

export function createStrokes({ bound, share }: StrokesOptions): Strokes {
  const strokes = new Map<string, Stroke>();
  let bytes = 0;
  let frames = 0;

  /** Beside the strokes themselves, whose number is bounded, everything kept is counted. */
  const costOf = (stroke: Stroke): number => (stroke.frames ? STROKE_BYTES + stroke.frames.bytes + (stroke.anchor?.byteLength ?? 0) : 0);

  function give(less: number): void {
    bytes -= less;
    share.give(less);
  }

  function unkeep(stroke: Stroke): void {
    give(costOf(stroke));
    frames -= stroke.frames?.count ?? 0;
    stroke.frames = undefined;
    stroke.anchor = undefined;
  }

  function take(stroke: Stroke): void {
    unkeep(stroke);
    strokes.delete(idOf(stroke));
  }

  /** Where the process has no room for it, it is seen by those who are here and kept for nobody. */
  function grow(stroke: Stroke, more: number): boolean {
    if (!stroke.frames) return false;
    if (share.take(more)) {
      bytes += more;
      return true;
    }
    unkeep(stroke);
    return false;
  }

  function evict(): StrokeName[] {
    const gone: StrokeName[] = [];
    for (const stroke of strokes.values()) {
      if (strokes.size <= bound.strokes && bytes <= bound.bytes && frames <= bound.frames) break;
      take(stroke);
      gone.push(nameOf(stroke));
    }
    return gone;
  }

  return {
    find: (name) => strokes.get(idOf(name)),
    begin(begun) {
      const stroke: Stroke = { ...begun, state: 'open', frames: undefined, anchor: undefined };
      strokes.set(idOf(stroke), stroke);
      if (!begun.vanishing && share.take(STROKE_BYTES)) {
        stroke.frames = createPackedFrames();
        bytes += STROKE_BYTES;
      }
      return { stroke, gone: evict() };
    },
    append(stroke, frame) {
      if (!grow(stroke, frame.byteLength + LENGTH_BYTES)) return [];
      stroke.frames?.add(frame);
      frames++;
      return evict();
    },
    end(stroke, state) {
      stroke.state = state;
      stroke.frames?.trim();
      if (stroke.vanishing) take(stroke);
    },
    anchor(stroke, frame) {
      const more = frame.byteLength - (stroke.anchor?.byteLength ?? 0);
      if (more > 0 ? grow(stroke, more) : stroke.frames) {
        if (more <= 0) give(-more);
        stroke.anchor = frame;
      }
      return evict();
    },
    remove(names) {
      const gone: StrokeName[] = [];
      for (const name of names) {
        const stroke = strokes.get(idOf(name));
        if (!stroke) continue;
        take(stroke);
        gone.push(nameOf(stroke));
      }
      return gone;
    },
    dropAnchors() {
      for (const stroke of strokes.values()) {
        const { byteLength = 0 } = stroke.anchor ?? {};
        stroke.anchor = undefined;
        give(byteLength);
      }
    },
    drop() {
      for (const stroke of strokes.values()) take(stroke);
    },
    all: () => strokes.values(),
    *frames() {
      for (const stroke of strokes.values()) {
        if (stroke.frames) yield* stroke.frames.each();
        if (stroke.anchor) yield stroke.anchor;
      }
    },
    get size() {
      return strokes.size;
    },
  };
}
