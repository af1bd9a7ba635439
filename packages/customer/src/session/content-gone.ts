import { original, quietly } from '@sightline/link';

/** The page rests after it has taken something away, milliseconds. */
const REST_MS = 300;
/** Content may go in the moment before the address changes. */
const BEFORE_MS = 200;
/** A page that takes nothing away has nothing to take away. */
const LATEST_MS = 5_000;

export interface ContentGone {
  /** Looks from now on. */
  watch(): void;
  /** Whether the content of a path that was left at `since` has gone, as far as can be seen. */
  since(since: number): boolean;
  stop(): void;
}

/**
 * Says when an application that has changed its address has changed its content too: the address comes first where the new content is
 * still being fetched. Sees that something goes, never what.
 */
export function watchContent(window: Window & typeof globalThis, now: () => number): ContentGone {
  let changedAt = 0;
  let removedAt = 0;
  const observer = new (original(window.MutationObserver))((records) => {
    void quietly(() => {
      changedAt = now();
      if (records.some(({ removedNodes }) => removedNodes.length > 0)) removedAt = changedAt;
    });
  });
  return {
    watch: () => observer.observe(window.document, { childList: true, subtree: true }),
    since: (since) => now() - since >= LATEST_MS || (removedAt >= since - BEFORE_MS && now() - changedAt >= REST_MS),
    stop: () => observer.disconnect(),
  };
}
