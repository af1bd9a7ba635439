import {
  DrawingFlag,
  type FrameHeader,
  LIMITS,
  readAnchor,
  readPoints,
  readStroke,
  type ServerMessage,
  type StrokeName,
} from '@sightline/protocol';
import type { Stroke, StrokeChange } from './stroke.js';
import { isShape } from './tools.js';

/** A vanishing stroke is gone so long after its end. */
export const VANISH_MS = 4_000;
/** One whose author is heard of no more counts as ended. */
const SILENT_MS = 10_000;
/** Strokes that stay: what the service keeps, and what may be under way. */
const MOST = LIMITS.strokes + 100;
/** Vanishing ones at once, which the service does not count. */
const MOST_VANISHING = 200;
/** Numbers in one stroke's points; what comes after them is left out, alike by all. */
const MOST_NUMBERS = 40_000;

export interface StrokesOptions {
  /** Milliseconds. */
  now(): number;
  changed?(stroke: Stroke, change: StrokeChange): void;
}

/**
 * The strokes of a session as drawing frames and messages tell of them, in the order they were begun. What makes no sense is left out:
 * an unknown number, a body that cannot be read, a stroke begun twice.
 */
export interface Strokes {
  /** `header.stream` is the author's seat. */
  frame(header: Pick<FrameHeader, 'flags' | 'stream' | 'number'>, body: Uint8Array): void;
  /** `erased` and `drawings_cleared`; whoever draws, too, hands messages to `Author.message` instead. */
  message(message: ServerMessage): void;
  /** In the order they were begun. */
  all(): IterableIterator<Stroke>;
  get(name: StrokeName): Stroke | undefined;
  readonly size: number;
  /** The highest number seen of this seat; 0 where none was. */
  highest(seat: number): number;
  erase(names: readonly StrokeName[]): void;
  /** Takes away those that `which` is true for. */
  clear(which?: (stroke: Stroke) => boolean): void;
  /** Takes away what has vanished by now; true while something is still to vanish. */
  expire(): boolean;
}

type Kept = { -readonly [K in keyof Stroke]: Stroke[K] } & { points: number[]; heardAt: number };

const nameOf = (name: StrokeName): string => `${name.seat} ${name.number}`;

export function createStrokes({ now, changed = () => {} }: StrokesOptions): Strokes {
  const strokes = new Map<string, Kept>();
  const highest = new Map<number, number>();
  let vanishing = 0;

  const remove = (stroke: Kept): void => {
    if (!strokes.delete(nameOf(stroke))) return;
    if (stroke.vanishing) vanishing--;
    changed(stroke, 'gone');
  };
  /** Lets the oldest of a kind go where there are too many. */
  const bound = (kind: boolean): void => {
    if (kind ? vanishing <= MOST_VANISHING : strokes.size - vanishing <= MOST) return;
    for (const stroke of strokes.values()) if (stroke.vanishing === kind) return remove(stroke);
  };
  const grow = (stroke: Kept, points: readonly number[]): void => {
    const all = stroke.points;
    if (isShape(stroke.tool)) {
      if (all.length === 0) all.push(...points.slice(0, 2));
      if (points.length > 0) all.splice(2, 2, ...points.slice(-2));
    } else for (const point of points.slice(0, MOST_NUMBERS - all.length)) all.push(point);
  };
  const end = (stroke: Kept): void => {
    stroke.ended = true;
    if (stroke.vanishing) stroke.goneAt = now() + VANISH_MS;
  };
  const begin = (seat: number, number: number, flags: number, body: Uint8Array): void => {
    const { points, ...start } = readStroke(body);
    if (strokes.has(nameOf({ seat, number }))) return;
    const kind = (flags & DrawingFlag.Vanishing) !== 0;
    const stroke: Kept = { seat, number, ...start, points: [], ended: false, vanishing: kind, goneAt: undefined, heardAt: now() };
    grow(stroke, points);
    if (flags & DrawingFlag.End) end(stroke);
    highest.set(seat, Math.max(number, highest.get(seat) ?? 0));
    strokes.set(nameOf(stroke), stroke);
    if (kind) vanishing++;
    changed(stroke, 'begun');
    bound(kind);
  };
  const take = (flags: number, seat: number, number: number, body: Uint8Array): void => {
    if (flags & DrawingFlag.Begin) return begin(seat, number, flags, body);
    const stroke = strokes.get(nameOf({ seat, number }));
    if (!stroke) return;
    if (flags & DrawingFlag.Anchor) {
      stroke.anchor = readAnchor(body);
      return changed(stroke, 'anchored');
    }
    if (stroke.ended) return;
    stroke.heardAt = now();
    try {
      grow(stroke, readPoints(body));
    } finally {
      // Whatever it says of points, it has ended: the service does not read them.
      if (flags & DrawingFlag.End) end(stroke);
      changed(stroke, 'grown');
    }
  };
  const clear: Strokes['clear'] = (which = () => true) => {
    for (const stroke of strokes.values()) if (which(stroke)) remove(stroke);
  };
  const erase: Strokes['erase'] = (names) => {
    for (const name of names) {
      const stroke = strokes.get(nameOf(name));
      if (stroke) remove(stroke);
    }
  };
  return {
    frame({ flags, stream, number }, body) {
      try {
        take(flags, stream, number, body);
      } catch {
        // A malformed body says nothing.
      }
    },
    message(m) {
      if (m.t === 'erased') erase(m.strokes);
      else if (m.t === 'drawings_cleared') clear((stroke) => m.seat === undefined || m.seat === stroke.seat);
    },
    all: () => strokes.values(),
    get: (name) => strokes.get(nameOf(name)),
    get size() {
      return strokes.size;
    },
    highest: (seat) => highest.get(seat) ?? 0,
    erase,
    clear,
    expire() {
      if (!vanishing) return false;
      const time = now();
      for (const stroke of strokes.values()) {
        if (!stroke.vanishing) continue;
        if (!stroke.ended && stroke.heardAt + SILENT_MS <= time) end(stroke);
        if (stroke.goneAt !== undefined && stroke.goneAt <= time) remove(stroke);
      }
      return vanishing > 0;
    },
  };
}
