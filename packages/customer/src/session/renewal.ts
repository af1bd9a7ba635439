import type { Natives } from '@sightline/link';

/** Calls `renew` every third of `windowMs`, so that what lapses after the window does not while this page lives. */
export function keepRenewed(windowMs: number, natives: Natives, renew: () => void): { stop(): void } {
  const pace = Math.max(1_000, windowMs / 3);
  let timer = natives.setTimeout(next, pace);
  function next(): void {
    renew();
    timer = natives.setTimeout(next, pace);
  }
  return { stop: () => natives.clearTimeout(timer) };
}
