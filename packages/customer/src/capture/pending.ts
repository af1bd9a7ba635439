import type { NodeTable } from './node-table.js';

/**
 * Places whose children are not all written yet: what a slice left behind when its time was up. The mirror is the live tree
 * less what hangs below these. A cursor is the last child written; null means look from the first child on.
 */
export interface Pending {
  readonly size: number;
  has(parent: Node): boolean;
  /** Leaves a place for later. Called innermost first while a walk unwinds. */
  add(parent: Node, cursor: Node | null): void;
  /** Puts what was added since the last call on top, innermost first: document order. */
  settle(): void;
  /** The next place and its cursor, no longer pending. */
  take(nodes: NodeTable): { parent: Node; cursor: Node | null } | undefined;
}

export function createPending(): Pending {
  const cursors = new Map<Node, Node | null>();
  const stack: Node[] = [];
  let fresh: Node[] = [];
  return {
    get size() {
      return cursors.size;
    },
    has: (parent) => cursors.has(parent),
    add(parent, cursor) {
      if (!cursors.has(parent)) fresh.push(parent);
      cursors.set(parent, cursor);
    },
    settle() {
      for (let i = fresh.length - 1; i >= 0; i--) stack.push(fresh[i] as Node);
      fresh = [];
    },
    take(nodes) {
      for (;;) {
        const parent = stack.pop();
        if (parent === undefined) {
          // Entries of forgotten nodes may be left in the map only.
          cursors.clear();
          return undefined;
        }
        const cursor = cursors.get(parent);
        cursors.delete(parent);
        if (cursor !== undefined && nodes.ids.has(parent)) return { parent, cursor };
      }
    },
  };
}
