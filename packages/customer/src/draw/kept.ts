import { quietly } from '@sightline/link';
import type { StrokeName } from '@sightline/protocol';
import type { Step } from './marks.js';

/** In `sessionStorage`, from leaving a page to its coming back. */
const KEY = '$$ZCB_DRAWING$$';
/** Characters: more is not kept. */
const MOST = 500_000;
/** Milliseconds for which it is of use. */
const LAPSES_MS = 5 * 60_000;

interface Kept {
  address: string;
  at: number;
  strokes: [name: string, steps: Step[]][];
}

const nameOf = ({ seat, number }: StrokeName): string => `${seat} ${number}`;
const addressOf = ({ location }: Window): string => location.origin + location.pathname + location.search;

/** Where strokes were on this page before it was loaded anew; taken out of the storage. */
export function takeKept(window: Window, now: number): (name: StrokeName) => Step[] | undefined {
  let strokes = new Map<string, Step[]>();
  void quietly(
    () => {
      const text = window.sessionStorage.getItem(KEY);
      if (!text) return;
      window.sessionStorage.removeItem(KEY);
      const kept = JSON.parse(text) as Kept;
      if (kept.address === addressOf(window) && Math.abs(now - kept.at) < LAPSES_MS) strokes = new Map(kept.strokes);
    },
    // A page without storage comes back without drawings.
    () => undefined,
  );
  return (name) => strokes.get(nameOf(name));
}

export function keep(window: Window, now: number, strokes: Iterable<[StrokeName, readonly Step[]]>): void {
  void quietly(
    () => {
      const all = [...strokes].map(([name, steps]) => [nameOf(name), steps]);
      if (all.length === 0) return;
      const text = JSON.stringify({ address: addressOf(window), at: now, strokes: all });
      if (text.length <= MOST) window.sessionStorage.setItem(KEY, text);
    },
    () => undefined,
  );
}
