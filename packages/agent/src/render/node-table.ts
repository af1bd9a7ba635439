import { DOCUMENT_ID, LIMITS, MalformedFrame } from '@sightline/protocol';
import type { Natives } from './natives.js';

/** Ids of one stream. A node gets the next number when it is made and loses it when it leaves the mirror. */
export interface NodeTable {
  /** Gives `node` the next id. Throws `MalformedFrame` past `LIMITS.nodes`. */
  add(node: Node): number;
  get(id: number): Node | undefined;
  /** The node of an id a change needs. Throws `MalformedFrame` where there is none. */
  need(id: number): Node;
  idOf(node: Node): number | undefined;
  /** Forgets a removed subtree, shadow roots included; `each` hears of every node. */
  drop(root: Node, each: (node: Node) => void): void;
  nodes(): Iterable<Node>;
  readonly size: number;
}

export function createNodeTable(document: Document, natives: Natives): NodeTable {
  const byId = new Map<number, Node>([[DOCUMENT_ID, document]]);
  const ids = new Map<Node, number>([[document, DOCUMENT_ID]]);
  let last: number = DOCUMENT_ID;
  const forget = (node: Node): void => {
    const id = ids.get(node);
    if (id === undefined) return;
    ids.delete(node);
    byId.delete(id);
  };
  return {
    add(node) {
      if (byId.size >= LIMITS.nodes) throw new MalformedFrame('too many nodes');
      last++;
      byId.set(last, node);
      ids.set(node, last);
      return last;
    },
    get: (id) => byId.get(id),
    need(id) {
      const node = byId.get(id);
      if (!node) throw new MalformedFrame('unknown node');
      return node;
    },
    idOf: (node) => ids.get(node),
    drop(root, each) {
      const left: Node[] = [root];
      for (let node = left.pop(); node; node = left.pop()) {
        forget(node);
        each(node);
        const shadow = natives.type(node) === 1 ? natives.shadow(node as Element) : null;
        if (shadow) left.push(shadow);
        for (let child = natives.first(node); child; child = natives.next(child)) left.push(child);
      }
    },
    nodes: () => byId.values(),
    get size() {
      return byId.size;
    },
  };
}
