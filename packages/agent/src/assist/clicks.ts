import type { PagePoint } from '../stage/mode.js';

/** Milliseconds and pixels within which presses are clicks in a row. */
const ROW_MS = 500;
const ROW_PX = 5;

/** Counts clicks in a row as a mouse does: pointer events do not say. */
export function countClicks(now: () => number): (at: PagePoint, button: number) => number {
  let last: { at: PagePoint; button: number; time: number; count: number } | undefined;
  return (at, button) => {
    const time = now();
    const row =
      last && last.button === button && time - last.time < ROW_MS && Math.hypot(at.x - last.at.x, at.y - last.at.y) <= ROW_PX
        ? last.count
        : 0;
    last = { at, button, time, count: row + 1 };
    return row + 1;
  };
}
