import type { Capture } from '../capture/capture.js';

/** Milliseconds after which every mirror shows a document that has just begun to be told. */
const SHOWN_MS = 1_000;

/**
 * Whether a document in an iframe may be another than the one an act was aimed at: each counts its ids from one again, and an act says
 * only which stream of the page its mirror showed.
 */
export function createFreshFrames(now: () => number): {
  /** A frame has loaded a document. */
  loaded(frame: Element): void;
  isFresh(frame: Element, inner: Capture): boolean;
} {
  const known = new WeakMap<Element, { document: Document; stream: number | undefined; since: number }>();
  const loads = new WeakMap<Element, number>();
  return {
    loaded: (frame) => void loads.set(frame, now()),
    isFresh(frame, { stream }) {
      const document = (frame as HTMLIFrameElement).contentDocument;
      if (stream === undefined || document?.readyState !== 'complete') return true;
      const before = known.get(frame);
      const same = before?.document === document && before.stream === stream;
      const since = before && !same ? now() : (before?.since ?? 0);
      known.set(frame, { document, stream, since });
      return now() - Math.max(since, loads.get(frame) ?? 0) < SHOWN_MS;
    },
  };
}
