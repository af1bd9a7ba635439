import { createInkStroke, type InkStroke } from './ink-stroke.js';
import { createPersonPointer, type Person, type PersonPointer } from './person-pointer.js';
import type { Stroke } from './stroke.js';
import type { StrokePlace } from './stroke-place.js';
import { svg } from './svg.js';

/**
 * A layer that shows strokes and pointers: `element` fills whatever positioned box it is put into, takes no pointer events, and no assistive
 * technology reads it. Nothing is parsed and no style attribute written: a page's policy has nothing to report.
 */
export interface Ink {
  readonly element: HTMLElement;
  /** Strokes lie in the order they were first shown. Undefined hides one. What is the same as last time costs nothing. */
  show(stroke: Stroke, place: StrokePlace | undefined): void;
  drop(stroke: Stroke): void;
  /** Somebody's pointer; the same object for the same seat until `leave`. */
  person(seat: number, person: Person): PersonPointer;
  leave(seat: number): void;
  /** Fades what vanishes and trails of lasers; true while there is more to fade. `now` as in `createStrokes`. */
  tick(now: number): boolean;
  clear(): void;
}

export function createInk(document: Document): Ink {
  const canvas = svg(document, 'svg', { width: '100%', height: '100%' });
  const element = document.createElement('div');
  element.setAttribute('aria-hidden', 'true');
  Object.assign(element.style, { position: 'absolute', inset: '0', overflow: 'hidden', pointerEvents: 'none' });
  Object.assign(canvas.style, { position: 'absolute', inset: '0', display: 'block' });
  element.append(canvas);
  const strokes = new Map<Stroke, InkStroke>();
  const people = new Map<number, PersonPointer>();

  const leave = (seat: number): void => {
    people.get(seat)?.remove();
    people.delete(seat);
  };
  return {
    element,
    show(stroke, place) {
      let drawn = strokes.get(stroke);
      if (!drawn) {
        strokes.set(stroke, (drawn = createInkStroke(document, stroke)));
        canvas.append(drawn.element);
      }
      drawn.place(place);
    },
    drop(stroke) {
      strokes.get(stroke)?.element.remove();
      strokes.delete(stroke);
    },
    person(seat, person) {
      let pointer = people.get(seat);
      if (pointer && !pointer.is(person)) leave(seat);
      pointer = people.get(seat);
      if (!pointer) {
        people.set(seat, (pointer = createPersonPointer(document, person)));
        canvas.append(pointer.trail);
        element.append(pointer.element);
      }
      return pointer;
    },
    leave,
    tick(now) {
      let more = false;
      for (const drawn of strokes.values()) more = drawn.fade(now) || more;
      for (const pointer of people.values()) more = pointer.fade(now) || more;
      return more;
    },
    clear() {
      for (const drawn of strokes.values()) drawn.element.remove();
      strokes.clear();
      for (const seat of people.keys()) leave(seat);
    },
  };
}
