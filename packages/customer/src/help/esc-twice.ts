import { listenInFrames } from './listen-in-frames.js';

/** Milliseconds between the two presses. */
const TWICE_MS = 700;

/** Calls `twice` where the customer presses Escape two times in a row, wherever the focus is, in same-origin iframes too; the page hears the keys as ever. */
export function hearEscTwice({ window, now, twice }: { window: Window; now(): number; twice(): void }): ReturnType<typeof listenInFrames> {
  let last = Number.NEGATIVE_INFINITY;
  const heard = (event: Event): void => {
    const { key, repeat, isTrusted } = event as KeyboardEvent;
    // What an agent types is no key of the customer's.
    if (!isTrusted || repeat) return;
    if (key !== 'Escape') last = Number.NEGATIVE_INFINITY;
    else if (now() - last < TWICE_MS) {
      last = Number.NEGATIVE_INFINITY;
      twice();
    } else last = now();
  };
  return listenInFrames(window, ['keydown'], heard);
}
