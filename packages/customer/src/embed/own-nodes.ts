import type { Natives } from '../capture/natives.js';

/**
 * A browser gives a node that no script has touched yet the prototypes of the window whose script first does, and a record's
 * lists count as those of the one that observes. Read through their parent, with the document's own getters, the nodes have those
 * of their own window: `instanceof` in the iframe goes on to hold.
 */
export function createOwnNodes({ firstChild, nextSibling }: Natives): (records: readonly MutationRecord[]) => void {
  return (records) => {
    const seen = new Set<Node>();
    for (const { type, target } of records) {
      if (type !== 'childList' || seen.has(target)) continue;
      seen.add(target);
      for (let child = firstChild.call(target); child !== null; ) child = nextSibling.call(child);
    }
  };
}
