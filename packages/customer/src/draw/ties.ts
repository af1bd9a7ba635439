import type { Stroke } from '@sightline/draw';
import type { Anchor } from '@sightline/protocol';
import type { Anchors } from './anchors.js';
import { findAgain, findByMarks, type Marks, marksOf, type Step } from './marks.js';

/** Milliseconds in which a framework puts back what it has taken away, and in which a page that was loaded anew has built what it had. */
const AGAIN_MS = 1_000;
const RELOAD_MS = 5_000;
/** Milliseconds between two looks at what stands beside anchors. */
const BESIDE_MS = 500;
/** Siblings looked at. */
const MOST_BESIDE = 500;

type Tie =
  | { is: 'tied'; element: Element; marks: Marks | undefined; untoldSince: number | undefined; masked: boolean }
  /** It has left the page and may come back. */
  | { is: 'lost'; marks: Marks; since: number }
  /** What it is tied to cannot be known as yet: of before a reload, or of a stream that is over. `since`: from when on it could be. */
  | { is: 'unknown'; steps: readonly Step[] | undefined; since: number | undefined };

/** Which element each stroke is tied to, whatever becomes of page and stream. */
export interface Ties {
  begun(stroke: Stroke, element?: Element): void;
  gone(stroke: Stroke): void;
  elementOf(stroke: Stroke): Element | undefined;
  /** Once an animation frame. Answers strokes whose element is no more. */
  step(strokes: Iterable<Stroke>): Stroke[];
  /** The way to each stroke's element. */
  steps(strokes: Iterable<Stroke>): [Stroke, readonly Step[]][];
}

export interface TiesOptions {
  window: Window & typeof globalThis;
  now(): number;
  anchors: Anchors;
  kept(stroke: Stroke): readonly Step[] | undefined;
  /** Says that a stroke is tied to this from now on. */
  tell(stroke: Stroke, anchor: Anchor): void;
}

export function createTies({ window, now, anchors, kept, tell }: TiesOptions): Ties {
  const ties = new Map<Stroke, Tie>();
  /** Elements beside anchors and what is around them: they are none that came for one that left. */
  let beside = new WeakSet<Element>();
  let looked = 0;

  const tied = (element: Element): Tie => {
    const marks = marksOf(element, window);
    if (marks) note(marks);
    return { is: 'tied', element, marks, untoldSince: undefined, masked: anchors.hides(element) };
  };
  const note = ({ elements }: Marks): void => {
    for (const element of elements) {
      const siblings = element.parentElement?.children ?? [];
      for (let i = 0; i < Math.min(siblings.length, MOST_BESIDE); i++) beside.add(siblings[i] as Element);
    }
  };
  const look = (): void => {
    if (Math.abs(now() - looked) < BESIDE_MS) return;
    looked = now();
    const parents = new Set<Element>();
    for (const tie of ties.values())
      if (tie.is === 'tied')
        for (const element of tie.marks?.elements.slice(-4) ?? []) if (element.parentElement) parents.add(element.parentElement);
    for (const parent of parents)
      for (let i = 0; i < Math.min(parent.children.length, MOST_BESIDE); i++) beside.add(parent.children[i] as Element);
  };
  const fresh = (element: Element): boolean => !beside.has(element);
  const same = (a: Anchor, b: Anchor): boolean => a.stream === b.stream && a.id === b.id && a.path.join() === b.path.join();

  /** What becomes of a tie now; undefined: what it was tied to is no more. */
  const next = (stroke: Stroke, tie: Tie): Tie | undefined => {
    const time = now();
    switch (tie.is) {
      case 'tied': {
        if (!tie.element.isConnected || !tie.element.ownerDocument.defaultView)
          return tie.marks && next(stroke, { is: 'lost', marks: tie.marks, since: time });
        if (anchors.stream === undefined) return tie;
        const anchor = anchors.of(tie.element);
        if (anchor && !same(anchor, stroke.anchor)) {
          tie.masked = anchors.hides(tie.element);
          tell(stroke, anchor);
        }
        // What the mirror does not get, as what is inside a masked element by now, nobody else could see it at.
        if (anchor) tie.untoldSince = undefined;
        else if ((tie.untoldSince ??= time) + AGAIN_MS < time) return undefined;
        return tie;
      }
      case 'lost': {
        const element = findAgain(tie.marks, fresh);
        if (element) return tied(element);
        return tie.since + AGAIN_MS < time ? undefined : tie;
      }
      case 'unknown': {
        if (anchors.stream === undefined) return tie;
        const { stream } = stroke.anchor;
        const element = stream === anchors.stream ? anchors.find(stroke.anchor) : tie.steps && findByMarks(window.document, tie.steps);
        if (element) return tied(element);
        tie.since ??= time;
        return tie.since + (tie.steps ? RELOAD_MS : AGAIN_MS) < time ? undefined : tie;
      }
      default:
        return tie satisfies never;
    }
  };
  return {
    begun(stroke, element) {
      const found = element ?? anchors.find(stroke.anchor);
      ties.set(stroke, found ? tied(found) : { is: 'unknown', steps: kept(stroke), since: undefined });
    },
    gone: (stroke) => void ties.delete(stroke),
    elementOf(stroke) {
      const tie = ties.get(stroke);
      return tie?.is === 'tied' ? tie.element : undefined;
    },
    step(strokes) {
      const gone: Stroke[] = [];
      for (const stroke of strokes) {
        const tie = ties.get(stroke);
        const then = tie && next(stroke, tie);
        if (then) ties.set(stroke, then);
        else gone.push(stroke);
      }
      look();
      return gone;
    },
    steps: (strokes) =>
      [...strokes].flatMap((stroke): [Stroke, readonly Step[]][] => {
        const tie = ties.get(stroke);
        if (tie?.is === 'unknown') return tie.steps ? [[stroke, tie.steps]] : [];
        // It is inside a masked element by now, which lies on the way to it.
        if (tie?.is === 'tied' && tie.untoldSince !== undefined) return [];
        const marks = tie?.is === 'tied' ? marksOf(tie.element, window) : tie?.marks;
        // Of a masked element no more than where it is.
        if (marks && tie?.is === 'tied' && tie.masked) delete marks.steps.at(-1)?.keys;
        return marks ? [[stroke, marks.steps]] : [];
      }),
  };
}
