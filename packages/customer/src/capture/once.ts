import { quietly } from '@sightline/link';

/** Asks for a part at the first call, and only then; what a page does without it, who asks for it says. */
export function once(ask: () => Promise<void>): () => void {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    void quietly(ask, String);
  };
}
