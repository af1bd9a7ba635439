import type { LoadPart } from '../parts/parts.js';
import type { Lapses } from './lapses.js';
import type { Natives } from './natives.js';
import { once } from './once.js';
import type { Stream } from './stream.js';

/** Where masked elements stand (`boxes.ts`). */
export interface BoxTracker {
  /** The customer did something inside this element, by `keys` or by pointer. */
  touched(element: Element, keys: boolean): void;
  /** The customer types in a masked element: what follows from it would have the rhythm of keys. Boxes are measured once it rests. */
  isTyping(): boolean;
  /** Reads layout: called in an animation frame, or once the keyframe's walk is done. True where something is to be written. */
  measure(stream: Stream): boolean;
  write(stream: Stream): void;
  reset(): void;
}

/** Milliseconds a keyframe waits for what measures its boxes. */
const WAIT_MS = 2000;

export interface LateBoxes {
  readonly now: BoxTracker | undefined;
  /** False while a keyframe's boxes cannot be measured yet. */
  ready(stream: Stream): boolean;
}

/** The tracker, which is loaded when the first box is in the mirror; until then boxes have no size. `again`: they are to be measured. */
export function createLateBoxes(options: { natives: Natives; lapses: Lapses; loadPart: LoadPart; again(): void }): LateBoxes {
  const { natives, lapses, again } = options;
  let now: BoxTracker | undefined;
  let until: number | undefined;
  // Without it a box keeps its place, and nothing tells its size.
  const ask = once(async () => {
    now = (await options.loadPart('boxes')).createBoxes({ natives, lapses, again });
    again();
  });
  return {
    get now() {
      return now;
    },
    ready(stream) {
      if (now || stream.boxes.size === 0) return true;
      ask();
      return natives.now() > (until ??= natives.now() + WAIT_MS);
    },
  };
}
